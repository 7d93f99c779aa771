import type { Role } from '#contracts';
import { ProblemError, type RimRequest } from '#platform';

/** Lets callers with one of these roles go on. @throws ProblemError AUTH.FORBIDDEN */
export function allowOnly(request: RimRequest, ...roles: readonly Role[]): void {
  if (request.rim.meta.actor.roles.some((role) => roles.includes(role))) return;
  const route = `${request.method} ${request.routeOptions.url ?? ''}`;
  throw new ProblemError([{ code: 'AUTH.FORBIDDEN', params: { route, roles: roles.join(', ') } }]);
}
