import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import type { PublicOffice } from '#accounts';
import type { Ledger } from '#event-log';
import { type Clock, type CompleteDocument, createHttpApp, type PublicDoor, serveDocument } from '#platform';
import { WholeDocument } from './aggregate/whole-document.js';
import { forwardFrom } from './forward/forward-from.js';
import { Forwarder } from './forward/forwarder.js';

/** The gateway's rim before it listens. */
export interface GatewayHttp {
  readonly app: NestFastifyApplication;
  /** For `serveDocsPage`. */
  readonly document: CompleteDocument;
}

/** Builds the public door over a module that lists {@link GatewayModule}; it is neither initialised nor listening yet. */
export async function gatewayHttp(
  module: Type,
  { ledger, clock, logger, office, door }: { ledger: Ledger; clock: Clock; logger: Logger; office: PublicOffice; door: PublicDoor },
): Promise<GatewayHttp> {
  const app = await createHttpApp(module, {
    logger,
    clock: () => clock,
    waitFor: () => (projections, seen, forMs) => ledger.host.waitFor(projections, seen, forMs),
    identify: office.door.identify,
    keeper: office.door,
    door,
  });
  office.watchStreams(app);
  forwardFrom(app, app.get(Forwarder));
  const whole = app.get(WholeDocument);
  const document: CompleteDocument = (own) => whole.complete(own);
  serveDocument(app, document);
  return { app, document };
}
