import { isIP } from 'node:net';

/**
 * Whether a request that addresses `host` can mean this ledger. A page can have its own name lead to 127.0.0.1 (DNS
 * rebinding) and is then of one origin with us in the browser's eyes; an address in figures cannot be led anywhere.
 * @param host `host[:port]` @param publicNames in small letters
 */
export function isKnownHost(host: string, publicNames: readonly string[]): boolean {
  if (!URL.canParse(`http://${host}`)) return false;
  const { hostname } = new URL(`http://${host}`);
  const name = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return isIP(name) !== 0 || name === 'localhost' || publicNames.includes(name);
}
