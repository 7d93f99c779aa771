import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino, type Logger } from 'pino';
import { callerAt, VerifyingIdentity } from '#identity';
import { type ClusterConfiguration, createHttpApp, serveDocument, type ServiceConfiguration } from '#platform';
import { stopOnSignal } from '../end-with.js';
import { closeDoor, listenAt } from '../serve.js';
import { openService, type OpenService, type ServiceShape } from './open-service.js';

/** The parts of a running process, for whoever completes it. */
export interface Running {
  readonly open: OpenService;
  readonly logger: Logger;
}

/** Builds the door of a process over what it has opened; not listening yet. */
export type BuildDoor = (running: Running) => Promise<NestFastifyApplication>;

/** A service behind the gateway: its module over its ledger, reached only by calls that the gateway has signed for it. */
export function serviceDoor(settings: ServiceConfiguration, module: (open: OpenService) => Type): BuildDoor {
  const verifier = new VerifyingIdentity(settings.app, settings.identityPublicKeys);
  return async ({ open, logger }) => {
    const app = await createHttpApp(module(open), {
      logger,
      clock: () => open.clock,
      waitFor: () => (projections, seen, forMs) => open.ledger.host.waitFor(projections, seen, forMs),
      identify: ({ raw }) => callerAt(verifier, raw, (doubt, request) => logger.warn({ doubt, ...request }, 'a call proves nothing')),
    });
    serveDocument(app);
    await app.init();
    return app;
  };
}

/**
 * Runs one process of the cluster until SIGTERM or SIGINT: opens, listens, prints its ready line. At the end it answers
 * what is in flight, publishes what it has accepted and ends with 0; where a feed or a relay cannot go on it ends with 1,
 * and whoever supervises it starts it again.
 * @param started what is still to do once it listens and before it says that it is ready
 */
export async function runProcess(
  settings: ClusterConfiguration,
  shape: ServiceShape,
  build: BuildDoor,
  started: (running: Running, app: NestFastifyApplication) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const logger = pino({ level: settings.logLevel, base: { service: shape.name, instance: settings.instance } }, pino.destination(2));
  const open = await openService(settings, shape, logger, (error) => {
    logger.fatal({ err: error }, 'a feed or a relay cannot go on');
    process.exit(1);
  });
  const app = await build({ open, logger });
  await listenAt(app, settings.listening);
  stopOnSignal(async () => {
    await closeDoor(app);
    await open.close();
  });
  await started({ open, logger }, app);
  console.log(`bangfu ${shape.name === 'gateway' ? '' : `${shape.name} `}ready ${await app.getUrl()}`);
}
