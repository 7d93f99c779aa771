import { ModulesContainer } from '@nestjs/core';
import { type Caller, type CommandResult, isRefusal, PROBLEMS, type ProblemItem, refuseAll } from '#contracts';
import type { Clock } from '../../clock.js';
import { AccessGuard } from '../access.guard.js';
import { noteOutOfSight } from '../access-log.js';
import type { RimRequest } from '../commanded.js';
import { OutOfSightError, ProblemError } from '../problem-error.js';
import { DtoValidationPipe } from '../validation-pipe.js';
import type { OwnAccess } from './own-access.js';
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
    private readonly access: OwnAccess,
  ) {}

  /**
   * @returns the answer, or why it was refused
   * @throws ProblemError ACCESS_LOG.UNAVAILABLE, for a fault, and RangeError for what is no command of this process
   */
  async give(command: OwnCommand): Promise<CommandResult> {
    const { route, params } = this.found(command.path);
    const request = this.requestOf(command, route, params);
    await this.access.beforeCommand();
    const result = await resultOf(route, request, params);
    const { path, correlationId, caller } = command;
    await this.access.afterCommand({ account: caller.actor.account, path, correlationId }, statusOf(result), request.rim.noted);
    return result;
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

async function resultOf(route: OwnRoute, request: RimRequest, params: Readonly<Record<string, string>>): Promise<CommandResult> {
  try {
    return await route.run(request, params);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    if (error instanceof OutOfSightError) noteOutOfSight(request, error.subject);
    return refuseAll(error.problems);
  }
}

/** What the command would be answered with over HTTP. */
function statusOf(result: CommandResult): number {
  if (!isRefusal(result)) return 200;
  const [only, ...more]: readonly ProblemItem[] = result.problems;
  return only === undefined || more.length > 0 ? PROBLEMS['VALIDATION.FAILED'].status : PROBLEMS[only.code].status;
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
