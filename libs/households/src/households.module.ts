import { Module } from '@nestjs/common';
import { eventSightToken } from '#event-log';
import { ActivitiesController } from './activity/activities.controller.js';
import { GetActivityHandler, GetActivityHistoryHandler, ListActivitiesHandler } from './activity/activity-queries.js';
import { RecordActivityHandler } from './activity/record-activity.js';
import { VoidActivityHandler } from './activity/void-activity.js';
import { AskedSupportController } from './asked/asked-support.controller.js';
import { AskSupportEndingsHandler } from './asked/ask-support-endings.query.js';
import { AskForgottenHandler } from './asked/ask-forgotten.query.js';
import { AskSupportHandler, AskVillagesHandler } from './asked/ask-support.query.js';
import { ExitHouseholdHandler } from './household/exit-household.js';
import { ForgetHouseholdHandler } from './household/forget-household.js';
import { GetHouseholdHandler, GetHouseholdHistoryHandler, ListHouseholdsHandler } from './household/household-queries.js';
import { HouseholdsController } from './household/households.controller.js';
import { RegisterHouseholdHandler } from './household/register-household.js';
import { WithdrawHouseholdHandler } from './household/withdraw-household.js';
import { SupportSight } from './record/village-record.guard.js';
import { CorrectSaleHandler } from './sale/correct-sale.js';
import { RecordSaleHandler } from './sale/record-sale.js';
import { HouseholdSalesController } from './sale/household-sales.controller.js';
import { ListHouseholdSalesHandler } from './sale/household-sales.query.js';
import { SaleExportController } from './sale/sale-export.controller.js';
import { ExportSalesHandler } from './sale/sale-export.query.js';
import { SaleLockBook } from './sale/sale-locks.js';
import { GetSaleHandler, GetSaleHistoryHandler, ListSalesHandler } from './sale/sale-queries.js';
import { SalesController } from './sale/sales.controller.js';
import { VoidSaleHandler } from './sale/void-sale.js';
import { RevealHouseholdHandler } from './reveal/reveal-household.js';
import { SaleSight } from './sale/sale-sight.js';
import { HouseholdSeals } from './sealed/household-seals.js';
import { StoredReveals } from './sealed/stored-reveals.js';
import { RegisterVillageHandler } from './village/register-village.js';
import { GetVillageHandler, GetVillageHistoryHandler, ListVillagesHandler } from './village/village-queries.js';
import { VillagesController } from './village/villages.controller.js';

/**
 * 农户与帮扶: villages, households, sales and activities. The app around it provides, globally: the buses
 * (`CqrsModule.forRoot()`), the log and the references of `households`, the database, the clock and `MASTER_KEY`.
 */
@Module({
  controllers: [
    AskedSupportController,
    VillagesController,
    HouseholdsController,
    SalesController,
    SaleExportController,
    HouseholdSalesController,
    ActivitiesController,
  ],
  providers: [
    { provide: eventSightToken('households'), useClass: SupportSight },
    AskSupportHandler,
    AskSupportEndingsHandler,
    AskVillagesHandler,
    AskForgottenHandler,
    HouseholdSeals,
    StoredReveals,
    RevealHouseholdHandler,
    RegisterVillageHandler,
    ListVillagesHandler,
    GetVillageHandler,
    GetVillageHistoryHandler,
    RegisterHouseholdHandler,
    ExitHouseholdHandler,
    ForgetHouseholdHandler,
    WithdrawHouseholdHandler,
    ListHouseholdsHandler,
    GetHouseholdHandler,
    GetHouseholdHistoryHandler,
    SaleSight,
    SaleLockBook,
    RecordSaleHandler,
    CorrectSaleHandler,
    VoidSaleHandler,
    ListSalesHandler,
    ListHouseholdSalesHandler,
    ExportSalesHandler,
    GetSaleHandler,
    GetSaleHistoryHandler,
    RecordActivityHandler,
    VoidActivityHandler,
    ListActivitiesHandler,
    GetActivityHandler,
    GetActivityHistoryHandler,
  ],
  exports: [HouseholdSeals],
})
export class HouseholdsModule {}
