import { hash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type {} from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { type AccessNote, type Caller, canonicalJson, type CommandContext, type ProblemItem } from '#contracts';
import type { Clock } from '../clock.js';
import { newId } from '../ids.js';
import { futureDay } from './future-day.js';
import { hostileParts } from './hostile-body.js';
import { ProblemError } from './problem-error.js';

/** What earlier stages of the rim left on the request. */
export interface RimRequest extends FastifyRequest {
  correlationId: string;
  rim: {
    readonly clock: Clock;
    readonly meta: Caller;
    /** What the access log is to keep of it; only in a service, whose gateway records it. */
    readonly noted: AccessNote[];
  };
}

const KEY_PATTERN = /^[\x20-\x7e]{1,128}$/;
const VERSION_PATTERN = /^"(\d{1,15})"$/;

/** The command's context, from headers, clock and identity. @throws ProblemError for an unusable header */
export const Commanded = createParamDecorator((_: unknown, execution: ExecutionContext): CommandContext => {
  return commandContextOf(execution.switchToHttp().getRequest<RimRequest>());
});

function commandContextOf(request: RimRequest): CommandContext {
  const key = request.headers['idempotency-key'];
  const tooDeep = hostileParts(request.body).filter((problem) => problem.code === 'BODY.TOO_DEEP');
  const problems = [...tooDeep, ...keyProblems(key), ...versionProblems(request.headers['if-match'])];
  if (problems.length > 0) throw new ProblemError(problems);
  const now = request.rim.clock.now();
  const today = request.rim.clock.today();
  const expected = VERSION_PATTERN.exec(request.headers['if-match'] ?? '')?.[1];
  const { villageCode } = request.rim.meta;
  const content: unknown = request.body ?? null;
  return {
    // A client without a key gets one: it loses the safe repeat, not the entry.
    commandId: `${keyScopeOf(request.rim.meta)}:${typeof key === 'string' ? key : newId()}`,
    fingerprint: fingerprintOf(request, canonicalJson(content)),
    formerFingerprint: () => fingerprintOf(request, JSON.stringify(content)),
    ...(expected === undefined ? {} : { expectedVersion: Number(expected) }),
    now,
    today,
    meta: { correlationId: request.correlationId, ...markOf(request.rim.meta) },
    ...(villageCode === undefined ? {} : { villageCode }),
    pending: futureDay(request.body, today),
  };
}

/** The key of something that no log keeps a receipt of, and by what a repeat of its content is told. */
export interface KeyedContent {
  readonly commandId: string;
  readonly fingerprint: string;
}

/** @param content all that it says, nothing secret @returns undefined where the client gave no key @throws ProblemError COMMAND.KEY_INVALID */
export function keyedContentOf(request: RimRequest, content: object): KeyedContent | undefined {
  const key = request.headers['idempotency-key'];
  const problems = keyProblems(key);
  if (problems.length > 0) throw new ProblemError(problems);
  if (typeof key !== 'string') return undefined;
  return { commandId: `${keyScopeOf(request.rim.meta)}:${key}`, fingerprint: fingerprintOf(request, JSON.stringify(content)) };
}

/** What is said to another content under a key that has been used. */
export function keyReused(): ProblemError {
  return new ProblemError([{ code: 'COMMAND.KEY_REUSED', path: 'Idempotency-Key' }]);
}

/** Within what a key counts once: its account; for an import, whoever goes on with it. No account can have the second one's name. */
function keyScopeOf({ actor, batchId }: Caller): string {
  return batchId === undefined ? actor.account : `import/${batchId}`;
}

/** How what a caller enters is marked for ever. */
function markOf({ actor, source, batchId, row }: Caller): Pick<CommandContext['meta'], 'actor' | 'source' | 'batchId' | 'row'> {
  return { actor, source, ...(batchId === undefined ? {} : { batchId }), ...(row === undefined ? {} : { row }) };
}

function fingerprintOf(request: RimRequest, content: string): string {
  const path = request.url.split('?')[0] ?? '';
  return hash('sha256', `${request.method} ${path}\n${content}`);
}

function keyProblems(key: string | string[] | undefined): ProblemItem[] {
  if (key === undefined || (typeof key === 'string' && KEY_PATTERN.test(key))) return [];
  return [{ code: 'COMMAND.KEY_INVALID', path: 'Idempotency-Key' }];
}

function versionProblems(header: string | undefined): ProblemItem[] {
  if (header === undefined || VERSION_PATTERN.test(header)) return [];
  return [{ code: 'STREAM.VERSION_INVALID', path: 'If-Match' }];
}
