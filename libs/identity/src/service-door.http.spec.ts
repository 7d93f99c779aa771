import 'reflect-metadata';
import { Controller, Get, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import type { Caller, CommandContext } from '#contracts';
import { Commanded, createHttpApp, ForAnyRole, Open, SystemClock } from '#platform';
import type { OutgoingCall } from './service-identity.js';
import { callerAt } from './service-door.js';
import { SigningIdentity, VerifyingIdentity } from './signed-call.js';
import { newIdentityKeys } from './testing/identity-keys.js';

const [ours, theirs] = [newIdentityKeys(), newIdentityKeys()];
const gateway = new SigningIdentity(ours.privateKey);
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
  let doubts: string[];

  beforeAll(async () => {
    const verifier = new VerifyingIdentity('acting', [ours.publicKey]);
    app = await createHttpApp(AServiceModule, {
      logger: pino({ level: 'silent' }),
      clock: () => new SystemClock(),
      waitFor: () => () => Promise.resolve(0),
      identify: ({ raw }) => callerAt(verifier, raw, (doubt, { path }) => void doubts.push(`${doubt} ${path}`)),
    });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  beforeEach(() => (doubts = []));
  afterAll(() => app.close());

  const proof = (by = gateway, call: Partial<OutgoingCall> = {}): Readonly<Record<string, string>> =>
    by.headersFor(CALLER, { service: 'acting', method: 'POST', path: '/api/acts?x=1', ...call });
  const post = (headers: Readonly<Record<string, string>>): Promise<Response> =>
    fetch(`${url}/api/acts?x=1`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', ...headers } });

  it('acts for whom the gateway names, with the source it names', async () => {
    const answer = await post(proof());
    expect([answer.status, await answer.json()]).toMatchObject([201, CALLER]);
  });

  test.each<[string, () => Readonly<Record<string, string>>, readonly string[]]>([
    ['no proof', () => ({}), []],
    ['what is no proof', () => ({ 'x-bangfu-identity': 'admin' }), []],
    ['the proof of a stranger', () => proof(new SigningIdentity(theirs.privateKey)), ['unknown-key /api/acts']],
    ['the proof of another call', () => proof(gateway, { path: '/api/acts?x=2' }), ['forged /api/acts']],
    ['a proof for another service', () => proof(gateway, { service: 'impact' }), ['wrong-audience /api/acts']],
    ['a proof that has expired', () => proof(new SigningIdentity(ours.privateKey, () => Date.now() - 30_001)), ['expired /api/acts']],
  ])('refuses %s, and says why to nobody but its own log', async (_, headers, said) => {
    const answer = await post(headers());
    expect([answer.status, doubts]).toEqual([401, said]);
    expect(await answer.json()).toMatchObject({ code: 'AUTH.REQUIRED', correlationId: answer.headers.get('x-correlation-id') });
  });

  it('refuses a proof that it has taken', async () => {
    const headers = proof();
    const answers = [await post(headers), await post(headers)];
    expect([answers.map(({ status }) => status), doubts]).toEqual([[201, 401], ['replayed /api/acts']]);
  });

  it('refuses before it looks at anything else', async () => {
    const answers = [await fetch(`${url}/api/nothing`), await fetch(`${url}/healthz/x`)];
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  });

  it('tells anybody how it is', async () => {
    const answers = [await fetch(`${url}/healthz`), await fetch(`${url}/readyz?x=1`)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });
});
