import type { Projection } from '#event-log';
import { activityLedger } from './activity/activity-ledger.projection.js';
import { householdLedger } from './household/household-ledger.projection.js';
import { saleLedger } from './sale/sale-ledger.projection.js';
import { villageLedger } from './village/village-ledger.projection.js';

export { activityStream, reversalOf as reversalOfActivity } from './activity/activity.js';
export { householdStream, reversalOf as reversalOfHousehold } from './household/household.js';
export { HouseholdsModule } from './households.module.js';
export { reversalOf as reversalOfSale, saleStream } from './sale/sale.js';
export { HouseholdSeals, type Person } from './sealed/household-seals.js';
export { householdSteps } from './sealed/sealed-tables.js';
export { reversalOf as reversalOfVillage, villageStream } from './village/village.js';

/** The read models of this feature, for the runner of the app that hosts it. */
export const householdsProjections: readonly Projection[] = [villageLedger, householdLedger, saleLedger, activityLedger];
