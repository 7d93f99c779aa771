import assert from 'node:assert/strict';
import type { Caller } from '#contracts';
import { IDLE_MS, LONGEST_MS } from '../session/sessions.js';
import { cookieIn, type OfficeRim, PASSWORD } from './office-rim.js';

/** A rule of the public door, on any engine. */
export type OfficeRule = readonly [rule: string, proof: (rim: OfficeRim) => Promise<void>];

const NEXT = 'pears from the valley';

/** Who gets in, for how long, and how it ends (contract §2, design §6). */
export const SESSION_RULES: readonly OfficeRule[] = [
  [
    'a login gives a cookie that no script and no other site can use, and tells who one is',
    async (rim) => {
      const account = await rim.account('purchaser');
      const answer = await rim.logIn(account);
      assert.equal(answer.status, 204);
      assert.match(answer.headers.getSetCookie()[0] ?? '', /^bangfu=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
      const { body } = await rim.send('GET', '/session', undefined, cookieIn(answer));
      assert.deepEqual(body, {
        account,
        name: '示例',
        roles: ['purchaser'],
        unitId: null,
        mustChangePassword: false,
        totp: false,
        mustEnrolTotp: false,
      });
    },
  ],
  [
    'a wrong password, an unknown account and a disabled one get the very same answer',
    async (rim) => {
      const [known, disabled] = [await rim.account('leader'), await rim.account('leader')];
      await rim.office.accounts.disable(disabled);
      const answers = [await rim.logIn(known, 'a wrong password'), await rim.logIn('𠮷 nobody'), await rim.logIn(disabled)];
      for (const { body, headers } of answers) {
        delete body['correlationId'];
        assert.deepEqual([body, headers.getSetCookie().length], [answers[0]?.body, 0]);
      }
      assert.deepEqual([answers[0]?.status, answers[0]?.body['code']], [401, 'AUTH.WRONG_CREDENTIALS']);
    },
  ],
  [
    'a login makes a token of its own, whatever cookie comes with it, and ends the session that the browser had',
    async (rim) => {
      const [account, other] = [await rim.account('leader'), await rim.account('leader')];
      const planted = `bangfu=${'A'.repeat(43)}`;
      const first = cookieIn(await rim.logIn(account, PASSWORD, undefined, planted));
      assert.notEqual(first, planted);
      assert.equal(await rim.told('GET', '/probe', undefined, planted), '401 AUTH.REQUIRED');
      assert.equal((await rim.logIn(other, 'a wrong password', undefined, first)).status, 401);
      assert.equal(await rim.told('GET', '/probe', undefined, first), '200');
      const second = cookieIn(await rim.logIn(other, PASSWORD, undefined, first));
      assert.equal(await rim.told('GET', '/probe', undefined, first), '401 AUTH.REQUIRED');
      assert.equal((await rim.send('GET', '/session', undefined, second)).body['account'], other);
    },
  ],
  [
    'within a session the password is guessed no faster than at the door, and each wrong one is recorded',
    async (rim) => {
      const account = await rim.account('leader');
      const cookie = await rim.cookieOf(account);
      const told: string[] = [];
      for (const [path, body] of [
        ['/session/password', { current: 'a wrong password', next: NEXT }],
        ['/session/totp', { password: 'a wrong password' }],
        ['/session/totp/remove', { password: 'a wrong password' }],
        ['/session/password', { current: PASSWORD, next: NEXT }],
        ['/session/totp', { password: PASSWORD }],
      ] as const) {
        told.push(await rim.told('POST', path, body, cookie));
      }
      const wrong = '422 PASSWORD.CURRENT_WRONG';
      assert.deepEqual(told, [wrong, wrong, wrong, '429 RATE.LIMITED', '429 RATE.LIMITED']);
      const { items } = (
        await rim.send('GET', `/access-log?account=${account}&kind=login-failed`, undefined, await rim.somebody('auditor'))
      ).body as { items: { route: string }[] };
      assert.deepEqual(items.map(({ route }) => route).sort(), [
        'POST /api/session/password',
        'POST /api/session/totp',
        'POST /api/session/totp/remove',
      ]);
    },
  ],
  [
    'without a session nothing but the login answers, however its address is spelt',
    async (rim) => {
      for (const path of ['/api/probe', '/%61pi/probe', '/api/session', '/api/sessions', '/api/accounts', '/api/nowhere', '/other']) {
        assert.equal((await rim.fetch(path)).status, 401, path);
      }
      assert.equal(await rim.told('POST', '/probe', {}), '401 AUTH.REQUIRED');
      assert.equal(await rim.told('GET', '/probe', undefined, `bangfu=${'A'.repeat(43)}`), '401 AUTH.REQUIRED');
    },
  ],
  [
    'the way in of the process itself needs its secret',
    async (rim) => {
      const right = rim.office.inside.headersFor('demo');
      assert.equal((await rim.fetch('/api/probe', { headers: right })).status, 200);
      const caller: Caller = { actor: { account: 'forged', roles: ['admin'], unitId: null }, source: 'manual' };
      const [forged = ''] = Object.values(rim.office.inside.headersAs(caller));
      assert.equal((await rim.fetch('/api/probe', { headers: { 'x-bangfu-inside': forged } })).status, 200);
      const other = (value: string): string => value.replace(/^\w+/, '0'.repeat(64));
      for (const value of [
        'demo',
        other(Object.values(right)[0] ?? ''),
        Object.values(right)[0]?.replace('demo', 'other') ?? '',
        other(forged),
      ]) {
        assert.equal((await rim.fetch('/api/probe', { headers: { 'x-bangfu-inside': value } })).status, 401);
      }
    },
  ],
  [
    'a session ends when it is not used for half an hour, and is kept by being used',
    async (rim) => {
      const cookie = await rim.somebody('leader');
      for (let use = 0; use < 3; use += 1) {
        rim.clock.pass(IDLE_MS - 60_000);
        assert.equal(await rim.told('GET', '/probe', undefined, cookie), '200');
      }
      rim.clock.pass(IDLE_MS);
      assert.equal(await rim.told('GET', '/probe', undefined, cookie), '401 AUTH.REQUIRED');
    },
  ],
  [
    'a session that has run out is not among one’s own any more',
    async (rim) => {
      const account = await rim.account('leader');
      await rim.cookieOf(account);
      rim.clock.pass(IDLE_MS);
      const { body } = await rim.send('GET', '/sessions', undefined, await rim.cookieOf(account));
      assert.deepEqual(
        (body['items'] as { current: boolean }[]).map(({ current }) => current),
        [true],
      );
    },
  ],
  [
    'a login leaves the sessions of others as they are',
    async (rim) => {
      const cookie = await rim.somebody('leader');
      rim.clock.pass(IDLE_MS / 2);
      await rim.somebody('leader');
      assert.equal(await rim.told('GET', '/probe', undefined, cookie), '200');
    },
  ],
  [
    'a session ends twelve hours after its login, however much it is used',
    async (rim) => {
      const cookie = await rim.somebody('leader');
      const step = IDLE_MS / 2;
      for (let passed = step; passed < LONGEST_MS; passed += step) {
        rim.clock.pass(step);
        assert.equal(await rim.told('GET', '/probe', undefined, cookie), '200');
      }
      rim.clock.pass(step);
      assert.equal(await rim.told('GET', '/probe', undefined, cookie), '401 AUTH.REQUIRED');
    },
  ],
  [
    'logging out ends the session and takes the cookie back',
    async (rim) => {
      const cookie = await rim.somebody('leader');
      const answer = await rim.send('DELETE', '/session', undefined, cookie);
      assert.deepEqual([answer.status, cookieIn(answer)], [204, 'bangfu=']);
      assert.equal(await rim.told('GET', '/session', undefined, cookie), '401 AUTH.REQUIRED');
    },
  ],
  [
    'one sees and ends one’s own sessions, and nobody else’s',
    async (rim) => {
      const account = await rim.account('leader');
      const [here, there, stranger] = [await rim.cookieOf(account), await rim.cookieOf(account), await rim.somebody('admin')];
      const { body } = await rim.send('GET', '/sessions', undefined, here);
      const items = body['items'] as { id: string; current: boolean; address: string }[];
      assert.deepEqual(items.map(({ current, address }) => [current, address]).sort(), [
        [false, '127.0.0.1'],
        [true, '127.0.0.1'],
      ]);
      const other = items.find(({ current }) => !current)?.id ?? '';
      assert.equal(await rim.told('DELETE', `/sessions/${other}`, undefined, stranger), '404 RECORD.NOT_FOUND');
      assert.equal(await rim.told('DELETE', `/sessions/${other}`, undefined, here), '204');
      assert.equal(await rim.told('GET', '/session', undefined, there), '401 AUTH.REQUIRED');
      assert.equal(await rim.told('GET', '/session', undefined, here), '200');
    },
  ],
  [
    'a password somebody else chose opens nothing but its own change',
    async (rim) => {
      const account = await rim.account('leader');
      await rim.office.accounts.reset(account, { password: PASSWORD, mustChange: true });
      const cookie = await rim.cookieOf(account);
      for (const [method, path] of [
        ['GET', '/probe'],
        ['POST', '/probe'],
        ['GET', '/stream'],
        ['GET', '/accounts'],
      ] as const) {
        const body = method === 'POST' ? {} : undefined;
        assert.equal(await rim.told(method, path, body, cookie), '403 AUTH.PASSWORD_CHANGE_REQUIRED', path);
      }
      assert.equal((await rim.send('GET', '/session', undefined, cookie)).body['mustChangePassword'], true);
      const changed = await rim.send('POST', '/session/password', { current: PASSWORD, next: NEXT }, cookie);
      assert.equal(await rim.told('GET', '/probe', undefined, cookieIn(changed)), '200');
    },
  ],
  [
    'a change of password gives a new token and ends every other session of the account',
    async (rim) => {
      const account = await rim.account('leader');
      const [mine, other] = [await rim.cookieOf(account), await rim.cookieOf(account)];
      const changed = await rim.send('POST', '/session/password', { current: PASSWORD, next: NEXT }, mine);
      assert.equal(changed.status, 204);
      for (const old of [mine, other]) assert.equal(await rim.told('GET', '/probe', undefined, old), '401 AUTH.REQUIRED');
      assert.equal(await rim.told('GET', '/probe', undefined, cookieIn(changed)), '200');
      assert.deepEqual([(await rim.logIn(account)).status, (await rim.logIn(account, NEXT)).status], [401, 204]);
    },
  ],
  [
    'of two who change a password at once one does, and the other is told that it is no longer what it was',
    async (rim) => {
      const account = await rim.account('leader');
      const cookies = [await rim.cookieOf(account), await rim.cookieOf(account)];
      const change = (cookie: string, at: number): Promise<string> =>
        rim.told('POST', '/session/password', { current: PASSWORD, next: `${NEXT} ${at}` }, cookie);
      const told = await Promise.all(cookies.map(change));
      assert.deepEqual([...told].sort(), ['204', '422 PASSWORD.CURRENT_WRONG']);
      assert.equal((await rim.logIn(account, `${NEXT} ${told.indexOf('204')}`)).status, 204);
    },
  ],
  [
    'a change of password is refused with all that is wrong, and changes nothing then',
    async (rim) => {
      const account = await rim.account('leader');
      const cookie = await rim.cookieOf(account);
      const { status, body } = await rim.send('POST', '/session/password', { current: 'not this one', next: 'short' }, cookie);
      const errors = (body['errors'] as { code: string; path: string }[]).map(({ code, path }) => `${code} ${path}`);
      assert.deepEqual([status, errors], [422, ['PASSWORD.CURRENT_WRONG current', 'PASSWORD.TOO_SHORT next']]);
      assert.equal(await rim.told('POST', '/session/password', { current: PASSWORD, next: PASSWORD }, cookie), '422 PASSWORD.UNCHANGED');
      assert.equal((await rim.logIn(account)).status, 204);
    },
  ],
];
