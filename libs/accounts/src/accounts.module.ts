import { type DynamicModule, Module } from '@nestjs/common';
import { RequestAccess } from './access/request-access.js';
import { Accounts } from './account/accounts.js';
import { KnownUnits } from './account/known-units.js';
import { PublicDoor } from './door.js';
import { AccountsController } from './http/accounts.controller.js';
import { SessionController } from './http/session.controller.js';
import type { PublicOffice } from './public-office.js';
import { LogIns } from './session/log-ins.js';
import { Sessions } from './session/sessions.js';

/** 账户与会话: the routes of the public door about who may come in. */
@Module({})
export class AccountsModule {
  static register(office: PublicOffice): DynamicModule {
    return {
      module: AccountsModule,
      controllers: [SessionController, AccountsController],
      providers: [
        { provide: Accounts, useValue: office.accounts },
        { provide: Sessions, useValue: office.sessions },
        { provide: LogIns, useValue: office.logIns },
        { provide: PublicDoor, useValue: office.door },
        { provide: RequestAccess, useValue: office.access },
        { provide: KnownUnits, useValue: office.units },
      ],
    };
  }
}
