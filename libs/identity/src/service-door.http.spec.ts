import 'reflect-metadata';
import { Controller, Get, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import type { Caller, CommandContext } from '#contracts';
import { Commanded, createHttpApp, ForAnyRole, Open, SystemClock } from '#platform';
import { SharedSecretIdentity } from './shared-secret.js';

const identity = new SharedSecretIdentity('a secret of this spec, long enough to be one');
const CALLER: Caller = { actor: { account: '张三', roles: ['reviewer'], unitId: 'unit-1' }, source: 'demo' };

@Controller()
class Acting {
  @Get('healthz')
  @Open()
  healthz(): object {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Open()
  readyz(): object {
    return { status: 'ready' };
  }

  @Post('acts')
  @ForAnyRole()
  act(@Commanded() context: CommandContext): object {
    return context.meta;
  }
}

@Module({ controllers: [Acting] })
class AServiceModule {}

describe('the door of a service', () => {
  let app: NestFastifyApplication;
  let url: string;

  beforeAll(async () => {
    app = await createHttpApp(AServiceModule, {
      logger: pino({ level: 'silent' }),
      clock: () => new SystemClock(),
      waitFor: () => () => Promise.resolve(0),
      identify: (request) => identity.callerOf(request.headers),
    });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  afterAll(() => app.close());

  const post = (headers: Readonly<Record<string, string>>): Promise<Response> =>
    fetch(`${url}/api/acts`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', ...headers } });

  it('acts for whom the gateway names, with the source it names', async () => {
    const answer = await post(identity.headersFor(CALLER));
    expect([answer.status, await answer.json()]).toMatchObject([201, CALLER]);
  });

  const forged = identity.headersFor(CALLER);
  test.each([
    ['no secret', {}],
    ['another secret', new SharedSecretIdentity('b'.repeat(40)).headersFor(CALLER)],
    ['an actor but no secret', Object.fromEntries(Object.entries(forged).filter(([name]) => !name.endsWith('secret')))],
    ['a secret but no actor', Object.fromEntries(Object.entries(forged).filter(([name]) => name.endsWith('secret')))],
  ])('refuses %s before it looks at anything else', async (_, headers) => {
    const answers = [await post(headers), await fetch(`${url}/api/nothing`, { headers }), await fetch(`${url}/healthz/x`, { headers })];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(await answers[0]?.json()).toMatchObject({ code: 'AUTH.REQUIRED', correlationId: answers[0]?.headers.get('x-correlation-id') });
  });

  it('tells anybody how it is', async () => {
    const answers = [await fetch(`${url}/healthz`), await fetch(`${url}/readyz?x=1`)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });
});
