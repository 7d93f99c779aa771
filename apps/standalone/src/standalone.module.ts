import { Global, Module, type Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AccountsModule, accountSteps } from '#accounts';
import { LOG_NAMES } from '#contracts';
import { DirectoryModule, directoryProjections, directorySteps } from '#directory';
import { LedgerModule, logSteps, projectionSteps, standalonePart, type Projection } from '#event-log';
import { HouseholdsModule, householdsProjections, householdSteps } from '#households';
import { ImpactModule, impactProjections } from '#impact';
import type { MigrationStep } from '#persistence';
import { officeOperations, type OpenLedger } from '#operator';
import { MASTER_KEY } from '#platform';
import { ProjectsModule, projectsProjections } from '#projects';
import { PurchasesModule, purchasesProjections } from '#purchases';
import { referenceCopy, committedReferences, referencesToken } from '#reference';

/** The services that keep a copy of what they need of the others' logs. */
const OWNERS = ['purchases', 'projects', 'households'] as const;

/** The schema of a standalone ledger, in order. */
export const STANDALONE_STEPS: readonly MigrationStep[] = [
  ...logSteps(LOG_NAMES),
  ...projectionSteps,
  ...householdSteps,
  ...directorySteps,
  ...accountSteps,
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
    ],
    providers,
    exports: providers,
  })
  class OverThisLedger {}
  return OverThisLedger;
}
