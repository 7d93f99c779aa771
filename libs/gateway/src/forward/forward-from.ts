import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { RimRequest } from '#platform';
import type { Forwarder } from './forwarder.js';

/**
 * Lets an application hand on what it does not own. In a hook behind the one that tells who asks and before any body is
 * read: a route of its own per service would have Fastify read and parse what is only to pass through.
 */
export function forwardFrom(app: NestFastifyApplication, forwarder: Forwarder): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, reply) => forwarder.forward(request as RimRequest, reply));
}
