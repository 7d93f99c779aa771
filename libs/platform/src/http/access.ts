import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { type Caller, type Grants, type Role, ROLES, rolesOf } from '#contracts';
import type { RimRequest } from './commanded.js';

const ACCESS = 'bangfu:access';

/** Who may ask a route: anybody, any account with a role, only another process of ours, or the roles of some grants. */
export type Access = 'open' | 'any-role' | 'inside' | Grants;

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

/**
 * Declares a route that only the gateway asks, for itself and for nobody: no account may, whatever its roles, and the
 * gateway hands on no request to it.
 */
export function Inside(): MethodDecorator {
  return SetMetadata(ACCESS, 'inside');
}

/** What a handler declares; `undefined` is a defect: see `refuseUndeclared`. */
export function accessOf(handler: object): Access | undefined {
  return Reflect.getMetadata(ACCESS, handler) as Access | undefined;
}

/** The roles that may; none are needed where anybody may. */
export function allowedRoles(access: Exclude<Access, 'open'>): readonly Role[] {
  if (access === 'inside') return [];
  return access === 'any-role' ? ROLES : rolesOf(access);
}

/** The grants a request goes through: those its route declares. @throws TypeError for a route that declares none */
export function grantsOf(execution: ExecutionContext): Grants {
  const access = accessOf(execution.getHandler());
  if (access === undefined || typeof access === 'string') {
    throw new TypeError(`${execution.getClass().name}.${execution.getHandler().name} declares no grants`);
  }
  return access;
}

/** Method and pattern of the route that is asked, e.g. `POST /api/orders/:id/void`. */
export function routeOf(request: RimRequest): string {
  return `${request.method} ${request.routeOptions.url ?? request.url.split('?')[0] ?? ''}`;
}

/**
 * Whether an import takes back what it has made: it may know that the record is there, and one that its account does not
 * reach any more must not count as gone.
 */
export function takesBack(request: RimRequest): boolean {
  return request.rim.meta.batchId !== undefined && /\/(?:void|withdrawal)$/.test(routeOf(request));
}

/** For whom a query is asked. */
export const Asking = createParamDecorator(
  (_: unknown, execution: ExecutionContext): Caller => execution.switchToHttp().getRequest<RimRequest>().rim.meta,
);
