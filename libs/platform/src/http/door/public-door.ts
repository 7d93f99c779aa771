import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemItem } from '#contracts';
import type { RimRequest } from '../commanded.js';
import { sendProblems } from '../problem-filter.js';
import { isFromForeignPage } from './foreign-page.js';
import { isKnownHost } from './known-host.js';
import { OperatorAddresses, THIS_MACHINE } from './operator-addresses.js';
import { sendSecurityHeaders } from './security-headers.js';

/** How long a client may take; milliseconds. */
export interface PatienceWithClients {
  /** For the head of a request. */
  readonly headMs: number;
  /** For all of a request. */
  readonly requestMs: number;
  /** How often that is looked at. */
  readonly lookEveryMs: number;
}

/** 20 MB of evidence over a line of 1.4 Mbit/s; beyond that somebody only holds a connection. */
export const PATIENCE: PatienceWithClients = { headMs: 10_000, requestMs: 120_000, lookEveryMs: 5_000 };

/** A door that people and their browsers come to, not only processes of ours. */
export interface PublicDoor {
  /** PEM; absent where the way to the client is somebody else's to protect. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** Addresses and networks whose word for client, host and protocol is taken. */
  readonly trustedProxies: readonly string[];
  /** Names it is reached under, besides addresses in figures and `localhost`. */
  readonly publicNames: readonly string[];
  /** Addresses and networks from which `/metrics` is answered. */
  readonly operators: readonly string[];
  readonly patience?: PatienceWithClients;
}

const METRICS = '/metrics';

/** On this machine only, in the clear. */
export const LOOPBACK_DOOR: PublicDoor = { trustedProxies: [], publicNames: [], operators: THIS_MACHINE };

/**
 * Where a request comes from, for limits and the access log: a trusted proxy's word for it where it came through one.
 * @returns an IP address in figures
 */
export function addressOf(request: Pick<FastifyRequest, 'ip'>): string {
  // What a socket for both families calls an IPv4 client.
  return request.ip.replace(/^::ffff:(?=\d+\.)/i, '');
}

/**
 * Sends the headers that bind browsers, and refuses before anything else is looked at, identity included, what addresses
 * somebody else, comes from a page of another site, or asks for what is the operator's.
 */
export async function keepDoor(server: FastifyInstance, { publicNames, operators }: PublicDoor): Promise<void> {
  await sendSecurityHeaders(server);
  const tools = new OperatorAddresses(operators);
  server.addHook('onRequest', async (request, reply) => {
    const { method, host, protocol, headers } = request;
    if (!isKnownHost(host, publicNames)) return refuse(request, reply, { code: 'REQUEST.UNKNOWN_HOST', params: { host } });
    if (isFromForeignPage({ method, host, protocol, headers })) {
      return refuse(request, reply, { code: 'REQUEST.CROSS_SITE', params: { origin: headers.origin ?? '' } });
    }
    if (request.routeOptions.url !== METRICS || tools.include(addressOf(request))) return;
    await refuse(request, reply, { code: 'ROUTE.NOT_FOUND', params: { method, path: METRICS } });
  });
}

async function refuse(request: FastifyRequest, reply: FastifyReply, problem: ProblemItem): Promise<void> {
  sendProblems(request as RimRequest, reply, [problem]);
  await reply;
}
