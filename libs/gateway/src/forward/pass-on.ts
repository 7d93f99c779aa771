import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { answerHeaders } from './headers.js';

/** The answer broke off after its head had gone out: the client can only be shown by a broken connection. */
export class BrokenAnswerError extends Error {
  constructor(options?: ErrorOptions) {
    super('the answer broke off', options);
    this.name = 'BrokenAnswerError';
  }
}

/**
 * Streams an answer to the client, as fast as it reads. @param idleMs longest silence between two parts, whoever keeps it
 * @throws BrokenAnswerError where either side broke off; both connections are closed then
 */
export async function passOn(answer: IncomingMessage, client: ServerResponse, idleMs: number): Promise<void> {
  client.writeHead(answer.statusCode ?? 502, answerHeaders(answer));
  const silence = setTimeout(() => answer.destroy(new Error(`nothing passed for ${idleMs} ms`)), idleMs);
  answer.on('data', () => silence.refresh());
  try {
    await pipeline(answer, client);
  } catch (error) {
    throw new BrokenAnswerError({ cause: error });
  } finally {
    clearTimeout(silence);
  }
}
