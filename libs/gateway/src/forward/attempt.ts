import { type Agent, type ClientRequest, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import type { Caller } from '#contracts';
import type { Departure } from './departure.js';
import type { Address } from './service-addresses.js';
import type { ForwardLimits } from './limits.js';
import type { SentBody } from './sent-body.js';

/** One request to a service, whichever instance takes it. */
export interface ServiceCall {
  /** For whom it is made; proved to the service by the door. */
  readonly caller: Caller;
  readonly method: string;
  /** Path and query as the client sent them. */
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  /** Absent where none follows the head. */
  readonly body?: SentBody;
  /** Longest wait for the head of the answer where it differs from the door's. */
  readonly headersMs?: number;
}

/** Why a service did not begin an answer. */
export class NoAnswerError extends Error {
  constructor(
    /** `unreachable`: it has seen nothing of the request. `silent`: past its time limit, perhaps still at work. */
    readonly kind: 'unreachable' | 'broken' | 'silent' | 'client-gone',
    options?: ErrorOptions,
  ) {
    super(`no answer: ${kind}`, options);
    this.name = 'NoAnswerError';
  }
}

/**
 * Sends a call to one address. @returns the answer, its body unread, broken off when it keeps silent for too long
 * @throws NoAnswerError where no answer began; the address has been told
 */
export function attempt(
  address: Address,
  call: ServiceCall,
  agent: Agent,
  limits: ForwardLimits,
  departure: Departure,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { method, path, headers } = call;
    const { hostname, port } = address.url;
    const upstream = request({ host: hostname.replace(/^\[|\]$/g, ''), port, method, path, headers, agent });
    const patience = new Patience((error) => upstream.destroy(error));
    const stay = departure.listen(() => upstream.destroy(new NoAnswerError('client-gone')));
    let sent = false;
    let answered = false;
    patience.wait(limits.connectMs, () => new NoAnswerError('unreachable'));
    whenConnected(upstream, () => {
      sent = true;
      send(call, upstream, patience, limits);
    });
    upstream.on('response', (answer) => {
      answered = true;
      address.succeeded();
      patience.end();
      // Answered before it had read everything: what is left has no reader, and the connection no further use.
      answer.once('end', () => upstream.writableEnded || upstream.destroy());
      resolve(answer);
    });
    upstream.on('close', stay);
    upstream.on('error', (error) => {
      patience.end();
      // After an answer has begun its own stream tells what breaks.
      if (answered) return;
      const failure = error instanceof NoAnswerError ? error : new NoAnswerError(sent ? 'broken' : 'unreachable', { cause: error });
      if (failure.kind !== 'client-gone') address.failed();
      reject(failure);
    });
  });
}

function whenConnected(upstream: ClientRequest, go: () => void): void {
  upstream.once('socket', (socket) => {
    if (socket.connecting) socket.once('connect', go);
    else go();
  });
}

function send(call: ServiceCall, upstream: ClientRequest, patience: Patience, limits: ForwardLimits): void {
  const awaitAnswer = (): void => patience.wait(call.headersMs ?? limits.headersMs, () => new NoAnswerError('silent'));
  if (call.body === undefined) {
    upstream.end();
    awaitAnswer();
    return;
  }
  const progress = (waitsFor: 'client' | 'service'): void =>
    patience.wait(limits.idleBodyMs, () => new NoAnswerError(waitsFor === 'client' ? 'client-gone' : 'silent'));
  call.body.sendTo(upstream, progress).then(awaitAnswer, (error: unknown) => {
    upstream.destroy(new NoAnswerError('client-gone', { cause: error }));
  });
}

/** One running time limit at a time. */
class Patience {
  private timer: NodeJS.Timeout | undefined;
  private over = false;

  constructor(private readonly lose: (error: Error) => void) {}

  wait(ms: number, reason: () => Error): void {
    clearTimeout(this.timer);
    if (!this.over) this.timer = setTimeout(() => this.lose(reason()), ms);
  }

  end(): void {
    this.over = true;
    clearTimeout(this.timer);
  }
}
