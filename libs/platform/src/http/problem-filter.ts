import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import { problemSentence, PROBLEMS, type Locale, type ProblemItem } from '#contracts';
import { noteOutOfSight } from './access-log.js';
import type { RimRequest } from './commanded.js';
import { localeOf } from './locale.js';
import { OutOfSightError, ProblemError } from './problem-error.js';

/** Largest JSON body, in bytes. */
export const MOST_BODY_BYTES = 1_048_576;

/** The one place that turns problems and faults into problem+json (RFC 9457). Faults are logged here, once. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<RimRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (error instanceof OutOfSightError) noteOutOfSight(request, error.subject);
    const problems = this.problemsOf(error, request);
    sendProblems(request, reply, problems);
  }

  private problemsOf(error: unknown, request: RimRequest): readonly ProblemItem[] {
    if (error instanceof ProblemError) return error.problems;
    const known = problemOfHttpError(error, request);
    if (known !== undefined) return [known];
    this.logger.error({ err: error, correlationId: request.correlationId }, 'fault');
    return [{ code: 'SYSTEM.FAULT', params: { correlationId: request.correlationId } }];
  }
}

/** Answers problems in the reader's language: one problem at the top, several under `VALIDATION.FAILED`. */
export function sendProblems(request: RimRequest, reply: FastifyReply, problems: readonly ProblemItem[]): void {
  const [first] = problems;
  const top: ProblemItem =
    first !== undefined && problems.length === 1 ? first : { code: 'VALIDATION.FAILED', params: { count: problems.length } };
  const locale = localeOf(request.headers['accept-language']);
  const { status } = PROBLEMS[top.code];
  if (top.code === 'RATE.LIMITED') void reply.header('Retry-After', String(top.params?.['waitSeconds']));
  void reply
    .status(status)
    .type('application/problem+json')
    .send({
      type: `/api/docs/errors#${top.code}`,
      title: PROBLEM_TITLES[locale],
      status,
      code: top.code,
      detail: problemSentence(top, locale),
      params: top.params ?? {},
      errors: problems.map((problem) => ({
        path: problem.path ?? '',
        code: problem.code,
        params: problem.params ?? {},
        detail: problemSentence(problem, locale),
      })),
      correlationId: request.correlationId,
    });
}

const PROBLEM_TITLES: Readonly<Record<Locale, string>> = { 'zh-CN': '请求未被接受', en: 'The request was not accepted' };

/** Refusals of Fastify and Nest themselves, in our words. */
function problemOfHttpError(error: unknown, request: RimRequest): ProblemItem | undefined {
  const status = statusOf(error);
  if (status === 404) return { code: 'ROUTE.NOT_FOUND', params: { method: request.method, path: request.url.split('?')[0] ?? '' } };
  if (status === 413) return { code: 'BODY.TOO_LARGE', params: { mostBytes: MOST_BODY_BYTES } };
  if (status === 415) return { code: 'BODY.MEDIA_TYPE', params: { mediaType: request.headers['content-type'] ?? '' } };
  if (status === 400) return { code: 'BODY.MALFORMED', params: { reason: error instanceof Error ? error.message.slice(0, 120) : '' } };
  return undefined;
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  return undefined;
}
