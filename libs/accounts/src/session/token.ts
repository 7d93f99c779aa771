import { createHash, randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

const TOKEN_BYTES = 32;
const TOKEN = '[A-Za-z0-9_-]{43}';
/** `__Host-` says: only from this host, only over TLS, for every path; browsers hold a server to it. */
const NAMES = { https: '__Host-bangfu', http: 'bangfu' } as const;

/** A new token: 256 random bits, for the cookie alone. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What is kept of a token. It is random, so a plain hash cannot be turned round. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The token in a request's cookie, if there is one that could be ours. */
export function tokenOf(request: FastifyRequest): string | undefined {
  return new RegExp(`(?:^|;\\s*)${nameFor(request)}=(${TOKEN})(?:;|$)`).exec(request.headers.cookie ?? '')?.[1];
}

/** Gives the browser a token: not for scripts, not for other sites, gone when it closes. */
export function setToken(request: FastifyRequest, reply: FastifyReply, token: string): void {
  void reply.header('Set-Cookie', `${nameFor(request)}=${token}; ${attributesFor(request)}`);
}

export function clearToken(request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('Set-Cookie', `${nameFor(request)}=; ${attributesFor(request)}; Max-Age=0`);
}

function nameFor({ protocol }: FastifyRequest): string {
  return NAMES[protocol];
}

function attributesFor({ protocol }: FastifyRequest): string {
  return `Path=/; HttpOnly; SameSite=Strict${protocol === 'https' ? '; Secure' : ''}`;
}
