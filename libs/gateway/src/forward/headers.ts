import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { IDENTITY_HEADER_PREFIX } from '#identity';

/** Of one connection only (RFC 9110 §7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Meant for the gateway itself: `expect` is answered here, and no service may see a session. */
const FOR_THE_GATEWAY = new Set(['host', 'expect', 'cookie', 'authorization']);

/** A client's headers as a service may see them: nothing of the connection, nothing that speaks of identity. */
export function requestHeaders(given: IncomingHttpHeaders): OutgoingHttpHeaders {
  const dropped = connectionHeaders(given.connection);
  const kept: OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(given)) {
    if (dropped.has(name) || FOR_THE_GATEWAY.has(name) || name.startsWith(IDENTITY_HEADER_PREFIX)) continue;
    kept[name] = value;
  }
  // Without a length the body's end is told by chunks, also where node would not expect a body.
  if (given['transfer-encoding'] !== undefined) kept['transfer-encoding'] = 'chunked';
  return kept;
}

/** Whether a body follows the head of a request. */
export function hasBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** A service's answer headers as the client gets them. */
export function answerHeaders(answer: IncomingMessage): OutgoingHttpHeaders {
  const dropped = connectionHeaders(answer.headers.connection);
  const kept: OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(answer.headers)) {
    if (!dropped.has(name) && !name.startsWith(IDENTITY_HEADER_PREFIX)) kept[name] = value;
  }
  return kept;
}

function connectionHeaders(connection: string | undefined): ReadonlySet<string> {
  if (connection === undefined || /^(keep-alive|close)$/i.test(connection)) return HOP_BY_HOP;
  return new Set([...HOP_BY_HOP, ...connection.split(',').map((name) => name.trim().toLowerCase())]);
}
