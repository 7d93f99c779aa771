import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from '#contracts';

/** Every header by which one process tells another who is asking. The gateway lets none of them in from outside. */
export const IDENTITY_HEADER_PREFIX = 'x-bangfu-';

/**
 * How a service knows that the gateway is asking, and for whom. A caller goes through unchanged; headers that anybody
 * else could have written say nothing.
 */
export interface ServiceIdentity {
  /** The headers of a call for `caller`; every name begins with {@link IDENTITY_HEADER_PREFIX}. */
  headersFor(caller: Caller): Readonly<Record<string, string>>;
  /** For whom a call is made, or `undefined` where its headers do not prove it. Never throws. */
  callerOf(headers: IncomingHttpHeaders): Caller | undefined;
}
