import type { IncomingMessage } from 'node:http';
import type { Caller } from '#contracts';
import type { CallVerifier, Doubt } from './service-identity.js';

/**
 * For whom a request at a service's door is made, or nobody.
 * @param request as it came in, its address not rewritten
 * @param doubted told why a proof is not taken; not told of requests that bring none, since anybody may send those
 */
export function callerAt(
  verifier: CallVerifier,
  { method = '', url = '', headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  doubted: (doubt: Doubt, request: { readonly method: string; readonly path: string }) => void = () => undefined,
): Caller | undefined {
  const vouched = verifier.vouchFor({ method, path: url, headers });
  if (vouched.kind === 'vouched') return vouched.caller;
  if (vouched.doubt !== 'absent') doubted(vouched.doubt, { method, path: url.split('?')[0] ?? '' });
  return undefined;
}
