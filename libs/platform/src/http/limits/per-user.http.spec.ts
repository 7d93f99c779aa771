import 'reflect-metadata';
import { Controller, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { SystemClock } from '../../clock.js';
import { ForAnyRole } from '../access.js';
import { createHttpApp } from '../http-app.js';
import { LimitedPerUser } from './per-user.guard.js';

const COSTLY = { name: 'costly', atOnce: 2, perMinute: 1 };

@Controller()
class CostlyController {
  @Post('imports')
  @ForAnyRole()
  @LimitedPerUser(COSTLY)
  first(): object {
    return {};
  }

  @Post('exports')
  @ForAnyRole()
  @LimitedPerUser(COSTLY)
  second(): object {
    return {};
  }

  @Post('free')
  @ForAnyRole()
  free(): object {
    return {};
  }
}

@Module({ controllers: [CostlyController] })
class CostlyModule {}

describe('costly work', () => {
  let app: NestFastifyApplication;

  beforeEach(async () => {
    app = await createHttpApp(CostlyModule, {
      logger: pino({ level: 'silent' }),
      clock: () => new SystemClock(),
      waitFor: () => () => Promise.resolve(0),
      identify: ({ headers }) => ({
        actor: { account: String(headers['x-account']), roles: ['purchaser'], unitId: null },
        source: headers['x-account'] === 'demo' ? 'demo' : 'manual',
      }),
    });
    await app.init();
  });
  afterEach(() => app.close());

  const ask = async (account: string, ...paths: readonly string[]): Promise<number[]> => {
    const statuses: number[] = [];
    for (const path of paths) {
      statuses.push((await app.inject({ method: 'POST', url: `/api/${path}`, headers: { 'x-account': account } })).statusCode);
    }
    return statuses;
  };

  it('of one kind is limited for each account, whichever of its routes is asked, and nothing else is', async () => {
    expect(await ask('zhang', 'imports', 'exports', 'imports', 'free', 'free', 'free')).toEqual([201, 201, 429, 201, 201, 201]);
    expect(await ask('li', 'imports', 'imports', 'imports')).toEqual([201, 201, 429]);
  });

  it('beyond its limit is told when to come again', async () => {
    await ask('zhang', 'imports', 'imports');
    const answer = await app.inject({ method: 'POST', url: '/api/imports', headers: { 'x-account': 'zhang' } });
    expect([answer.headers['retry-after'], answer.json()]).toMatchObject(['60', { code: 'RATE.LIMITED', params: { waitSeconds: 60 } }]);
  });

  it('of a demonstration is not limited: it is entered at one go', async () => {
    expect(new Set(await ask('demo', ...Array<string>(20).fill('imports')))).toEqual(new Set([201]));
  });
});
