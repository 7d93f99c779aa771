import assert from 'node:assert/strict';
import { MOST_PER_SESSION } from '../session/ended-streams.js';
import { KNOWN_VILLAGE, type OfficeRim, PASSWORD } from './office-rim.js';
import { IDLE_MS } from '../session/sessions.js';
import type { OfficeRule } from './session.contract.js';

/** Longest until an ended session is ended everywhere, its streams too (contract §2). */
const WITHIN_MS = 1_000;

/** Reads a stream until the server ends it. @returns how long that took after `act` */
async function endedAfter(rim: OfficeRim, cookie: string, act: () => Promise<unknown>): Promise<number> {
  const { body } = await rim.fetch('/api/stream', { headers: { cookie }, signal: AbortSignal.timeout(10_000) });
  if (body === null) throw new Error('the stream has no body');
  const reader = body.getReader();
  await reader.read();
  await act();
  const at = performance.now();
  while (!(await reader.read()).done);
  return performance.now() - at;
}

/** Who makes, changes and disables accounts. */
export const ACCOUNT_RULES: readonly OfficeRule[] = [
  [
    'an administrator adds an account, whose holder must change the password; nobody else may',
    async (rim) => {
      const admin = await rim.somebody('admin');
      const facts = {
        account: '李 四'.replace(' ', '-'),
        name: '李四',
        roles: ['village-staff'],
        password: PASSWORD,
        villageCode: KNOWN_VILLAGE,
      };
      for (const role of ['purchaser', 'reviewer', 'leader', 'auditor'] as const) {
        assert.equal(await rim.told('POST', '/accounts', facts, await rim.somebody(role)), '403 AUTH.FORBIDDEN');
      }
      const added = await rim.send('POST', '/accounts', facts, admin);
      assert.equal(added.status, 201);
      assert.doesNotMatch(JSON.stringify(added.body), /argon2|kiwis/);
      const { body } = await rim.send('GET', '/session', undefined, await rim.cookieOf(facts.account));
      assert.deepEqual([body['villageCode'], body['mustChangePassword']], [KNOWN_VILLAGE, true]);
      assert.equal(await rim.told('POST', '/accounts', facts, admin), '409 ACCOUNT.EXISTS');
    },
  ],
  [
    'an account that is added again under its key is the first answer again, and another one under that key is refused',
    async (rim) => {
      const [admin, other] = [await rim.somebody('admin'), await rim.somebody('admin')];
      const facts = { account: `twice-${Date.now()}`, name: '王五', roles: ['leader'], password: PASSWORD };
      const add = async (body: object, cookie = admin, key = 'add-twice'): Promise<[number, string | null, unknown]> => {
        const headers = { 'content-type': 'application/json', cookie, 'idempotency-key': key };
        const answer = await rim.fetch('/api/accounts', { method: 'POST', headers, body: JSON.stringify(body) });
        const told = (await answer.json()) as { code?: string };
        return [answer.status, answer.headers.get('idempotent-replay'), told.code ?? told];
      };
      const atOnce = await Promise.all([add(facts), add(facts)]);
      const [, , first] = atOnce[0];
      assert.deepEqual(atOnce.map(([, replayed]) => replayed).sort(), ['true', null].sort());
      assert.deepEqual(
        atOnce.map(([status, , told]) => [status, told]),
        [
          [201, first],
          [201, first],
        ],
      );
      await rim.office.accounts.reset(facts.account, { password: `${PASSWORD} anew`, mustChange: false });
      assert.deepEqual(await add(facts), [201, 'true', first]);
      for (const change of [{ name: '王六' }, { password: `${PASSWORD} anew` }, { account: 'another' }]) {
        assert.deepEqual(await add({ ...facts, ...change }), [422, null, 'COMMAND.KEY_REUSED']);
      }
      assert.deepEqual(await add(facts, other), [409, null, 'ACCOUNT.EXISTS']);
      assert.deepEqual(await add(facts, admin, ''), [422, null, 'COMMAND.KEY_INVALID']);
      const kept = await rim.database.read.all<Record<string, string>>('SELECT * FROM account_receipt');
      assert.doesNotMatch(JSON.stringify(kept), /kiwis/);
    },
  ],
  [
    'an account is refused with every problem of its fields, its password and its places',
    async (rim) => {
      const admin = await rim.somebody('admin');
      const wrong = { account: 'a b', name: ' ', roles: ['root'], password: '', more: 1 };
      const { body } = await rim.send('POST', '/accounts', wrong, admin);
      assert.deepEqual((body['errors'] as { path: string }[]).map(({ path }) => path).sort(), [
        'account',
        'more',
        'name',
        'password',
        'roles',
      ]);
      const facts = { account: 'x1', name: 'x', roles: ['purchaser'], password: PASSWORD };
      assert.equal(await rim.told('POST', '/accounts', { ...facts, unitId: 'nowhere' }, admin), '422 UNIT.UNKNOWN');
      const nowhere = { unitId: 'nowhere', villageCode: KNOWN_VILLAGE.replace(/1$/, '2') };
      const account = await rim.account('leader');
      for (const [path, asked] of [
        ['/accounts', { ...facts, ...nowhere }],
        [`/accounts/${account}/roles`, { roles: ['purchaser'], reason: '调岗', ...nowhere }],
      ] as const) {
        const refused = await rim.send('POST', path, asked, admin);
        const codes = (refused.body['errors'] as { code: string; path: string }[]).map(({ code, path: at }) => `${code} ${at}`);
        assert.deepEqual([refused.status, codes], [422, ['UNIT.UNKNOWN unitId', 'VILLAGE.UNKNOWN villageCode']]);
      }
      assert.equal(await rim.told('POST', '/accounts', { ...facts, password: 'Password1234' }, admin), '422 PASSWORD.COMMON');
      assert.equal((await rim.send('POST', '/accounts', { ...facts, unitId: 'known' }, admin)).status, 201);
    },
  ],
  [
    'auditors see accounts page by page, without any secret; others do not',
    async (rim) => {
      for (let index = 0; index < 3; index += 1) await rim.account('leader');
      const auditor = await rim.somebody('auditor');
      const seen: string[] = [];
      for (let cursor = ''; ;) {
        const { body } = await rim.send('GET', `/accounts?limit=2${cursor}`, undefined, auditor);
        seen.push(...(body['items'] as { account: string }[]).map(({ account }) => account));
        assert.doesNotMatch(JSON.stringify(body), /argon2/);
        if (body['nextCursor'] === null) {
          assert.equal(seen.length, body['count']);
          break;
        }
        cursor = `&cursor=${body['nextCursor'] as string}`;
      }
      assert.equal(new Set(seen).size, seen.length);
      assert.equal(await rim.told('GET', '/accounts', undefined, await rim.somebody('leader')), '403 AUTH.FORBIDDEN');
    },
  ],
  [
    'disabling an account ends its sessions and open streams within a second, at this instance and at every other one',
    async (rim) => {
      const [admin, account] = [await rim.somebody('admin'), await rim.account('leader')];
      const other = await rim.another();
      const cookie = await rim.cookieOf(account);
      const disable = (): Promise<unknown> => rim.send('POST', `/accounts/${account}/disable`, { reason: '调离' }, admin);
      assert.equal(await other.told('GET', '/probe', undefined, cookie), '200');
      const [here, there] = await Promise.all([endedAfter(rim, cookie, disable), endedAfter(other, cookie, async () => undefined)]);
      assert.ok(here < WITHIN_MS && there < 2 * WITHIN_MS, `${here} ms here, ${there} ms there`);
      for (const door of [rim, other]) assert.equal(await door.told('GET', '/probe', undefined, cookie), '401 AUTH.REQUIRED');
      assert.equal((await rim.logIn(account)).status, 401);
      await other.stop();
    },
  ],
  [
    'logging out, ending a session and changing the password end the open streams of the sessions they end',
    async (rim) => {
      const account = await rim.account('leader');
      const ended: number[] = [];
      const out = await rim.cookieOf(account);
      ended.push(await endedAfter(rim, out, () => rim.send('DELETE', '/session', undefined, out)));
      const [watched, mine] = [await rim.cookieOf(account), await rim.cookieOf(account)];
      const { items } = (await rim.send('GET', '/sessions', undefined, mine)).body as { items: { id: string; current: boolean }[] };
      const other = items.find(({ current }) => !current)?.id ?? '';
      ended.push(await endedAfter(rim, watched, () => rim.send('DELETE', `/sessions/${other}`, undefined, mine)));
      const next = { current: PASSWORD, next: 'plums of the streams' };
      const elsewhere = await rim.cookieOf(account);
      ended.push(await endedAfter(rim, elsewhere, () => rim.send('POST', '/session/password', next, mine)));
      assert.ok(
        ended.every((ms) => ms < WITHIN_MS),
        `${ended.join(', ')} ms`,
      );
    },
  ],
  [
    'a session that nobody uses any more ends its open streams: a page that is left open is told nothing',
    async (rim) => {
      const cookie = await rim.somebody('leader');
      const ended = await endedAfter(rim, cookie, async () => rim.clock.pass(IDLE_MS));
      assert.ok(ended < WITHIN_MS, `${ended} ms`);
    },
  ],
  [
    'a session holds so many streams and no more: one more ends the oldest, and no other session’s',
    async (rim) => {
      const [cookie, other] = [await rim.somebody('leader'), await rim.somebody('leader')];
      const open = async (whose: string): Promise<ReadableStreamDefaultReader<Uint8Array>> => {
        const { body } = await rim.fetch('/api/stream', { headers: { cookie: whose }, signal: AbortSignal.timeout(10_000) });
        const reader = body?.getReader();
        await reader?.read();
        if (reader === undefined) throw new Error('the stream has no body');
        return reader;
      };
      const untouched = await open(other);
      const streams: ReadableStreamDefaultReader<Uint8Array>[] = [];
      for (let index = 0; index <= MOST_PER_SESSION; index += 1) streams.push(await open(cookie));
      const [first, second] = streams;
      assert.equal((await first?.read())?.done, true);
      // An answer to something asked later comes, and nothing of the others meanwhile.
      assert.equal(await Promise.race([second?.read(), untouched.read(), rim.told('GET', '/probe', undefined, cookie)]), '200');
      await Promise.all([...streams, untouched].map((reader) => reader.cancel()));
    },
  ],
  [
    'a reset lets a disabled account in again, with the new password only, which is to be changed at once',
    async (rim) => {
      const [admin, account] = [await rim.somebody('admin'), await rim.account('leader')];
      await rim.send('POST', `/accounts/${account}/disable`, { reason: '调离' }, admin);
      const reset = await rim.send('POST', `/accounts/${account}/reset`, { password: 'a slip of paper', reason: '返岗' }, admin);
      assert.equal(reset.status, 200);
      assert.equal((await rim.logIn(account)).status, 401);
      const { body } = await rim.send('GET', '/session', undefined, await rim.cookieOf(account, 'a slip of paper'));
      assert.equal(body['mustChangePassword'], true);
    },
  ],
  [
    'a reset ends the sessions that run: whoever knew the password before is out',
    async (rim) => {
      const [admin, account] = [await rim.somebody('admin'), await rim.account('leader')];
      const cookie = await rim.cookieOf(account);
      await rim.send('POST', `/accounts/${account}/reset`, { password: 'a slip of paper', reason: '疑似泄露' }, admin);
      assert.equal(await rim.told('GET', '/session', undefined, cookie), '401 AUTH.REQUIRED');
    },
  ],
  [
    'other roles are in force for sessions that run',
    async (rim) => {
      const [admin, account] = [await rim.somebody('admin'), await rim.account('leader')];
      const cookie = await rim.cookieOf(account);
      assert.equal(await rim.told('GET', '/accounts', undefined, cookie), '403 AUTH.FORBIDDEN');
      await rim.send('POST', `/accounts/${account}/roles`, { roles: ['auditor'], unitId: 'known', reason: '调岗' }, admin);
      assert.equal(await rim.told('GET', '/accounts', undefined, cookie), '200');
      assert.equal((await rim.send('GET', '/session', undefined, cookie)).body['unitId'], 'known');
    },
  ],
  [
    'nobody disables, resets or changes the rights of their own account',
    async (rim) => {
      const account = await rim.account('admin');
      const cookie = await rim.cookieOf(account);
      for (const [step, body] of [
        ['disable', {}],
        ['reset', { password: 'a slip of paper' }],
        ['roles', { roles: ['auditor'] }],
      ] as const) {
        assert.equal(await rim.told('POST', `/accounts/${account}/${step}`, { ...body, reason: '试' }, cookie), '409 ACCOUNT.ITSELF');
      }
      for (const step of ['disable', 'reset']) {
        const body = { reason: '试', ...(step === 'reset' ? { password: PASSWORD } : {}) };
        assert.equal(await rim.told('POST', `/accounts/nobody/${step}`, body, cookie), '404 RECORD.NOT_FOUND');
      }
    },
  ],
];
