import type { IncomingMessage } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import type { ProblemItem } from '#contracts';
import type { ServiceIdentity } from '#identity';
import {
  ACCESS_HEADER,
  decodeNotes,
  type DoorKeeper,
  failPoint,
  newId,
  ProblemError,
  type RimRequest,
  sendProblems,
  type ServiceName,
} from '#platform';
import { NoAnswerError, type ServiceCall } from './attempt.js';
import { Departure } from './departure.js';
import { hasBody, requestHeaders } from './headers.js';
import { BrokenAnswerError, passOn } from './pass-on.js';
import { serviceFor } from './routes.js';
import { SentBody } from './sent-body.js';
import type { ServiceDoor } from './service-door.js';

const KEY = 'idempotency-key';
/** Methods that change nothing. */
const READING = ['GET', 'HEAD', 'OPTIONS'];

/** Hands requests on to the services that own their addresses, and the answers back. */
export class Forwarder {
  constructor(
    private readonly doors: ReadonlyMap<ServiceName, ServiceDoor>,
    private readonly identity: ServiceIdentity,
    private readonly logger: Logger,
    /** Records what services note and deny; only where there is an access log. */
    private readonly keeper?: DoorKeeper,
  ) {}

  /** Answers a request whose address a service owns; leaves every other one alone. To be called before its body is read. */
  async forward(request: RimRequest, reply: FastifyReply): Promise<void> {
    const service = serviceFor(request.raw.url ?? '');
    const door = service === undefined ? undefined : this.doors.get(service);
    if (door !== undefined) await this.through(door, request, reply);
  }

  private async through(door: ServiceDoor, request: RimRequest, reply: FastifyReply): Promise<void> {
    const call = this.callOf(request, door.limits.keptBodyBytes);
    const departure = new Departure();
    const leave = (): void => {
      if (!reply.raw.writableFinished) departure.go();
    };
    reply.raw.once('close', leave);
    try {
      failPoint('gateway.before-forward');
      const answer = await door.call(call, departure);
      failPoint('gateway.after-head');
      await this.account(request, answer);
      reply.hijack();
      await passOn(answer, reply.raw, door.limits.idleBodyMs);
      failPoint('gateway.after-answer');
    } catch (error) {
      await this.fail(error, door, request, reply, call);
    } finally {
      reply.raw.off('close', leave);
      call.body?.discard();
    }
  }

  /** Before anything of the answer goes out. @throws ProblemError where what must be recorded could not be */
  private async account(request: RimRequest, answer: IncomingMessage): Promise<void> {
    try {
      await this.keeper?.answering(request, answer.statusCode ?? 0, decodeNotes(answer.headers[ACCESS_HEADER]));
    } catch (error) {
      answer.destroy();
      throw error;
    }
  }

  private callOf(request: RimRequest, keptBodyBytes: number): ServiceCall {
    const { method, raw, headers } = request;
    // A command gets its key before it leaves: only then can a broken connection be followed by a second attempt.
    const key = READING.includes(method) || headers[KEY] !== undefined ? {} : { [KEY]: newId() };
    return {
      method,
      path: raw.url ?? '',
      headers: {
        ...requestHeaders(headers),
        ...key,
        'x-correlation-id': request.correlationId,
        ...this.identity.headersFor(request.rim.meta),
      },
      ...(hasBody(headers) ? { body: new SentBody(raw, keptBodyBytes) } : {}),
    };
  }

  private async fail(error: unknown, door: ServiceDoor, request: RimRequest, reply: FastifyReply, call: ServiceCall): Promise<void> {
    const { service } = door;
    const { correlationId } = request;
    if (error instanceof BrokenAnswerError || (error instanceof NoAnswerError && error.kind === 'client-gone')) {
      this.logger.info({ service, correlationId, err: error }, 'broken off');
      reply.hijack();
      reply.raw.destroy();
      return;
    }
    if (error instanceof ProblemError) {
      sendProblems(request, reply, error.problems);
      await reply;
      return;
    }
    if (!(error instanceof NoAnswerError)) throw error;
    this.logger.warn({ service, correlationId, err: error }, 'no answer');
    // Who sent no key learns the one its command went out with, so that it can repeat safely.
    if (request.headers[KEY] === undefined && call.headers[KEY] !== undefined) reply.header('Idempotency-Key', call.headers[KEY]);
    sendProblems(request, reply, [problemOf(error, door)]);
    await reply;
  }
}

function problemOf(error: NoAnswerError, { service, limits }: ServiceDoor): ProblemItem {
  if (error.kind === 'silent') return { code: 'SERVICE.TIMEOUT', params: { service, ms: limits.headersMs } };
  return { code: 'SERVICE.UNAVAILABLE', params: { service } };
}
