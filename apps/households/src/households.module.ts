import { Global, Module, type Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { LedgerModule, servicePart } from '#event-log';
import { HouseholdsModule, householdsProjections, householdSteps } from '#households';
import type { OpenService, ServiceShape } from '#operator';
import { MASTER_KEY } from '#platform';
import { fedReferences, referenceCopy, referencesToken } from '#reference';

/** Owns the log `households` and the sealed names, and keeps a copy of what it needs of the other logs. */
export const householdsShape: ServiceShape = {
  name: 'households',
  logs: ['households'],
  steps: householdSteps,
  projections: [referenceCopy('households'), ...householdsProjections],
};

/** @param masterKey wraps the households' keys; every instance has the same */
export function householdsModule({ ledger, clock }: OpenService, masterKey: Buffer): Type {
  const providers = [
    { provide: referencesToken('households'), useValue: fedReferences('households', ledger) },
    { provide: MASTER_KEY, useValue: masterKey },
  ];
  @Global()
  @Module({
    imports: [CqrsModule.forRoot(), LedgerModule.register(ledger, clock, servicePart('households')), HouseholdsModule],
    providers,
    exports: providers,
  })
  class ServiceModule {}
  return ServiceModule;
}
