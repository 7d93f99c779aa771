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

/** What of the gateway's data folder its module uses; every instance has the same. */
export interface GatewayFolder {
  /** Where evidence is kept. */
  readonly filesFolder: string;
  /** Wraps the keys of the units' contacts. */
  readonly masterKey: Buffer;
}

/** The public door. */
export function gatewayModule({ ledger, clock }: OpenService, office: PublicOffice, folder: GatewayFolder, parts: GatewayParts): Type {
  @Module({
    imports: [
      CqrsModule.forRoot(),
      LedgerModule.register(ledger, clock, gatewayPart(office.access)),
      AccountsModule.register(office),
      DirectoryModule.register(folder.filesFolder, folder.masterKey),
      GatewayModule.register(parts),
    ],
  })
  class DoorModule {}
  return DoorModule;
}
