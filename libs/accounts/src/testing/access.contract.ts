import assert from 'node:assert/strict';
import { verifyChain } from '#event-log';
import type { AccessEntry } from '../access/access-entry.js';
import { type OfficeRim, PASSWORD } from './office-rim.js';
import type { OfficeRule } from './session.contract.js';

async function entries(rim: OfficeRim, filter: string): Promise<AccessEntry[]> {
  const { status, body } = await rim.send('GET', `/access-log?${filter}`, undefined, await rim.somebody('auditor'));
  assert.equal(status, 200, JSON.stringify(body));
  return body['items'] as AccessEntry[];
}

/** What the access log holds, who reads it, and that nothing goes on without it. */
export const ACCESS_RULES: readonly OfficeRule[] = [
  [
    'logins, failures, denied calls and ended sessions are kept, latest first, with who, whence and where',
    async (rim) => {
      const account = await rim.account('leader');
      await rim.logIn(account, 'a wrong password');
      const cookie = await rim.cookieOf(account);
      await rim.send('GET', '/accounts?limit=3', undefined, cookie);
      await rim.send('DELETE', '/session', undefined, cookie);
      await rim.send('GET', '/probe', undefined, cookie);
      const kept = await entries(rim, `account=${account}`);
      assert.deepEqual(
        kept.map(({ kind, route, status, address }) => [kind, route, status, address]),
        [
          ['denied', 'GET /api/probe', 401, '127.0.0.1'],
          ['logout', 'DELETE /api/session', undefined, '127.0.0.1'],
          ['denied', 'GET /api/accounts', 403, '127.0.0.1'],
          ['login', 'POST /api/session', undefined, '127.0.0.1'],
          ['login-failed', 'POST /api/session', undefined, '127.0.0.1'],
        ],
      );
    },
  ],
  [
    'changes of accounts are kept with whose they were and why',
    async (rim) => {
      const [name, account] = [await rim.account('admin'), await rim.account('leader')];
      const admin = await rim.cookieOf(name);
      await rim.send('POST', `/accounts/${account}/roles`, { roles: ['auditor'], reason: '调岗' }, admin);
      await rim.send('POST', `/accounts/${account}/disable`, { reason: '退休 "小李"' }, admin);
      const kept = await entries(rim, `account=${name}`);
      assert.deepEqual(
        kept.slice(0, 2).map(({ kind, subject, reason }) => [kind, subject, reason]),
        [
          ['account-disabled', account, '退休 "小李"'],
          ['account-changed', account, 'auditor: 调岗'],
        ],
      );
    },
  ],
  [
    'what is refused is not kept as if it had been done',
    async (rim) => {
      const name = await rim.account('admin');
      const admin = await rim.cookieOf(name);
      await rim.send('POST', '/accounts', { account: name, name: 'x', roles: ['leader'], password: PASSWORD }, admin);
      assert.deepEqual((await entries(rim, `account=${name}&kind=account-added`)).length, 0);
    },
  ],
  [
    'no password, token or name typed in vain is in it or in the process’s own log',
    async (rim) => {
      const typed = 'my password, in the wrong field';
      const account = await rim.account('leader');
      await rim.logIn(typed, 'another secret 秘密');
      const cookie = await rim.cookieOf(account);
      await rim.send('POST', '/session/password', { current: PASSWORD, next: 'a third secret 秘密' }, cookie);
      const rows = await rim.database.read.all<object>('SELECT * FROM event_access');
      const all = JSON.stringify(rows) + rim.lines.join('');
      for (const secret of [typed, 'another secret', 'a third secret', PASSWORD, cookie.slice(7), '示例'])
        assert.ok(!all.includes(secret), secret);
    },
  ],
  [
    'only an auditor reads it, and reading it page by page misses nothing',
    async (rim) => {
      for (const role of ['admin', 'leader', 'reviewer'] as const) {
        assert.equal(await rim.told('GET', '/access-log', undefined, await rim.somebody(role)), '403 AUTH.FORBIDDEN');
      }
      const account = await rim.account('leader');
      for (let login = 0; login < 5; login += 1) await rim.cookieOf(account);
      const auditor = await rim.somebody('auditor');
      const seen: string[] = [];
      let cursor = '';
      do {
        const { body } = await rim.send('GET', `/access-log?account=${account}&kind=login&limit=2${cursor}`, undefined, auditor);
        assert.equal(body['count'], 5);
        seen.push(...(body['items'] as AccessEntry[]).map(({ id }) => id));
        cursor = body['nextCursor'] === null ? '' : `&cursor=${body['nextCursor'] as string}`;
      } while (cursor !== '');
      assert.deepEqual([seen.length, new Set(seen).size], [5, 5]);
      assert.equal(await rim.told('GET', '/access-log?kind=gossip', undefined, auditor), '422 QUERY.INVALID');
      assert.equal(await rim.told('GET', '/access-log?from=soon', undefined, auditor), '422 QUERY.INVALID');
    },
  ],
  [
    'days and instants bound it, and count whole',
    async (rim) => {
      const account = await rim.account('leader');
      await rim.cookieOf(account);
      const day = rim.clock.today();
      const times = async (bounds: string): Promise<number> => (await entries(rim, `account=${account}&${bounds}`)).length;
      assert.equal(await times(`from=${day}&to=${day}`), 1);
      assert.equal(await times(`from=${rim.clock.now()}&to=${rim.clock.now()}`), 1);
      assert.deepEqual([await times('to=2000-01-01'), await times('from=2999-01-01')], [0, 0]);
    },
  ],
  [
    'the export is text that no spreadsheet takes for a formula, and is itself kept before anything goes out',
    async (rim) => {
      const [admin, account] = [await rim.somebody('admin'), await rim.account('leader')];
      await rim.send('POST', `/accounts/${account}/disable`, { reason: '=1+1 "x"' }, admin);
      const name = await rim.account('auditor');
      const cookie = await rim.cookieOf(name);
      const answer = await rim.fetch('/api/access-log.csv?kind=account-disabled', { headers: { cookie } });
      const text = Buffer.from(await answer.arrayBuffer()).toString();
      assert.match(answer.headers.get('content-type') ?? '', /^text\/csv/);
      assert.ok(text.startsWith('\ufeff"编号",'));
      assert.ok(text.includes(`"'=1+1 ""x"""`), text);
      const [last] = await entries(rim, `account=${name}`);
      assert.deepEqual([last?.kind, last?.subject, last?.reason], ['export', 'access-log', 'kind=account-disabled']);
      assert.equal(await rim.told('GET', '/access-log.csv', undefined, admin), '403 AUTH.FORBIDDEN');
    },
  ],
  [
    'its chain holds over what several instances write at once, and names the first entry that was changed',
    async (rim) => {
      const other = await rim.another();
      const account = await rim.account('leader');
      await Promise.all(
        Array.from({ length: 12 }, (_, index) => (index % 2 === 0 ? rim : other).logIn(account, `wrong password ${index}`)),
      );
      await other.stop();
      const whole = await verifyChain('access', rim.database);
      assert.equal(whole.ok, true);
      const forge = (from: string, to: string): Promise<number> =>
        rim.database.transaction('durable', (session) =>
          session.run('UPDATE event_access SET type = ? WHERE type = ? AND position = ?', [to, from, whole.events]),
        );
      assert.equal(await forge('login-failed', 'login'), 1);
      const { ok, firstBad, fault } = await verifyChain('access', rim.database);
      assert.deepEqual([ok, firstBad, fault], [false, whole.events, 'HASH']);
      await forge('login', 'login-failed');
    },
  ],
  [
    'while it cannot be written nothing is changed and nobody logs in, and what only reads goes on',
    async (rim) => {
      const account = await rim.account('leader');
      const cookie = await rim.cookieOf(account);
      // Another instance has proven nothing yet.
      const door = await rim.another();
      const name = (from: string, to: string): Promise<number> =>
        rim.database.transaction('durable', (session) => session.run('UPDATE log_head SET log = ? WHERE log = ?', [to, from]));
      await name('access', 'away');
      assert.equal(await door.told('POST', '/probe', {}, cookie), '503 ACCESS_LOG.UNAVAILABLE');
      assert.equal(await door.told('POST', '/session', { account, password: PASSWORD }), '503 ACCESS_LOG.UNAVAILABLE');
      assert.equal(await door.told('GET', '/probe', undefined, cookie), '200');
      assert.equal(await door.told('GET', '/accounts', undefined, cookie), '403 AUTH.FORBIDDEN');
      await name('away', 'access');
      assert.equal(await door.told('POST', '/probe', {}, cookie), '201');
      await door.stop();
    },
  ],
  [
    'of a session that is not one of their own nobody is said to have ended it',
    async (rim) => {
      const account = await rim.account('leader');
      const [here, there] = [await rim.cookieOf(account), await rim.cookieOf(account)];
      assert.equal(await rim.told('DELETE', '/sessions/nowhere', undefined, here), '404 RECORD.NOT_FOUND');
      const { body } = await rim.send('GET', '/sessions', undefined, there);
      const other = (body['items'] as { id: string; current: boolean }[]).find(({ current }) => !current)?.id ?? '';
      assert.equal(await rim.told('DELETE', `/sessions/${other}`, undefined, there), '204');
      assert.deepEqual(
        (await entries(rim, `account=${account}&kind=session-ended`)).map(({ subject }) => subject),
        [other],
      );
    },
  ],
];
