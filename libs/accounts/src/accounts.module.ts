import { type DynamicModule, Module } from '@nestjs/common';
import { AccessReader } from './access/access-query.js';
import { RequestAccess } from './access/request-access.js';
import { AccountReceipts } from './account/account-receipts.js';
import { Accounts } from './account/accounts.js';
import { KnownPlaces } from './account/known-places.js';
import { OfficeDoor } from './office-door.js';
import { AccessLogController } from './http/access-log.controller.js';
import { AccountsController } from './http/accounts.controller.js';
import { SessionController } from './http/session.controller.js';
import { TotpController } from './http/totp.controller.js';
import type { PublicOffice } from './public-office.js';
import { TotpCodes } from './totp/totp-codes.js';
import { LogIns } from './session/log-ins.js';
import { ShownAgain } from './session/shown-again.js';
import { Sessions } from './session/sessions.js';

/** 账号与会话: the routes of the public door about who may come in. */
@Module({})
export class AccountsModule {
  static register(office: PublicOffice): DynamicModule {
    return {
      module: AccountsModule,
      controllers: [SessionController, TotpController, AccountsController, AccessLogController],
      providers: [
        { provide: AccountReceipts, useValue: office.receipts },
        { provide: Accounts, useValue: office.accounts },
        { provide: Sessions, useValue: office.sessions },
        { provide: LogIns, useValue: office.logIns },
        { provide: ShownAgain, useValue: office.shownAgain },
        { provide: OfficeDoor, useValue: office.door },
        { provide: RequestAccess, useValue: office.access },
        { provide: KnownPlaces, useValue: office.places },
        { provide: AccessReader, useValue: office.reader },
        { provide: TotpCodes, useValue: office.totp },
      ],
    };
  }
}
