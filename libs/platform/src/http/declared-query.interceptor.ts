import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/internal';
import type { Observable } from 'rxjs';
import type { ProblemItem } from '#contracts';
import { seenPositions } from './answer-interceptor.js';
import type { RimRequest } from './commanded.js';
import { ProblemError } from './problem-error.js';
import { unknownParameter } from './validation-pipe.js';

/**
 * A route that declares no query takes no parameter: a filter that is silently left out would make a wrong answer look
 * right. `?after=` is taken everywhere, whether a route has something to wait for or not (contract §1); routes with
 * a query class are checked with it. Probes outside `/api` are left alone: a proxy may add what it likes to them.
 * Behind all guards: who may not ask at all is told so first.
 */
export class DeclaredQueryInterceptor implements NestInterceptor {
  /** @throws ProblemError QUERY.INVALID, one for each parameter */
  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = execution.switchToHttp().getRequest<RimRequest>();
    if (request.method !== 'GET' || !request.url.startsWith('/api/') || declaresQuery(execution)) return next.handle();
    const problems = Object.keys(request.query as object).flatMap((name): ProblemItem[] =>
      name === 'after' ? [] : [unknownParameter(name)],
    );
    if (problems.length > 0) throw new ProblemError(problems);
    seenPositions(request);
    return next.handle();
  }
}

/** Nest keeps what a handler takes under `<kind>:<index>`. */
function declaresQuery(execution: ExecutionContext): boolean {
  const taken = (Reflect.getMetadata(ROUTE_ARGS_METADATA, execution.getClass(), execution.getHandler().name) ?? {}) as object;
  return Object.keys(taken).some((key) => key.startsWith(`${RouteParamtypes.QUERY}:`));
}
