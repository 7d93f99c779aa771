import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { from, map, switchMap, type Observable } from 'rxjs';
import { LOG_NAMES, type LogName } from '#contracts';
import type { RimRequest } from './commanded.js';
import { isCommandResult, ProblemError } from './problem-error.js';
import { READS_FROM } from './reads-from.js';
import { markReplayed } from './replayed.js';

/** How long a query waits for what its reader has seen written (contract §1). */
const LONGEST_WAIT_MS = 2_000;

interface SeenPosition {
  readonly log: LogName;
  readonly position: number;
}

/** Waits until the named projections (or, where none is named, any) have read the given positions. @returns how many events are still missing */
export type WaitForProjections = (projections: readonly string[], seen: readonly SeenPosition[], forMs: number) => Promise<number>;

/** Commands: a refusal becomes problem+json, an acceptance its answer. Queries: `?after=` is honoured before they run. */
export class AnswerInterceptor implements NestInterceptor {
  private readonly reflector = new Reflector();

  constructor(private readonly waitFor: WaitForProjections) {}

  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = execution.switchToHttp().getRequest<RimRequest>();
    const reply = execution.switchToHttp().getResponse<FastifyReply>();
    const projections = this.reflector.get<readonly string[] | undefined>(READS_FROM, execution.getHandler());
    const seen = projections === undefined ? [] : seenPositions(request);
    if (seen.length === 0) return next.handle().pipe(map((value) => answerOf(value, reply)));
    return from(this.waitFor(projections ?? [], seen, LONGEST_WAIT_MS)).pipe(
      switchMap((behindBy) => (behindBy > 0 ? behind(reply, behindBy) : next.handle())),
    );
  }
}

function behind(reply: FastifyReply, behindBy: number): Promise<{ behindBy: number }> {
  void reply.status(202);
  return Promise.resolve({ behindBy });
}

function answerOf(value: unknown, reply: FastifyReply): unknown {
  if (!isCommandResult(value)) return value;
  if (value.kind === 'refused') throw new ProblemError(value.problems);
  if (value.replayed) markReplayed(reply);
  return value.answer;
}

/** What `?after=` names. @throws ProblemError QUERY.INVALID where it is no `<log>:<position>` */
export function seenPositions(request: RimRequest): SeenPosition[] {
  const query = request.query as Readonly<Record<string, unknown>>;
  const given = query['after'];
  const texts = given === undefined ? [] : Array.isArray(given) ? given : [given];
  return texts.map(seenPosition);
}

function seenPosition(text: unknown): SeenPosition {
  const [log = '', position = ''] = typeof text === 'string' ? text.split(':') : [];
  if (!isLogName(log) || !/^\d{1,15}$/.test(position)) {
    throw new ProblemError([{ code: 'QUERY.INVALID', path: 'after', params: { field: 'after', expected: '<log>:<position>' } }]);
  }
  return { log, position: Number(position) };
}

function isLogName(text: string): text is LogName {
  return (LOG_NAMES as readonly string[]).includes(text);
}
