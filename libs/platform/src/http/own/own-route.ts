import { type CanActivate, type ExecutionContext, type PipeTransform, RequestMethod, type Type } from '@nestjs/common';
import { GUARDS_METADATA, METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/internal';
import { MetadataScanner, type ModulesContainer } from '@nestjs/core';
import { ExecutionContextHost } from '@nestjs/core/internal';
import type { CommandResult } from '#contracts';
import type { RimRequest } from '../commanded.js';

type Module = ModulesContainer extends Map<string, infer Value> ? Value : never;
type Handler = (...args: readonly unknown[]) => Promise<CommandResult>;

/** Makes one argument of a handler. */
type Argument = (execution: ExecutionContext, params: Readonly<Record<string, string>>) => unknown;

/** A route that takes a command, as its controller declares it, with what stands before it: its guards and its body's class. */
export interface OwnRoute {
  /** Segments below `/api`; one that begins with `:` takes any. */
  readonly segments: readonly string[];
  /** Passes the guards, checks the body and runs the handler. @throws ProblemError */
  readonly run: (request: RimRequest, params: Readonly<Record<string, string>>) => Promise<CommandResult>;
}

/** What Nest keeps of an argument of a handler. */
interface ArgumentMetadata {
  readonly index: number;
  readonly data?: unknown;
  readonly factory?: (data: unknown, execution: ExecutionContext) => unknown;
}

/**
 * The commands of a process's controllers, from the same declarations that Nest builds its HTTP routes from.
 * @param guards those of every route @param pipe that of every body
 * @throws TypeError for a guard that is not there: a route must not be open because of how it is called
 */
export function ownRoutes(modules: ModulesContainer, guards: readonly CanActivate[], pipe: PipeTransform): readonly OwnRoute[] {
  return [...modules.values()].flatMap((module) =>
    [...module.controllers.values()].flatMap(({ instance }) => {
      const controller = instance as Readonly<Record<string, Handler>>;
      const names = new MetadataScanner().getAllMethodNames(Object.getPrototypeOf(controller) as object);
      return names.flatMap((name) => routeOf({ module, controller, name }, guards, pipe) ?? []);
    }),
  );
}

interface Declared {
  readonly module: Module;
  readonly controller: Readonly<Record<string, Handler>>;
  readonly name: string;
}

function routeOf(declared: Declared, guards: readonly CanActivate[], pipe: PipeTransform): OwnRoute | undefined {
  const { controller, name } = declared;
  const handler = controller[name];
  const type = controller.constructor as unknown as Type;
  if (handler === undefined || Reflect.getMetadata(METHOD_METADATA, handler) !== RequestMethod.POST) return undefined;
  const makers = argumentsOf(declared, type, pipe);
  if (makers === undefined) return undefined;
  const all = [...guards, ...guardsOf(declared, type), ...guardsOf(declared, handler)];
  const path = [type, handler].map((part) => String(Reflect.getMetadata(PATH_METADATA, part)));
  return {
    segments: path.flatMap((part) => part.split('/')).filter((part) => part !== ''),
    run: async (request, params) => {
      const execution = new ExecutionContextHost([request], type, handler);
      for (const guard of all) {
        if (!(await guard.canActivate(execution))) throw new TypeError(`${type.name}.${name} is guarded by one that gives no reason`);
      }
      return handler.apply(
        controller,
        makers.map((make) => make(execution, params)),
      );
    },
  };
}

function guardsOf({ module, controller, name }: Declared, place: object): CanActivate[] {
  const types = (Reflect.getMetadata(GUARDS_METADATA, place) ?? []) as readonly Type<CanActivate>[];
  return types.map((type) => {
    const instance = module.injectables.get(type)?.instance as CanActivate | undefined;
    if (instance === undefined) throw new TypeError(`${controller.constructor.name}.${name} has no ${type.name}`);
    return instance;
  });
}

/** @returns `undefined` for a handler that takes what only HTTP has: a stream, a query, an answer to write to */
function argumentsOf({ controller, name }: Declared, type: Type, pipe: PipeTransform): readonly Argument[] | undefined {
  const declared = (Reflect.getMetadata(ROUTE_ARGS_METADATA, type, name) ?? {}) as Readonly<Record<string, ArgumentMetadata>>;
  const classes = (Reflect.getMetadata('design:paramtypes', Object.getPrototypeOf(controller) as object, name) ?? []) as readonly Type[];
  const makers: Argument[] = [];
  for (const [key, argument] of Object.entries(declared)) {
    const make = argumentOf(key, argument, classes, pipe);
    if (make === undefined) return undefined;
    makers[argument.index] = make;
  }
  return makers;
}

/** Nest keeps what a handler takes under `<kind>:<index>`. */
function argumentOf(
  key: string,
  { index, data, factory }: ArgumentMetadata,
  classes: readonly Type[],
  pipe: PipeTransform,
): Argument | undefined {
  if (factory !== undefined) return (execution) => factory(data, execution);
  if (key.startsWith(`${RouteParamtypes.PARAM}:`)) return (_, params) => params[String(data)];
  const metatype = classes[index];
  if (!key.startsWith(`${RouteParamtypes.BODY}:`) || metatype === undefined) return undefined;
  return (execution) => pipe.transform(execution.switchToHttp().getRequest<RimRequest>().body, { type: 'body', metatype }) as unknown;
}
