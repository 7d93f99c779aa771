import type { INestApplicationContext, RawBodyRequest, Type } from '@nestjs/common';
import multipart from '@fastify/multipart';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { ProblemItem } from '#contracts';
import type { Clock } from '../clock.js';
import { newId } from '../ids.js';
import { AccessGuard } from './access.guard.js';
import { AnswerInterceptor, type WaitForProjections } from './answer-interceptor.js';
import { ACCESS_HEADER, encodeNotes } from './access-log.js';
import type { RimRequest } from './commanded.js';
import type { DoorKeeper } from './door-keeper.js';
import { DeclaredQueryInterceptor } from './declared-query.interceptor.js';
import { refuseUndeclared } from './declared-routes.js';
import { answerBrokenRequest } from './door/broken-request.js';
import { keepDoor, LOOPBACK_DOOR, PATIENCE, type PublicDoor } from './door/public-door.js';
import { forbidKeeping } from './door/security-headers.js';
import { PerUserGuard } from './limits/per-user.guard.js';
import { nestLogger } from './nest-logger.js';
import { ProblemError } from './problem-error.js';
import { MOST_BODY_BYTES, ProblemFilter, sendProblems } from './problem-filter.js';
import { DtoValidationPipe } from './validation-pipe.js';

type Identified = RimRequest['rim']['meta'] | undefined;

/** What the rim needs from the process it stands in. */
export interface RimOptions {
  readonly logger: Logger;
  readonly clock: (app: INestApplicationContext) => Clock;
  readonly waitFor: (app: INestApplicationContext) => WaitForProjections;
  /** Who a request acts as, and how its entries are marked; nothing where it cannot be told: 401, except on {@link OPEN_PATHS}. */
  readonly identify: (request: FastifyRequest) => Identified | Promise<Identified>;
  /** Only at the public door. */
  readonly keeper?: DoorKeeper;
  /** Absent where only processes of ours come in. */
  readonly door?: PublicDoor;
}

/** A body beyond this is cut off unread. */
const MOST_READ_BYTES = 16 * MOST_BODY_BYTES;

/** What an operator's tools ask without an account (contract §2). */
export const OPEN_PATHS: readonly string[] = ['/healthz', '/readyz', '/metrics'];

const NOBODY: RimRequest['rim']['meta'] = { actor: { account: 'nobody', roles: [], unitId: null }, source: 'api' };

/** The routes that take a file. */
const FILE_PATHS: readonly string[] = ['/api/files', '/api/imports'];

const CORRELATION_PATTERN = /^[\x21-\x7e]{1,64}$/;

/**
 * Builds the HTTP application of a process: parsing, identity, rights, validation, answers and problems in one way everywhere.
 * @throws TypeError where a route does not declare whom it is for
 */
export async function createHttpApp(module: Type, options: RimOptions): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    ...listeningAs(options.door),
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
    // How long a body was is told by its bytes: one that comes in chunks does not say.
    rawBody: true,
  });
  const clock = options.clock(app);
  numberRequests(adapter.getInstance(), clock);
  if (options.door !== undefined) await keepDoor(adapter.getInstance(), options.door);
  // A file that is too big is told by who takes it, with its limit; the reader would call the body malformed.
  await app.register(multipart, { throwFileSizeLimit: false });
  app.setGlobalPrefix('api', { exclude: ['healthz', 'readyz', 'metrics'] });
  refuseUndeclared(app);
  app.useGlobalGuards(new AccessGuard(), new PerUserGuard());
  app.useGlobalPipes(new DtoValidationPipe(clock));
  app.useGlobalFilters(new ProblemFilter(options.logger));
  app.useGlobalInterceptors(new DeclaredQueryInterceptor(), new AnswerInterceptor(options.waitFor(app)));
  identifyRequests(adapter.getInstance(), options);
  return app;
}

