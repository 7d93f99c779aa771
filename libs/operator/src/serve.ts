import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import type { InsideDoor } from '#accounts';
import { type Configuration, createHttpApp, type PublicDoor, serveConsole, serveDocsPage, serveDocument } from '#platform';
import { FindingError } from './finding-error.js';
import type { OpenLedger } from './open-ledger.js';

export interface HttpLedger extends AsksItself {
  readonly app: NestFastifyApplication;
}

/** How a process asks its own routes, over no network. */
export interface AsksItself {
  readonly app: Pick<NestFastifyApplication, 'inject'>;
  /** Shows that it is this process that asks. */
  readonly inside: InsideDoor;
}

/** What the public meets: the rules of the door, and the built console, served with the pages on the API. */
export interface Front {
  readonly door: PublicDoor;
  readonly consoleFolder: string;
}

/**
 * Builds the HTTP application over an open ledger; it does not listen yet.
 * @param front what those who come to it meet; absent for what this process asks itself
 */
export async function httpOver(open: OpenLedger, module: Type, logger: Logger, front?: Front): Promise<HttpLedger> {
  const { office } = open;
  const app = await createHttpApp(module, {
    logger,
    clock: () => open.clock,
    waitFor: () => (projections, seen, forMs) => open.ledger.host.waitFor(projections, seen, forMs),
    identify: office.door.identify,
    keeper: office.door,
    ...(front === undefined ? {} : { door: front.door }),
  });
  office.watchStreams(app);
  if (front !== undefined) {
    serveDocument(app);
    serveDocsPage(app);
    serveConsole(app, front.consoleFolder);
  }
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return { app, inside: office.inside };
}

type Place = Pick<Configuration, 'host' | 'port'>;

/** Listens as configured. @throws FindingError where another process has the port */
export async function listenAt(app: NestFastifyApplication, place: Place): Promise<void> {
  await app.listen(place.port, place.host).catch((error: unknown) => refuseTaken(error, place));
}

/** Looks before a first start makes a folder and enters its demonstration for a minute. @throws FindingError where another process has the port */
export async function mustBeFree(place: Place): Promise<void> {
  const probe = createServer();
  try {
    probe.listen(place.port, place.host);
    await once(probe, 'listening');
  } catch (error) {
    refuseTaken(error, place);
  } finally {
    probe.close();
  }
}

function refuseTaken(error: unknown, { host, port }: Place): never {
  if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') throw error;
  throw new FindingError(
    `${host}:${port}: 端口已被占用，请停止占用者或用 BANGFU_PORT 另选一个。/ The port is taken; stop who has it or choose another with BANGFU_PORT.`,
  );
}

/** How often connections that have become idle are closed while the door closes. */
const SWEEP_MS = 20;

/** Answers what is in flight, then closes: a kept-alive connection that was busy at first would hold the end up for a minute. */
export async function closeDoor(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpServer();
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  try {
    await app.close();
  } finally {
    clearInterval(sweep);
  }
}
