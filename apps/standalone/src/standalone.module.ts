import { Global, Module, type Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { CqrsModule, QueryBus } from '@nestjs/cqrs';
import { AccountsModule, accountSteps } from '#accounts';
import { LOG_NAMES } from '#contracts';
import { DirectoryModule, directoryProjections, directorySteps } from '#directory';
import { LedgerModule, logSteps, projectionSteps, standalonePart, type Projection } from '#event-log';
import { HouseholdsModule, householdsProjections, householdSteps } from '#households';
import { ImpactModule, impactProjections } from '#impact';
import { AskedLedger, BusQuestions, ImportLedger, importSecret, ImportSender, importSteps, ImportsModule, StandingRights } from '#imports';
import type { MigrationStep } from '#persistence';
import { injectedAnswers, officeOperations, type OpenLedger, standingRights } from '#operator';
import { MASTER_KEY, OwnCommands } from '#platform';
import { ProjectsModule, projectsProjections } from '#projects';
import { PurchasesModule, purchasesProjections } from '#purchases';
import { referenceCopy, committedReferences, referencesToken } from '#reference';
import { InProcessSender } from './in-process-sender.js';

/** The services that keep a copy of what they need of the others' logs. */
const OWNERS = ['purchases', 'projects', 'households'] as const;

/** The schema of a standalone ledger, in order. */
export const STANDALONE_STEPS: readonly MigrationStep[] = [
  ...logSteps(LOG_NAMES),
  ...projectionSteps,
  ...householdSteps,
  ...directorySteps,
  ...accountSteps,
  ...importSteps,
];

/** Every read model of a standalone ledger. */
export function standaloneProjections(): readonly Projection[] {
  return [
    ...OWNERS.map(referenceCopy),
    ...directoryProjections,
    ...purchasesProjections,
    ...projectsProjections,
    ...householdsProjections,
    ...impactProjections(),
  ];
}

/** Everything in one process: the four logs, their features and the figures. */
export function standaloneModule(open: OpenLedger): Type {
  const { ledger, clock, data, masterKey, office } = open;
  const references = OWNERS.map((owner) => ({
    provide: referencesToken(owner),
    useValue: committedReferences(owner, ledger),
  }));
  const providers = [...references, { provide: MASTER_KEY, useValue: masterKey }];
  @Global()
  @Module({
    imports: [
      CqrsModule.forRoot(),
      LedgerModule.register(ledger, clock, standalonePart(office.access, officeOperations(open))),
      AccountsModule.register(office),
      DirectoryModule.register(data.filesFolder, masterKey),
      PurchasesModule,
      ProjectsModule,
      HouseholdsModule,
      ImpactModule,
      ImportsModule.register({
        filesFolder: data.filesFolder,
        secret: importSecret(masterKey),
        providers: [
          { provide: ImportLedger, inject: [QueryBus], useFactory: (queries: QueryBus) => new AskedLedger(new BusQuestions(queries)) },
          injectedAnswers(office.inside),
          { provide: StandingRights, useValue: standingRights(office.accounts) },
          {
            provide: ImportSender,
            inject: [ModulesContainer],
            useFactory: (modules: ModulesContainer) => new InProcessSender(new OwnCommands(modules, clock, office.ownAccess)),
          },
        ],
      }),
    ],
    providers,
    exports: providers,
  })
  class OverThisLedger {}
  return OverThisLedger;
}