/** What Fastify is told of the line a door stands at; a service behind the gateway is as patient as a public door. */
function listeningAs({ tls, trustedProxies, patience = PATIENCE }: PublicDoor = LOOPBACK_DOOR): object {
  const { headMs, requestMs, lookEveryMs } = patience;
  const limits = { headersTimeout: headMs, connectionsCheckingInterval: lookEveryMs };
  return {
    ...(tls === undefined ? { http: limits } : { https: { ...tls, ...limits, minVersion: 'TLSv1.2' } }),
    ...(trustedProxies.length === 0 ? {} : { trustProxy: [...trustedProxies] }),
    requestTimeout: requestMs,
    clientErrorHandler: answerBrokenRequest,
  };
}

/** Every request has a number before anything else, so that a refusal can be found in the log. */
function numberRequests(server: FastifyInstance, clock: Clock): void {
  server.addHook('onRequest', async (request, reply) => {
    const given = request.headers['x-correlation-id'];
    const rim = request as RimRequest;
    rim.correlationId = typeof given === 'string' && CORRELATION_PATTERN.test(given) ? given : newId();
    rim.rim = { clock, meta: NOBODY, noted: [] };
    reply.header('X-Correlation-Id', rim.correlationId);
  });
}

/** An address the router cannot read reaches no hook, so it gets its number here. */
function refuseAddress(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const rim = request as RimRequest;
  rim.correlationId = newId();
  forbidKeeping(reply);
  const path = request.url.split('?')[0] ?? '';
  const unreadable = error.code === 'FST_ERR_BAD_URL';
  sendProblems(rim, reply, [
    unreadable ? { code: 'URL.MALFORMED', params: { path } } : { code: 'ROUTE.NOT_FOUND', params: { method: request.method, path } },
  ]);
}

function identifyRequests(server: FastifyInstance, options: RimOptions): void {
  server.addHook('onRequest', async (request, reply) => {
    const rim = request as RimRequest;
    const refusal = await refusalAt(rim, options);
    if (refusal === undefined) return;
    sendProblems(rim, reply, [refusal]);
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
    const { rawBody } = request as RawBodyRequest<FastifyRequest>;
    if (rawBody === undefined || rawBody.length <= MOST_BODY_BYTES) return;
    sendProblems(request as RimRequest, reply, [{ code: 'BODY.TOO_LARGE', params: { mostBytes: MOST_BODY_BYTES } }]);
    await reply;
  });
  server.addHook('onSend', async (request, reply) => account(request, reply, options.keeper));
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

/** Tells who asks. @returns why they go no further, `undefined` where they do */
async function refusalAt(request: RimRequest, { identify, keeper, logger }: RimOptions): Promise<ProblemItem | undefined> {
  // The pages themselves tell nothing, and somebody who must first choose a password needs them to do it.
  if (request.routeOptions.config.open === true) return undefined;
  try {
    const meta = await identify(request);
    if (meta !== undefined) request.rim = { ...request.rim, meta };
    else if (!OPEN_PATHS.includes(pathOf(request)) && keeper?.isOpen(request) !== true) return { code: 'AUTH.REQUIRED' };
    return await keeper?.refusal(request);
  } catch (error) {
    if (error instanceof ProblemError && error.problems[0] !== undefined) return error.problems[0];
    logger.error({ err: error, correlationId: request.correlationId }, 'fault');
    return { code: 'SYSTEM.FAULT', params: { correlationId: request.correlationId } };
  }
}

/** Has what happened recorded before the answer goes out, or hands it to the gateway with the answer. */
async function account(request: FastifyRequest, reply: FastifyReply, keeper: DoorKeeper | undefined): Promise<void> {
  // What the router could not read never came to the rim.
  if (!isAtRim(request)) return;
  if (keeper !== undefined) await keeper.answering(request, reply.statusCode, request.rim.noted);
  else if (request.rim.noted.length > 0) reply.header(ACCESS_HEADER, encodeNotes(request.rim.noted));
}

function isAtRim(request: FastifyRequest): request is RimRequest {
  return 'rim' in request;
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
