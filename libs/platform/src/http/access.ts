import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { type Caller, type Grants, type Role, ROLES, rolesOf } from '#contracts';
import type { RimRequest } from './commanded.js';

const ACCESS = 'bangfu:access';

/** Who may ask a route: anybody, any account with a role, or the roles of some grants. */
export type Access = 'open' | 'any-role' | Grants;

/** Declares the roles a route is for, and how far each reaches through it. */
export function For(grants: Grants): MethodDecorator {
  return SetMetadata(ACCESS, grants);
}

/** Declares a route for every role: what it answers is narrowed to what the caller may see, or says nothing of any record. */
export function ForAnyRole(): MethodDecorator {
  return SetMetadata(ACCESS, 'any-role');
}

/** Declares a route that needs no account (contract §2). */
export function Open(): MethodDecorator {
  return SetMetadata(ACCESS, 'open');
}

/** What a handler declares; `undefined` is a defect: see `refuseUndeclared`. */
export function accessOf(handler: object): Access | undefined {
  return Reflect.getMetadata(ACCESS, handler) as Access | undefined;
}

/** The roles that may; none are needed where anybody may. */
export function allowedRoles(access: Exclude<Access, 'open'>): readonly Role[] {
  return access === 'any-role' ? ROLES : rolesOf(access);
}

/** The grants a request goes through: those its route declares. @throws TypeError for a route that declares none */
export function grantsOf(execution: ExecutionContext): Grants {
  const access = accessOf(execution.getHandler());
  if (access === undefined || access === 'open' || access === 'any-role') {
    throw new TypeError(`${execution.getClass().name}.${execution.getHandler().name} declares no grants`);
  }
  return access;
}

/** Method and pattern of the route that is asked, e.g. `POST /api/orders/:id/void`. */
export function routeOf(request: RimRequest): string {
  return `${request.method} ${request.routeOptions.url ?? request.url.split('?')[0] ?? ''}`;
}

/** For whom a query is asked. */
export const Asking = createParamDecorator(
  (_: unknown, execution: ExecutionContext): Caller => execution.switchToHttp().getRequest<RimRequest>().rim.meta,
);
