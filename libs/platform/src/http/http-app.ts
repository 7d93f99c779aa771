import type { INestApplicationContext, Type } from '@nestjs/common';
import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Clock } from '../clock.js';
import { newId } from '../ids.js';
import { AnswerInterceptor, type WaitForProjections } from './answer-interceptor.js';
import type { RimRequest } from './commanded.js';
import { DeclaredQueryGuard } from './declared-query.guard.js';
import { nestLogger } from './nest-logger.js';
import { MOST_BODY_BYTES, ProblemFilter, sendProblems } from './problem-filter.js';
import { DtoValidationPipe } from './validation-pipe.js';

/** What the rim needs from the process it stands in. */
export interface RimOptions {
  readonly logger: Logger;
  readonly clock: (app: INestApplicationContext) => Clock;
  readonly waitFor: (app: INestApplicationContext) => WaitForProjections;
  /** Who a request acts as, and how its entries are marked; nothing where it cannot be told: 401, except on {@link OPEN_PATHS}. */
  readonly identify: (request: FastifyRequest) => RimRequest['rim']['meta'] | undefined;
}

/** A body beyond this is cut off unread. */
const MOST_READ_BYTES = 16 * MOST_BODY_BYTES;

/** What an operator's tools ask without an account (contract §2). */
const OPEN_PATHS: readonly string[] = ['/healthz', '/readyz', '/metrics'];

const NOBODY: RimRequest['rim']['meta'] = { actor: { account: 'nobody', roles: [], unitId: null }, source: 'api' };

/** The routes that take a file. */
const FILE_PATHS: readonly string[] = ['/api/files'];

const CORRELATION_PATTERN = /^[\x21-\x7e]{1,64}$/;

/** Builds the HTTP application of a process: parsing, validation, identity, answers and problems in one way everywhere. */
export async function createHttpApp(module: Type, options: RimOptions): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    // Read to its end and then refused by our own limit: a connection cut while a client still sends tells it nothing.
    bodyLimit: MOST_READ_BYTES,
    // Refused with a code instead of being dropped: an own `__proto__` key is an unknown field like any other.
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'ignore',
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: refuseAddress,
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: nestLogger(options.logger),
    abortOnError: false,
    forceCloseConnections: false,
  });
  await app.register(multipart);
  const clock = options.clock(app);
  app.setGlobalPrefix('api', { exclude: ['healthz', 'readyz', 'metrics'] });
  app.useGlobalGuards(new DeclaredQueryGuard());
  app.useGlobalPipes(new DtoValidationPipe(clock));
  app.useGlobalFilters(new ProblemFilter(options.logger));
  app.useGlobalInterceptors(new AnswerInterceptor(options.waitFor(app)));
  identifyRequests(adapter.getInstance(), clock, options);
  return app;
}

/** An address the router cannot read reaches no hook, so it gets its number here. */
function refuseAddress(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const rim = request as RimRequest;
  rim.correlationId = newId();
  const path = request.url.split('?')[0] ?? '';
  const unreadable = error.code === 'FST_ERR_BAD_URL';
  sendProblems(rim, reply, [
    unreadable ? { code: 'URL.MALFORMED', params: { path } } : { code: 'ROUTE.NOT_FOUND', params: { method: request.method, path } },
  ]);
}

function identifyRequests(server: FastifyInstance, clock: Clock, options: RimOptions): void {
  server.addHook('onRequest', async (request, reply) => {
    const given = request.headers['x-correlation-id'];
    const rim = request as RimRequest;
    rim.correlationId = typeof given === 'string' && CORRELATION_PATTERN.test(given) ? given : newId();
    reply.header('X-Correlation-Id', rim.correlationId);
    const meta = options.identify(request);
    rim.rim = { clock, meta: meta ?? NOBODY };
    if (meta !== undefined || OPEN_PATHS.includes(pathOf(request)) || request.routeOptions.config.open === true) return;
    sendProblems(rim, reply, [{ code: 'AUTH.REQUIRED' }]);
    await reply;
  });
  server.addHook('preParsing', async (request, reply) => {
    if (!isTaken(request)) {
      sendProblems(request as RimRequest, reply, [
        { code: 'BODY.MEDIA_TYPE', params: { mediaType: request.headers['content-type'] ?? '' } },
      ]);
      await reply;
    }
  });
  server.addHook('preValidation', async (request, reply) => {
    const isJson = request.headers['content-type']?.startsWith('application/json') === true;
    if (!isJson || Number(request.headers['content-length'] ?? 0) <= MOST_BODY_BYTES) return;
    sendProblems(request as RimRequest, reply, [{ code: 'BODY.TOO_LARGE', params: { mostBytes: MOST_BODY_BYTES } }]);
    await reply;
  });
  server.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const { correlationId, rim } = request as RimRequest;
    // A demonstration is over a hundred entries of no interest to whoever reads the log.
    const level = rim.meta.source === 'demo' ? 'debug' : 'info';
    options.logger[level](
      { correlationId, method, path: pathOf(request), status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'request',
    );
  });
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? '';
}

/** A page of another site can send forms and plain text without asking: only JSON is a command, and a form only where a file is. */
function isTaken({ headers, method, url }: FastifyRequest): boolean {
  const type = headers['content-type'];
  if (method === 'GET' || type === undefined || type.startsWith('application/json')) return true;
  return type.startsWith('multipart/form-data') && FILE_PATHS.includes(url.split('?')[0] ?? '');
}
