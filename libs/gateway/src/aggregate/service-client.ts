import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { types } from 'node:util';
import type { AccessNote, Caller } from '#contracts';
import { ACCESS_HEADER, decodeNotes, ProblemError, type ServiceName } from '#platform';
import { NoAnswerError } from '../forward/attempt.js';
import { Departure } from '../forward/departure.js';
import { SentBody } from '../forward/sent-body.js';
import type { ServiceDoor } from '../forward/service-door.js';

/** For whom the gateway asks what nobody has asked it for: it reads every aggregate and changes nothing. */
export const GATEWAY_CALLER: Caller = { actor: { account: 'gateway', roles: ['leader'], unitId: null }, source: 'manual' };

/** Largest answer to a question of the gateway itself, in bytes; the API document of a service is below 200 kB. */
const MOST_ANSWER_BYTES = 16 * 1_048_576;

/** A JSON question to a service. */
export interface Question {
  readonly path: string;
  readonly caller: Caller;
  /** Longest wait for the answer to begin. */
  readonly withinMs: number;
  /** Statuses besides 200 whose bodies are answers too. */
  readonly also?: readonly number[];
}

/** Something posted to a service, that may arrive twice: a question, or a command with its key. */
export interface Posted {
  readonly path: string;
  readonly caller: Caller;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a service said to something that was posted. */
export interface PostedAnswer {
  readonly status: number;
  readonly body: unknown;
  /** What the access log is to keep of it. */
  readonly notes: readonly AccessNote[];
}

/** Asks services what the gateway answers in their name. */
export class ServiceClient {
  constructor(private readonly doors: ReadonlyMap<ServiceName, ServiceDoor>) {}

  get services(): readonly ServiceName[] {
    return [...this.doors.keys()];
  }

  /** @returns the body, or `undefined` where the service is away, keeps silent or answers with a fault */
  async ask(service: ServiceName, { path, caller, withinMs, also = [] }: Question): Promise<unknown> {
    const call = { caller, method: 'GET', path, headers: { accept: 'application/json' }, headersMs: withinMs };
    try {
      const answer = await this.doors.get(service)?.call(call, new Departure());
      if (answer === undefined) return undefined;
      const text = await textOf(answer);
      return answer.statusCode === 200 || also.includes(answer.statusCode ?? 0) ? (JSON.parse(text) as unknown) : undefined;
    } catch (error) {
      if (error instanceof NoAnswerError || isNetworkError(error)) return undefined;
      throw error;
    }
  }

  /** Posts JSON to a service. @returns what it answered, whatever the status @throws NoAnswerError where it did not */
  async post(service: ServiceName, { path, caller, body, headers = {} }: Posted): Promise<PostedAnswer> {
    const door = this.doors.get(service);
    if (door === undefined) throw new RangeError(`there is no service ${service}`);
    const bytes = Buffer.from(JSON.stringify(body));
    const sent = {
      caller,
      method: 'POST',
      path,
      headers: { ...headers, accept: 'application/json', 'content-type': 'application/json', 'content-length': bytes.length },
      body: new SentBody(Readable.from([bytes]), bytes.length),
    };
    try {
      const answer = await door.call(sent, new Departure());
      const notes = decodeNotes(answer.headers[ACCESS_HEADER]);
      return { status: answer.statusCode ?? 0, body: JSON.parse(await textOf(answer)) as unknown, notes };
    } catch (error) {
      if (isNetworkError(error)) throw new NoAnswerError('broken', { cause: error });
      throw error;
    } finally {
      sent.body.discard();
    }
  }

  /** Asks several at once. @throws ProblemError SERVICE.UNAVAILABLE naming every one that has no answer */
  async askAll(services: readonly ServiceName[], question: Question): Promise<ReadonlyMap<ServiceName, unknown>> {
    const answers = await Promise.all(services.map(async (service) => [service, await this.ask(service, question)] as const));
    const away = answers.filter(([, answer]) => answer === undefined).map(([service]) => service);
    if (away.length > 0) throw new ProblemError([{ code: 'SERVICE.UNAVAILABLE', params: { service: away.join(', ') } }]);
    return new Map(answers);
  }
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MOST_ANSWER_BYTES) throw new Error(`an answer of more than ${MOST_ANSWER_BYTES} bytes`);
  }
  return Buffer.concat(chunks).toString();
}

/** A connection that breaks off within the answer. */
function isNetworkError(error: unknown): boolean {
  return types.isNativeError(error) && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'ERR_STREAM_PREMATURE_CLOSE');
}
