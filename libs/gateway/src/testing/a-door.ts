import 'reflect-metadata';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import type { Caller } from '#contracts';
import { SharedSecretIdentity } from '#identity';
import { createHttpApp, type ServiceName, SystemClock } from '#platform';
import { FORWARD_LIMITS, type ForwardLimits, Forwarder, forwardFrom, ServiceAddresses, ServiceDoor } from '../index.js';

/** Who asks at every door of these specs. */
export const SOMEBODY: Caller = { actor: { account: 'somebody', roles: ['reviewer'], unitId: null }, source: 'manual' };

export const SECRET = 'a secret of this spec, long enough to be one';

@Module({})
class NothingOfItsOwn {}

/** A door that owns nothing and forwards everything, on a real port. */
export class ADoor {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    readonly doors: ReadonlyMap<ServiceName, ServiceDoor>,
  ) {}

  static async open(urls: Partial<Record<ServiceName, readonly URL[]>>, limits: Partial<ForwardLimits> = {}): Promise<ADoor> {
    const doors = new Map(
      Object.entries(urls).map(([name, at]) => {
        const service = name as ServiceName;
        return [service, new ServiceDoor(new ServiceAddresses(service, at), { ...FORWARD_LIMITS, ...limits })];
      }),
    );
    const logger = pino({ level: 'silent' });
    const app = await createHttpApp(NothingOfItsOwn, {
      logger,
      clock: () => new SystemClock(),
      waitFor: () => () => Promise.resolve(0),
      identify: () => SOMEBODY,
    });
    forwardFrom(app, new Forwarder(doors, new SharedSecretIdentity(SECRET), logger));
    await app.listen(0, '127.0.0.1');
    return new ADoor(app, await app.getUrl(), doors);
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, { headers });
  }

  post(path: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  }

  async close(): Promise<void> {
    for (const door of this.doors.values()) door.close();
    // A connection that is still busy would hold the end up until it has been idle for its time.
    this.app.getHttpServer().closeAllConnections();
    await this.app.close();
  }
}
