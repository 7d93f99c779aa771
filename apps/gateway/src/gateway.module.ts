import { Module, type Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AccountsModule, accountSteps, type PublicOffice } from '#accounts';
import { DirectoryModule, directoryProjections, directorySteps } from '#directory';
import { gatewayPart, LedgerModule } from '#event-log';
import { GatewayModule, type GatewayParts } from '#gateway';
import type { OpenService, ServiceShape } from '#operator';

/** Owns the log `directory`: units, policy rules, evidence files; and the accounts, sessions and access log of the cluster. */
export const gatewayShape: ServiceShape = {
  name: 'gateway',
  logs: ['directory'],
  steps: [...directorySteps, ...accountSteps],
  projections: directoryProjections,
};

/** The public door. @param filesFolder where evidence is kept; every instance has the same */
export function gatewayModule({ ledger, clock }: OpenService, office: PublicOffice, filesFolder: string, parts: GatewayParts): Type {
  @Module({
    imports: [
      CqrsModule.forRoot(),
      LedgerModule.register(ledger, clock, gatewayPart(office.access)),
      AccountsModule.register(office),
      DirectoryModule.register(filesFolder),
      GatewayModule.register(parts),
    ],
  })
  class DoorModule {}
  return DoorModule;
}
