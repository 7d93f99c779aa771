import type { IncomingHttpHeaders } from 'node:http';

/** What the door looks at of a request to tell whose page it comes from. */
export interface Approach {
  readonly method: string;
  /** `host[:port]` the client addressed, a trusted proxy's word for it included. */
  readonly host: string;
  /** `https` where this server or a trusted proxy speaks it to the client. */
  readonly protocol: string;
  readonly headers: IncomingHttpHeaders;
}

/** What a browser says of a request that no page of another site has made. */
const OWN_SITES: readonly string[] = ['same-origin', 'none'];

/**
 * Whether a page of another site has a browser ask this, whatever the method: also what changes nothing costs something,
 * and a stream or an image of ours is nothing to another site. Following a link to us is no such thing: the new page is ours,
 * and the session's cookie (SameSite=Strict) does not come along.
 *
 * A browser says where a request comes from (Fetch Metadata); one that does not (an old one, or plain http beyond
 * loopback) names the page's origin with everything that can change something. A request that says neither is taken: only
 * clients that are no browsers send it, or a browser without the cookie, and who has the session's token needs no forgery.
 */
export function isFromForeignPage({ method, host, protocol, headers }: Approach): boolean {
  const site = headers['sec-fetch-site'];
  if (typeof site === 'string') return !OWN_SITES.includes(site) && !isFollowedLink(method, headers);
  const { origin } = headers;
  if (origin === undefined) return false;
  if (!URL.canParse(origin)) return true;
  const page = new URL(origin);
  // A page of ours that came in the clear may have been written by whoever is on the line.
  return page.host !== hostOf(host, page.protocol) || (protocol === 'https' && page.protocol !== 'https:');
}

function isFollowedLink(method: string, headers: IncomingHttpHeaders): boolean {
  return method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}

/** As a browser writes it: without the port that goes without saying. */
function hostOf(host: string, protocol: string): string | undefined {
  return URL.canParse(`${protocol}//${host}`) ? new URL(`${protocol}//${host}`).host : undefined;
}
