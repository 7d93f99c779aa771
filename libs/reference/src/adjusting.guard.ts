import { type CanActivate, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { type Grants, mayAtAll, rolesOf } from '#contracts';
import { ProblemError, type RimRequest, routeOf } from '#platform';
import type { References } from './references.js';

const BEFORE_LOCK = 'bangfu:before-lock';

/** Declares whose a route is while nothing is locked, where it is for further roles after that. */
export function BeforeLock(grants: Grants): MethodDecorator {
  return SetMetadata(BEFORE_LOCK, grants);
}

/**
 * Keeps the roles that only adjust out while there is nothing to adjust: in a ledger without a lock the route is not
 * theirs. Which day of which unit is locked is the decision's to find out.
 */
export abstract class AdjustingGuard implements CanActivate {
  protected constructor(private readonly references: References) {}

  /** @throws ProblemError AUTH.FORBIDDEN */
  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const grants = Reflect.getMetadata(BEFORE_LOCK, execution.getHandler()) as Grants | undefined;
    const request = execution.switchToHttp().getRequest<RimRequest>();
    if (grants === undefined || mayAtAll(request.rim.meta, grants) || (await this.references.anythingLocked())) return true;
    throw new ProblemError([{ code: 'AUTH.FORBIDDEN', params: { route: routeOf(request), roles: rolesOf(grants) } }]);
  }
}
