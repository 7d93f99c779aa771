import { Module, type Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { DirectoryModule, directoryProjections, directorySteps } from '#directory';
import { GATEWAY_PART, LedgerModule } from '#event-log';
import { GatewayModule, type GatewayParts } from '#gateway';
import type { OpenService, ServiceShape } from '#operator';

/** Owns the log `directory`: units, policy rules, evidence files. */
export const gatewayShape: ServiceShape = {
  name: 'gateway',
  logs: ['directory'],
  steps: directorySteps,
  projections: directoryProjections,
};

/** The public door. @param filesFolder where evidence is kept; every instance has the same */
export function gatewayModule({ ledger, clock }: OpenService, filesFolder: string, parts: GatewayParts): Type {
  @Module({
    imports: [
      CqrsModule.forRoot(),
      LedgerModule.register(ledger, clock, GATEWAY_PART),
      DirectoryModule.register(filesFolder),
      GatewayModule.register(parts),
    ],
  })
  class DoorModule {}
  return DoorModule;
}
