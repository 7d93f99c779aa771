import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { Global, Module, type Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { directoryProjections } from '#directory';
import { LedgerModule, servicePart, type Projection } from '#event-log';
import { gatewayHttp } from '#gateway';
import { HouseholdsModule, householdsProjections } from '#households';
import { callerAt, SigningIdentity, VerifyingIdentity } from '#identity';
import { ImpactModule, impactProjections } from '#impact';
import { ensureAdmin, openLedger, type OpenLedger } from '#operator';
import { createHttpApp, LOOPBACK_DOOR, MASTER_KEY, readConfiguration, serveDocument, type ServiceName } from '#platform';
import { ProjectsModule, projectsProjections } from '#projects';
import { PurchasesModule, purchasesProjections } from '#purchases';
import { referenceCopy, committedReferences, referencesToken } from '#reference';
import { newIdentityKeys } from '../../../libs/identity/src/testing/identity-keys.js';
import { WITH_ADMIN } from '../sign-in.js';
import { testCaller } from '../test-caller.js';
import { gatewayModule } from '../../../apps/gateway/src/gateway.module.js';
import { STANDALONE_STEPS, standaloneModule, standaloneProjections } from '../../../apps/standalone/src/standalone.module.js';

const logger = pino({ level: 'silent' });
const keys = newIdentityKeys();
/** Signs as the gateway of these processes does. */
export const SIGNER = new SigningIdentity(keys.privateKey);

const FEATURES: Readonly<Record<ServiceName, { readonly module: Type; readonly projections: () => readonly Projection[] }>> = {
  purchases: { module: PurchasesModule, projections: () => [referenceCopy('purchases'), ...purchasesProjections] },
  projects: { module: ProjectsModule, projections: () => [referenceCopy('projects'), ...projectsProjections] },
  households: { module: HouseholdsModule, projections: () => [referenceCopy('households'), ...householdsProjections] },
  impact: { module: ImpactModule, projections: () => impactProjections() },
};

/** One process's part: its own ledger in its own folder, its own HTTP application on a real port. */
export class InProcess {
  private constructor(
    readonly open: OpenLedger,
    readonly app: NestFastifyApplication,
    readonly url: URL,
  ) {}

  static async start(projections: readonly Projection[], build: (open: OpenLedger) => Promise<NestFastifyApplication>): Promise<InProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'bangfu-in-process-'));
    const configuration = readConfiguration({ BANGFU_DATA: folder, BANGFU_DEMO: 'none', ...WITH_ADMIN });
    const open = await openLedger(configuration, logger, { steps: STANDALONE_STEPS, projections });
    await ensureAdmin(open.office, configuration.accounts, () => undefined);
    const app = await build(open);
    await app.listen(0, '127.0.0.1');
    return new InProcess(open, app, new URL(await app.getUrl()));
  }

  async stop(): Promise<void> {
    this.app.getHttpServer().closeAllConnections();
    await this.app.close();
    await this.open.close();
    rmSync(this.open.data.folder, { recursive: true, force: true });
  }
}

/** A service as it stands behind the gateway: only its feature, only for calls that the gateway has signed. */
export function startService(service: ServiceName): Promise<InProcess> {
  const verifier = new VerifyingIdentity(service, [keys.publicKey]);
  return InProcess.start(FEATURES[service].projections(), async (open) => {
    const app = await createHttpApp(serviceModule(service, open), {
      logger,
      clock: () => open.clock,
      waitFor: () => (names, seen, forMs) => open.ledger.host.waitFor(names, seen, forMs),
      identify: ({ raw }) => callerAt(verifier, raw),
    });
    serveDocument(app);
    return app;
  });
}

export function startGateway(services: Readonly<Record<ServiceName, readonly URL[]>>): Promise<InProcess> {
  return InProcess.start(directoryProjections, async (open) => {
    const { ledger, clock, office, data, masterKey } = open;
    const folder = { filesFolder: data.filesFolder, masterKey };
    const module = gatewayModule(open, office, folder, { services, signer: SIGNER, logger, keeper: office.door });
    return (await gatewayHttp(module, { ledger, clock, logger, office, door: LOOPBACK_DOOR })).app;
  });
}

/** The standalone process, to compare with; a request may name its caller (`CALLER_HEADER`). */
export function startStandalone(): Promise<InProcess> {
  return InProcess.start(standaloneProjections(), async (open) => {
    const app = await createHttpApp(standaloneModule(open), {
      logger,
      clock: () => open.clock,
      waitFor: () => (names, seen, forMs) => open.ledger.host.waitFor(names, seen, forMs),
      identify: ({ headers }) => testCaller(headers),
    });
    serveDocument(app);
    return app;
  });
}

function serviceModule(service: ServiceName, { ledger, clock, masterKey }: OpenLedger): Type {
  const providers = [
    {
      provide: referencesToken(service === 'impact' ? 'directory' : service),
      useValue: committedReferences(service === 'impact' ? 'directory' : service, ledger),
    },
    { provide: MASTER_KEY, useValue: masterKey },
  ];
  @Global()
  @Module({
    imports: [CqrsModule.forRoot(), LedgerModule.register(ledger, clock, servicePart(service)), FEATURES[service].module],
    providers,
    exports: providers,
  })
  class ServiceProcess {}
  return ServiceProcess;
}
