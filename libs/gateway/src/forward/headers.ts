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
  const kept = Object.entries(given).filter(
    ([name, value]) => value !== undefined && !dropped.has(name) && !FOR_THE_GATEWAY.has(name) && !name.startsWith(IDENTITY_HEADER_PREFIX),
  );
  // Without a length the body's end is told by chunks, also where node would not expect a body.
  const framing = given['transfer-encoding'] === undefined ? {} : { 'transfer-encoding': 'chunked' };
  return { ...Object.fromEntries(kept), ...framing };
}

/** Whether a body follows the head of a request. */
export function hasBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** A service's answer headers as the client gets them; a header that came several times goes out several times. */
export function answerHeaders(answer: IncomingMessage): OutgoingHttpHeaders {
  const dropped = connectionHeaders(answer.headers.connection);
  const kept = Object.entries(answer.headersDistinct).filter(([name]) => !dropped.has(name) && !name.startsWith(IDENTITY_HEADER_PREFIX));
  return Object.fromEntries(kept.map(([name, values = []]) => [name, values.length === 1 ? values[0] : values]));
}

function connectionHeaders(connection: string | undefined): ReadonlySet<string> {
  const named = connection?.split(',').map((name) => name.trim().toLowerCase()) ?? [];
  return new Set([...HOP_BY_HOP, ...named]);
}
