import 'reflect-metadata';
import { Controller, Inject, Module, Post, Req } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { SystemClock } from '../clock.js';
import { ForAnyRole } from './access.js';
import { ACCESS_HEADER, AccessLog, decodeNotes, NotedAccess } from './access-log.js';
import { createHttpApp } from './http-app.js';
import type { RimRequest } from './commanded.js';

@Controller()
class Revealing {
  constructor(@Inject(AccessLog) private readonly access: AccessLog) {}

  @Post('reveal')
  @ForAnyRole()
  async reveal(@Req() request: RimRequest): Promise<object> {
    await this.access.record(request, { kind: 'reveal', subject: '户 𠮷', reason: '核对 "电话"' });
    return { name: '张三' };
  }

  @Post('plain')
  @ForAnyRole()
  plain(): object {
    return {};
  }
}

@Module({ controllers: [Revealing], providers: [{ provide: AccessLog, useClass: NotedAccess }] })
class AService {}

describe('a service behind the gateway', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    app = await createHttpApp(AService, {
      logger: pino({ level: 'silent' }),
      clock: () => new SystemClock(),
      waitFor: () => () => Promise.resolve(0),
      identify: () => ({ actor: { account: 'a', roles: ['village-staff'], unitId: null }, source: 'manual' }),
    });
    await app.listen(0, '127.0.0.1');
  });
  afterAll(() => app.close());

  const notesOf = async (path: string): Promise<unknown> => {
    const answer = await fetch(`${await app.getUrl()}/api/${path}`, { method: 'POST' });
    return [answer.status, decodeNotes(answer.headers.get(ACCESS_HEADER) ?? undefined)];
  };

  it('hands what it noted to the gateway with its answer, whatever it holds, and nothing where it noted nothing', async () => {
    expect(await notesOf('reveal')).toEqual([201, [{ kind: 'reveal', subject: '户 𠮷', reason: '核对 "电话"' }]]);
    expect(await notesOf('plain')).toEqual([201, []]);
  });
});
