import assert from 'node:assert/strict';
import { Secret, TOTP } from 'otpauth';
import { OfficeRim, PASSWORD } from './office-rim.js';
import type { OfficeRule } from './session.contract.js';

const STEP_MS = 30_000;

interface Enrolled {
  readonly account: string;
  readonly cookie: string;
  readonly recovery: readonly string[];
  /** The code of now. */
  readonly code: () => string;
}

async function enrol(rim: OfficeRim, account: string, cookie: string): Promise<Enrolled> {
  const { body } = await rim.send('POST', '/session/totp', { password: PASSWORD }, cookie);
  const totp = new TOTP({ secret: Secret.fromBase32(String(body['secret'])) });
  const code = (): string => totp.generate({ timestamp: Date.parse(rim.clock.now()) });
  const confirmed = await rim.send('POST', '/session/totp', { password: PASSWORD, code: code() }, cookie);
  assert.equal(confirmed.status, 200, JSON.stringify(confirmed.body));
  return { account, cookie, recovery: confirmed.body['recoveryCodes'] as string[], code };
}

async function enrolled(rim: OfficeRim): Promise<Enrolled> {
  const account = await rim.account('auditor');
  return enrol(rim, account, await rim.cookieOf(account));
}

/** One-time codes (ASVS 6.5). */
export const TOTP_RULES: readonly OfficeRule[] = [
  [
    'once enrolled, a login needs a code; a right password alone says so, a wrong one says nothing',
    async (rim) => {
      const { account, code } = await enrolled(rim);
      rim.clock.pass(STEP_MS);
      assert.equal((await rim.logIn(account)).body['code'], 'AUTH.CODE_REQUIRED');
      assert.equal((await rim.logIn(account, 'a wrong password')).body['code'], 'AUTH.WRONG_CREDENTIALS');
      assert.equal((await rim.logIn(account, PASSWORD, '000000')).body['code'], 'AUTH.WRONG_CREDENTIALS');
      assert.equal((await rim.logIn(account, PASSWORD, code())).status, 204);
    },
  ],
  [
    'a code is good once, also for two who send it at the same time, and for half a minute more',
    async (rim) => {
      const { account, code } = await enrolled(rim);
      assert.equal((await rim.logIn(account, PASSWORD, code())).status, 401);
      rim.clock.pass(STEP_MS);
      const now = code();
      rim.clock.pass(STEP_MS);
      const both = await Promise.all([rim.logIn(account, PASSWORD, now), rim.logIn(account, PASSWORD, now)]);
      assert.deepEqual(both.map(({ status }) => status).sort(), [204, 401]);
      const late = code();
      rim.clock.pass(3 * STEP_MS);
      assert.equal((await rim.logIn(account, PASSWORD, late)).status, 401);
    },
  ],
  [
    'each of ten recovery codes is good once, also for two who send it at the same time, and none is readable in the database',
    async (rim) => {
      const { account, recovery } = await enrolled(rim);
      assert.equal(new Set(recovery).size, 10);
      const [first = '', second = ''] = recovery;
      const answers = [await rim.logIn(account, PASSWORD, first.toLowerCase()), await rim.logIn(account, PASSWORD, first)];
      assert.deepEqual(
        answers.map(({ status }) => status),
        [204, 401],
      );
      const both = await Promise.all([rim.logIn(account, PASSWORD, second), rim.logIn(account, PASSWORD, second)]);
      assert.deepEqual(both.map(({ status }) => status).sort(), [204, 401]);
      const rows = JSON.stringify(await rim.database.read.all<object>('SELECT * FROM account'));
      for (const code of recovery) assert.ok(!rows.includes(code));
    },
  ],
  [
    'nothing about them changes without the password, or before the first code of a new key has come back',
    async (rim) => {
      const { account, cookie, code } = await enrolled(rim);
      assert.equal(await rim.told('POST', '/session/totp', { password: 'a wrong one' }, cookie), '422 PASSWORD.CURRENT_WRONG');
      assert.equal(await rim.told('POST', '/session/totp/remove', { password: 'a wrong one' }, cookie), '422 PASSWORD.CURRENT_WRONG');
      assert.equal(await rim.told('POST', '/session/totp', { password: PASSWORD, code: code() }, cookie), '409 TOTP.NOT_BEGUN');
      await rim.send('POST', '/session/totp', { password: PASSWORD }, cookie);
      assert.equal(await rim.told('POST', '/session/totp', { password: PASSWORD, code: '000000' }, cookie), '422 TOTP.CODE_WRONG');
      rim.clock.pass(STEP_MS);
      assert.equal((await rim.logIn(account, PASSWORD, code())).status, 204);
      await rim.send('POST', '/session/totp/remove', { password: PASSWORD }, cookie);
      assert.equal((await rim.logIn(account)).status, 204);
    },
  ],
  [
    'a reset takes them away: the holder of a lost telephone enrols anew',
    async (rim) => {
      const { account } = await enrolled(rim);
      await rim.office.accounts.reset(account, { password: PASSWORD, mustChange: false });
      assert.equal((await rim.logIn(account)).status, 204);
    },
  ],
  [
    'where the operator asks for them, an auditor and an administrator do nothing before enrolling; a leader need not',
    async (first) => {
      const rim = await OfficeRim.start(first.database, { totpRequired: true }, first.clock);
      const account = await rim.account('auditor');
      const cookie = await rim.cookieOf(account);
      for (const bound of [cookie, await rim.somebody('admin')]) {
        assert.equal(await rim.told('GET', '/probe', undefined, bound), '403 AUTH.TOTP_REQUIRED');
      }
      assert.equal((await rim.send('GET', '/session', undefined, cookie)).body['mustEnrolTotp'], true);
      await enrol(rim, account, cookie);
      assert.equal(await rim.told('GET', '/probe', undefined, cookie), '200');
      assert.equal(await rim.told('GET', '/probe', undefined, await rim.somebody('leader')), '200');
      await rim.stop();
    },
  ],
  [
    'in the profile of 等保 a password of 90 days opens nothing but its own change',
    async (first) => {
      const rim = await OfficeRim.start(first.database, { profile: 'mlps' }, first.clock);
      const account = `mlps-${rim.clock.now().replace(/\D/g, '')}`;
      const password = 'Kiwis from 秦岭 1';
      await rim.office.accounts.add({ account, name: 'x', roles: ['leader'] }, { password, mustChange: false });
      rim.clock.pass(90 * 86_400_000 - 1);
      assert.equal(await rim.told('GET', '/probe', undefined, await rim.cookieOf(account, password)), '200');
      rim.clock.pass(1);
      assert.equal(await rim.told('GET', '/probe', undefined, await rim.cookieOf(account, password)), '403 AUTH.PASSWORD_CHANGE_REQUIRED');
      await rim.stop();
    },
  ],
];
