import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { RimRequest } from './commanded.js';
import { sendProblems } from './problem-filter.js';

/** What a browser says of a request that no page of another site has made. */
const OWN_SITES: readonly string[] = ['same-origin', 'none'];

/**
 * Refuses every change that a page of another site has a browser ask for. A browser says where a request comes from
 * (Fetch Metadata); one that does not names the page's origin; a client that is no browser says neither.
 */
export function refuseForeignPages(app: NestFastifyApplication): void {
  const server = app.getHttpAdapter().getInstance();
  server.addHook('preParsing', async (request, reply) => {
    if (request.method === 'GET' || request.method === 'HEAD' || !isForeign(request)) return;
    sendProblems(request as RimRequest, reply, [{ code: 'REQUEST.CROSS_SITE', params: { origin: request.headers.origin ?? '' } }]);
    await reply;
  });
}

function isForeign({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (typeof site === 'string') return !OWN_SITES.includes(site);
  const { origin } = headers;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== headers.host;
}
