import { ModulesContainer } from '@nestjs/core';
import { type Caller, type CommandResult, refuseAll } from '#contracts';
import type { Clock } from '../../clock.js';
import { AccessGuard } from '../access.guard.js';
import type { AccessLog } from '../access-log.js';
import type { RimRequest } from '../commanded.js';
import { ProblemError } from '../problem-error.js';
import { DtoValidationPipe } from '../validation-pipe.js';
import { type OwnRoute, ownRoutes } from './own-route.js';

/** A command as it would come in as a request. */
export interface OwnCommand {
  /** As in the outside contract: `/api/orders`. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Its idempotency key. */
  readonly key: string;
  /** For whom it is given: rights, reach and marks are those of a request of theirs. */
  readonly caller: Caller;
  readonly correlationId: string;
}

/**
 * The commands of this very process, given without a wire: the same routes with their rights, guards, body classes and
 * handlers, in the same order. Only what makes a request of bytes and an answer of a result is left out.
 */
export class OwnCommands {
  private routes: readonly OwnRoute[] | undefined;

  constructor(
    private readonly modules: ModulesContainer,
    private readonly clock: Clock,
    private readonly access: AccessLog,
  ) {}

  /** @returns the answer, or why it was refused @throws for a fault, and RangeError for what is no command of this process */
  async give(command: OwnCommand): Promise<CommandResult> {
    const { route, params } = this.found(command.path);
    const request = this.requestOf(command, route, params);
    try {
      return await route.run(request, params);
    } catch (error) {
      if (error instanceof ProblemError) return refuseAll(error.problems);
      throw error;
    } finally {
      for (const note of request.rim.noted) await this.access.record(request, note);
    }
  }

  private found(path: string): { readonly route: OwnRoute; readonly params: Readonly<Record<string, string>> } {
    const given = path.split('/').slice(2).map(decodeURIComponent);
    this.routes ??= ownRoutes(this.modules, [new AccessGuard()], new DtoValidationPipe(this.clock));
    for (const route of this.routes) {
      const params = paramsOf(route.segments, given);
      if (params !== undefined) return { route, params };
    }
    throw new RangeError(`${path} is no command of this process`);
  }

  /** Of a request only what guards, context and access log look at. */
  private requestOf(
    { path, body, key, caller, correlationId }: OwnCommand,
    route: OwnRoute,
    params: Readonly<Record<string, string>>,
  ): RimRequest {
    const request: Partial<RimRequest> = {
      method: 'POST',
      url: path,
      headers: { 'idempotency-key': key },
      params,
      body,
      ip: 'local',
      correlationId,
      rim: { clock: this.clock, meta: caller, noted: [] },
    };
    return Object.assign(request, { routeOptions: { url: `/api/${route.segments.join('/')}` } }) as RimRequest;
  }
}

function paramsOf(segments: readonly string[], given: readonly string[]): Readonly<Record<string, string>> | undefined {
  if (segments.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, segment] of segments.entries()) {
    const value = given[at] ?? '';
    if (segment.startsWith(':')) params[segment.slice(1)] = value;
    else if (segment !== value) return undefined;
  }
  return params;
}
