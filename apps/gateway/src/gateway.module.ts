import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { CqrsModule, QueryBus } from '@nestjs/cqrs';
import { AccountsModule, accountSteps, type PublicOffice } from '#accounts';
import { DirectoryModule, directoryProjections, directorySteps } from '#directory';
import { gatewayPart, LedgerModule } from '#event-log';
import { GatewayModule, type GatewayParts, ServiceClient, ServiceQuestions } from '#gateway';
import { AskedLedger, ImportLedger, importSecret, ImportSender, importSteps, ImportsModule, StandingRights } from '#imports';
import { injectedAnswers, type OpenService, type ServiceShape, standingRights } from '#operator';
import { type Clock, OwnCommands } from '#platform';
import { ServiceSender } from './service-sender.js';

/** Owns the log `directory`: units, policy rules, evidence files; and the accounts, sessions and access log of the cluster. */
export const gatewayShape: ServiceShape = {
  name: 'gateway',
  logs: ['directory'],
  steps: [...directorySteps, ...accountSteps, ...importSteps],
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
export function gatewayModule(
  { ledger, clock }: Pick<OpenService, 'ledger' | 'clock'>,
  office: PublicOffice,
  folder: GatewayFolder,
  parts: GatewayParts,
): Type {
  const door = GatewayModule.register(parts);
  @Module({
    imports: [
      CqrsModule.forRoot(),
      LedgerModule.register(ledger, clock, gatewayPart(office.access)),
      AccountsModule.register(office),
      DirectoryModule.register(folder.filesFolder, folder.masterKey),
      door,
      importsModule(door, office, clock, folder),
    ],
  })
  class DoorModule {}
  return DoorModule;
}

/** Sheets, entered at the services behind the door. */
function importsModule(door: DynamicModule, office: PublicOffice, clock: Clock, { filesFolder, masterKey }: GatewayFolder): DynamicModule {
  return ImportsModule.register({
    filesFolder,
    secret: importSecret(masterKey),
    imports: [door],
    providers: [
      {
        provide: ImportLedger,
        inject: [QueryBus, ServiceClient],
        useFactory: (queries: QueryBus, services: ServiceClient) => new AskedLedger(new ServiceQuestions(queries, services)),
      },
      injectedAnswers(office.inside),
      { provide: StandingRights, useValue: standingRights(office.accounts) },
      {
        provide: ImportSender,
        inject: [ServiceClient, ModulesContainer],
        useFactory: (services: ServiceClient, modules: ModulesContainer) =>
          new ServiceSender(services, new OwnCommands(modules, clock, office.ownAccess), office.ownAccess),
      },
    ],
  });
}
