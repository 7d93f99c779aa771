import type { LogName } from '#contracts';
import type { ServiceName } from '#platform';

/** The logs that services own; `directory` is the gateway's own. */
export const SERVICE_LOGS: readonly (LogName & ServiceName)[] = ['purchases', 'projects', 'households'];

type Route = readonly [pattern: string, service: ServiceName];

/**
 * Which service answers what, below `/api`. `:name` stands for one segment, `…-*` for one that begins so, a last `**` for
 * any further ones. The first that fits decides; what fits none is the gateway's own.
 */
export const ROUTES: readonly Route[] = [
  ['orders/**', 'purchases'],
  ['orders.csv', 'purchases'],
  ['reserves/**', 'purchases'],
  ['units/:unitId/reserves/**', 'purchases'],
  ['projects/**', 'projects'],
  ['villages/**', 'households'],
  ['households/**', 'households'],
  ['sales/**', 'households'],
  ['sales.csv', 'households'],
  ['household-sales', 'households'],
  ['activities/**', 'households'],
  ['figures/**', 'impact'],
  ['changes', 'impact'],
  ['reports/**', 'impact'],
  ...SERVICE_LOGS.flatMap((log): Route[] => [
    [`events/${log}-*`, log],
    [`log/${log}`, log],
  ]),
];

const TABLE = ROUTES.map(([pattern, service]) => ({ segments: pattern.split('/'), service }));

/** The service that owns an address, or `undefined` where the gateway answers itself. @param url path and query as sent */
export function serviceFor(url: string): ServiceName | undefined {
  const segments = segmentsBelowApi(url);
  if (segments === undefined) return undefined;
  return TABLE.find((route) => fits(route.segments, segments))?.service;
}

/** Decoded as the services' own routers do it, so that no spelling of an address goes another way than they read it. */
function segmentsBelowApi(url: string): readonly string[] | undefined {
  const [path = ''] = url.split(/[?#;]/, 1);
  const [root, api, ...below] = path.split('/').map(decoded);
  return root === '' && api === 'api' && !below.includes(undefined) ? (below as string[]) : undefined;
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  const open = pattern.at(-1) === '**';
  const fixed = open ? pattern.slice(0, -1) : pattern;
  if (segments.length < fixed.length || (!open && segments.length > fixed.length)) return false;
  return fixed.every((part, at) => segmentFits(part, segments[at] ?? ''));
}

function segmentFits(part: string, segment: string): boolean {
  if (part.startsWith(':')) return segment !== '';
  return part.endsWith('*') ? segment.startsWith(part.slice(0, -1)) : part === segment;
}
