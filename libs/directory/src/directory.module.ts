import { type DynamicModule, Module } from '@nestjs/common';
import { eventSightToken, Ledger } from '#event-log';
import { FileStore, MASTER_KEY } from '#platform';
import { committedReferences, referencesToken } from '#reference';
import { AskDirectoryEndingsHandler } from './asked/ask-directory-endings.query.js';
import { AskDirectoryHandler } from './asked/ask-directory.query.js';
import { DirectorySight } from './directory-sight.js';
import { FileSight } from './files/file.guard.js';
import { FilesController } from './files/files.controller.js';
import { LockPeriodHandler } from './period/lock-period.js';
import { ListPeriodLocksHandler } from './period/period-lock-queries.js';
import { PeriodLocksController } from './period/period-locks.controller.js';
import { PolicyRulesController } from './policy/policy-rules.controller.js';
import { ListPolicyRulesHandler } from './policy/policy-queries.js';
import { SetPolicyRuleHandler } from './policy/set-policy-rule.js';
import { UnitContacts } from './sealed/unit-contacts.js';
import { CloseUnitHandler } from './unit/close-unit.js';
import { MergeUnitHandler } from './unit/merge-unit.js';
import { MoveUnitHandler } from './unit/move-unit.js';
import { RegisterUnitHandler } from './unit/register-unit.js';
import { RenameUnitHandler } from './unit/rename-unit.js';
import { RevealContactHandler } from './unit/reveal-contact.js';
import { WithdrawUnitHandler } from './unit/withdraw-unit.js';
import { unitQueryHandlers } from './unit/unit-queries.js';
import { UnitsController } from './unit/units.controller.js';

/** 单位、政策规则、凭证文件. @param filesFolder where evidence is kept @param masterKey wraps the keys of the units' contacts */
@Module({})
export class DirectoryModule {
  static register(filesFolder: string, masterKey: Buffer): DynamicModule {
    return {
      module: DirectoryModule,
      controllers: [UnitsController, PolicyRulesController, PeriodLocksController, FilesController],
      providers: [
        { provide: FileStore, useValue: new FileStore(filesFolder) },
        FileSight,
        { provide: MASTER_KEY, useValue: masterKey },
        UnitContacts,
        // The unit tree is of the directory's own log, so it comes with the directory in every process.
        {
          provide: referencesToken('directory'),
          useFactory: (ledger: Ledger) => committedReferences('directory', ledger),
          inject: [Ledger],
        },
        { provide: eventSightToken('directory'), useClass: DirectorySight },
        AskDirectoryHandler,
        AskDirectoryEndingsHandler,
        SetPolicyRuleHandler,
        ListPolicyRulesHandler,
        LockPeriodHandler,
        ListPeriodLocksHandler,
        RegisterUnitHandler,
        RenameUnitHandler,
        MoveUnitHandler,
        MergeUnitHandler,
        CloseUnitHandler,
        RevealContactHandler,
        WithdrawUnitHandler,
        ...unitQueryHandlers,
      ],
    };
  }
}
