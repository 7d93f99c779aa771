import { type INestApplicationContext, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { type Access, accessOf } from './access.js';

/** A route of the API as its controller says it. */
export interface DeclaredRoute {
  /** Method and pattern below `/api`, e.g. `GET /orders/:id`. */
  readonly route: string;
  /** Class and method that answer it. */
  readonly handler: string;
  readonly access: Access | undefined;
}

/** Every route of a process's controllers, by its pattern. */
export function routesOf(app: INestApplicationContext): readonly DeclaredRoute[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  const routes = controllers.flatMap(({ metatype }) => (typeof metatype === 'function' ? routesIn(metatype as Controller) : []));
  return routes.sort((one, other) => one.route.localeCompare(other.route, 'en'));
}

/** A route that does not say whom it is for would be open to nobody, and nobody would know why: the start ends here. */
export function refuseUndeclared(app: INestApplicationContext): void {
  const undeclared = routesOf(app).filter(({ access }) => access === undefined);
  if (undeclared.length === 0) return;
  throw new TypeError(`no roles declared: ${undeclared.map(({ route, handler }) => `${route} (${handler})`).join(', ')}`);
}

interface Controller {
  readonly name: string;
  readonly prototype: object;
}

function routesIn(controller: Controller): DeclaredRoute[] {
  const prefix = String(Reflect.getMetadata(PATH_METADATA, controller));
  return new MetadataScanner().getAllMethodNames(controller.prototype).flatMap((name): DeclaredRoute[] => {
    const handler = Reflect.get(controller.prototype, name) as object;
    const path = Reflect.getMetadata(PATH_METADATA, handler) as string | undefined;
    if (path === undefined) return [];
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
    return [{ route: `${method} ${joined(prefix, path)}`, handler: `${controller.name}.${name}`, access: accessOf(handler) }];
  });
}

function joined(prefix: string, path: string): string {
  const parts = [prefix, path].flatMap((part) => part.split('/')).filter((part) => part !== '');
  return `/${parts.join('/')}`;
}
