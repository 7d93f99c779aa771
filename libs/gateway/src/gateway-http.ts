import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Ledger } from '#event-log';
import { officeCaller } from '#identity';
import { type Clock, type CompleteDocument, createHttpApp, type PublicDoor, serveDocument } from '#platform';
import { WholeDocument } from './aggregate/whole-document.js';
import { forwardFrom } from './forward/forward-from.js';
import { Forwarder } from './forward/forwarder.js';

export interface GatewayHttp {
  readonly app: NestFastifyApplication;
  /** Value of the header `DEMO_HEADER` for requests that this process makes itself. */
  readonly demoSecret: string;
  /** For `serveDocsPage`. */
  readonly document: CompleteDocument;
}

/** Builds the public door over a module that lists {@link GatewayModule}; it is neither initialised nor listening yet. */
export async function gatewayHttp(
  module: Type,
  { ledger, clock, logger, door }: { ledger: Ledger; clock: Clock; logger: Logger; door: PublicDoor },
): Promise<GatewayHttp> {
  const demoSecret = randomBytes(32).toString('hex');
  const app = await createHttpApp(module, {
    logger,
    clock: () => clock,
    waitFor: () => (projections, seen, forMs) => ledger.host.waitFor(projections, seen, forMs),
    identify: (request) => officeCaller(request.headers, demoSecret),
    door,
  });
  forwardFrom(app, app.get(Forwarder));
  const whole = app.get(WholeDocument);
  const document: CompleteDocument = (own) => whole.complete(own);
  serveDocument(app, document);
  return { app, demoSecret, document };
}
