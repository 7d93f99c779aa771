import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { accessOf, allowedRoles, routeOf } from './access.js';
import type { RimRequest } from './commanded.js';
import { ProblemError } from './problem-error.js';

/**
 * Lets a request through to a route that one of the caller's roles may ask; comes before every look at what is asked for.
 * Denied by default: a route that declares nothing is a fault, for whoever asks.
 */
export class AccessGuard implements CanActivate {
  /** @throws ProblemError AUTH.FORBIDDEN */
  canActivate(execution: ExecutionContext): boolean {
    const access = accessOf(execution.getHandler());
    if (access === undefined) throw new TypeError(`${execution.getClass().name}.${execution.getHandler().name} declares no roles`);
    if (access === 'open') return true;
    const request = execution.switchToHttp().getRequest<RimRequest>();
    if (access === 'inside' && request.rim.meta.inside === true) return true;
    const allowed = allowedRoles(access);
    if (request.rim.meta.actor.roles.some((role) => allowed.includes(role))) return true;
    throw new ProblemError([{ code: 'AUTH.FORBIDDEN', params: { route: routeOf(request), roles: allowed } }]);
  }
}
