import type { ServerResponse } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Sessions } from './sessions.js';
import { tokenHash, tokenOf } from './token.js';

/** Routes whose answers stay open. */
const STREAMS: readonly string[] = ['/api/stream'];
/** Another instance's word that a session has ended is heard within this time; one of this process at once. */
const LOOK_MS = 500;

/** A browser opens one for each page; more are left-overs, or somebody who ties up the door. */
export const MOST_PER_SESSION = 20;

/** Ends open streams with the session they were opened in: what is no longer allowed must not go on being told. */
export class EndedStreams {
  /** Each with the hash of its token. */
  private readonly open = new Map<ServerResponse, string>();
  private timer: NodeJS.Timeout | undefined;
  private looking = false;

  constructor(
    private readonly sessions: Sessions,
    private readonly logger: Logger,
  ) {}

  /** Watches the streams of an application; before any route of its answers. */
  watch(app: NestFastifyApplication): void {
    const server = app.getHttpAdapter().getInstance();
    server.addHook('onRequest', async (request, reply) => this.add(request, reply.raw));
    server.addHook('onClose', async () => clearInterval(this.timer));
    this.sessions.listen(() => void this.runOnce());
  }

  /** Ends every stream whose session has ended. */
  async runOnce(): Promise<void> {
    if (this.looking || this.open.size === 0) return;
    this.looking = true;
    try {
      const running = await this.sessions.openAmong([...new Set(this.open.values())]);
      for (const [response, hash] of this.open) if (!running.has(hash)) this.end(response);
    } catch (error) {
      // Whether they may go on cannot be told: they are ended, and who may comes back.
      this.logger.warn({ err: error }, 'sessions cannot be looked up; open streams are ended');
      for (const response of this.open.keys()) this.end(response);
    } finally {
      this.looking = false;
    }
  }

  private add(request: FastifyRequest, response: ServerResponse): void {
    const token = tokenOf(request);
    if (token === undefined || !STREAMS.includes(request.routeOptions.url ?? '')) return;
    const hash = tokenHash(token);
    this.open.set(response, hash);
    response.on('close', () => this.open.delete(response));
    const ofSession = [...this.open].filter(([, other]) => other === hash);
    if (ofSession.length > MOST_PER_SESSION) this.end(ofSession[0]?.[0] ?? response);
    this.timer ??= setInterval(() => void this.runOnce(), LOOK_MS).unref();
  }

  private end(response: ServerResponse): void {
    this.open.delete(response);
    response.end();
  }
}
