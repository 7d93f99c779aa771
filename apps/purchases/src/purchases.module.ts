import { Global, Module, type Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { LedgerModule, servicePart } from '#event-log';
import { PurchasesModule, purchasesProjections } from '#purchases';
import type { OpenService, ServiceShape } from '#operator';
import { fedReferences, referenceCopy, referencesToken } from '#reference';

/** Owns the log `purchases` and keeps a copy of what it needs of the others. */
export const purchasesShape: ServiceShape = {
  name: 'purchases',
  logs: ['purchases'],
  steps: [],
  projections: [referenceCopy('purchases'), ...purchasesProjections],
};

/** The service of the orders and reserves. */
export function purchasesModule({ ledger, clock }: OpenService): Type {
  const references = { provide: referencesToken('purchases'), useValue: fedReferences('purchases', ledger) };
  @Global()
  @Module({
    imports: [CqrsModule.forRoot(), LedgerModule.register(ledger, clock, servicePart('purchases')), PurchasesModule],
    providers: [references],
    exports: [references],
  })
  class ServiceModule {}
  return ServiceModule;
}
