import { Module, type Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { LedgerModule, servicePart } from '#event-log';
import { ImpactModule, impactProjections } from '#impact';
import type { OpenService, ServiceShape } from '#operator';

/** Owns no log: everything it knows comes over the four topics. */
export const impactShape: ServiceShape = { name: 'impact', logs: [], steps: [], projections: impactProjections() };

/** The service of the figures. */
export function impactModule({ ledger, clock }: OpenService): Type {
  @Module({ imports: [CqrsModule.forRoot(), LedgerModule.register(ledger, clock, servicePart('impact')), ImpactModule] })
  class ServiceModule {}
  return ServiceModule;
}
