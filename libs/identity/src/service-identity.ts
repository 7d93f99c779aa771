import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from '#contracts';

/** Every header by which one process tells another who is asking. The gateway lets none of them in from outside. */
export const IDENTITY_HEADER_PREFIX = 'x-bangfu-';

/** One call as it goes out; what is proved holds for this one alone. */
export interface OutgoingCall {
  /** The service that is asked. */
  readonly service: string;
  readonly method: string;
  /** Path and query, exactly as sent. */
  readonly path: string;
  /** Its `Idempotency-Key`, of a command. */
  readonly key?: string | undefined;
}

/** One call as a service receives it. */
export interface IncomingCall {
  readonly method: string;
  /** Path and query, exactly as received. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** Why a call proves nothing. The process that refuses says so in its log; whoever called learns only that it is refused. */
export type Doubt =
  /** No proof, or none that can be read. */
  | 'absent'
  /** Signed with a key this service was not given. */
  | 'unknown-key'
  /** Not what the key has signed: another path, method, command key, caller. */
  | 'forged'
  /** Its time is over, or has not come: the clocks differ. */
  | 'expired'
  | 'wrong-audience'
  /** This very proof was shown before. */
  | 'replayed';

export type Vouched = { readonly kind: 'vouched'; readonly caller: Caller } | { readonly kind: 'refused'; readonly doubt: Doubt };

/** The gateway's side of a service identity. */
export interface CallSigner {
  /**
   * The headers that prove one call; every name begins with {@link IDENTITY_HEADER_PREFIX}. A repeated call needs new
   * ones: each proof is taken once.
   */
  headersFor(caller: Caller, call: OutgoingCall): Readonly<Record<string, string>>;
}

/**
 * How a service knows that the gateway is asking, and for whom. A caller goes through unchanged; what anybody else could
 * have written, has copied from another call or shows for the second time says nothing.
 */
export interface CallVerifier {
  /** For whom a call is made. Never throws, whatever the headers hold. */
  vouchFor(call: IncomingCall): Vouched;
}
