import BetterSqlite3 from 'better-sqlite3';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { discard, RunningLedger } from '../support/running-ledger.js';
import { signIn, signInAdmin, WITH_ADMIN } from '../support/sign-in.js';
import { eventually } from '../support/eventually.js';

const DEMO_PASSWORD = 'cherries from the demo year';

/** A ledger in a new folder in which nobody has logged in. */
async function fresh(environment: Record<string, string>, passwords: Record<string, string>): Promise<RunningLedger> {
  const folder = await mkdtemp(join(tmpdir(), 'bangfu-accounts-'));
  return new RunningLedger(folder, environment, undefined, passwords);
}

async function json(answer: Response): Promise<Record<string, unknown>> {
  return (await answer.json()) as Record<string, unknown>;
}

describe('the administrator of a first start', () => {
  let ledger: RunningLedger;

  afterEach(() => discard(ledger));

  it('has a random password, printed once on stdout and in no log line, that opens nothing but its change', async () => {
    ledger = await fresh({ BANGFU_LOG_LEVEL: 'trace' }, {});
    await ledger.restart();
    const said = ledger.output();
    const password = /first password of admin, shown once: (\S{20})$/m.exec(said)?.[1] ?? '';
    expect(said.split(password)).toHaveLength(2);
    const admin = await signIn(ledger.url, 'admin', password);
    expect((await admin.fetch('/api/units')).status).toBe(403);
    const next = 'plums from the first start';
    expect((await admin.post('/api/session/password', { current: password, next })).status).toBe(204);
    await ledger.stop();
    await ledger.restart();
    expect(ledger.output()).not.toContain('shown once');
    expect((await (await signIn(ledger.url, 'admin', next)).fetch('/api/units')).status).toBe(200);
  }, 60_000);

  it('has the password the operator gave, to be kept; a later start does not change it', async () => {
    ledger = await fresh({}, WITH_ADMIN);
    await ledger.restart();
    expect((await (await signInAdmin(ledger.url)).fetch('/api/units')).status).toBe(200);
    await ledger.stop();
    await ledger.restart({ BANGFU_ADMIN_PASSWORD: 'another one at a later start' });
    expect((await (await signInAdmin(ledger.url)).fetch('/api/units')).status).toBe(200);
  }, 60_000);

  it('does not start with a password that breaks the rule, and says so without it', async () => {
    ledger = await fresh({}, { BANGFU_ADMIN_PASSWORD: 'Password1234' });
    await expect(ledger.restart()).rejects.toThrow(/ended with 1 .*BANGFU_ADMIN_PASSWORD：/s);
    expect(ledger.output()).not.toContain('Password1234');
  });
});

describe('a ledger with the demo year', () => {
  let ledger: RunningLedger;

  beforeAll(async () => {
    ledger = await fresh({ BANGFU_DEMO: 'lianhu-2020' }, { ...WITH_ADMIN, BANGFU_DEMO_PASSWORD: DEMO_PASSWORD });
    await ledger.restart();
  }, 120_000);

  afterAll(() => discard(ledger));

  it.each([
    ['demo-unit', 'purchaser'],
    ['demo-reviewer', 'reviewer'],
    ['demo-project', 'project-staff'],
    ['demo-village', 'village-staff'],
    ['demo-leader', 'leader'],
    ['demo-auditor', 'auditor'],
  ])('has %s with the role %s, tied to records of that year', async (account, role) => {
    const person = await signIn(ledger.url, account, DEMO_PASSWORD);
    const myself = await json(await person.fetch('/api/session'));
    expect(myself).toMatchObject({ account, roles: [role], mustChangePassword: false });
    const admin = await signInAdmin(ledger.url);
    if (typeof myself['unitId'] === 'string') expect((await admin.fetch(`/api/units/${myself['unitId']}`)).status).toBe(200);
    if (account === 'demo-village') expect(myself['villageCode']).toBe('610124103201');
  });

  it('is kept by an operator beside the running server, who is heard of within a second', async () => {
    const added = await ledger.cli('accounts', 'add', 'wang', '--name', '王五', '--role', 'leader', 'auditor');
    const password = /: (\S+)$/m.exec(added.output)?.[1] ?? '';
    const wang = await signIn(ledger.url, 'wang', password);
    expect(await json(await wang.fetch('/api/session'))).toMatchObject({ roles: ['leader', 'auditor'], mustChangePassword: true });
    expect((await ledger.cli('accounts', 'list')).output).toMatch(/^wang\tleader auditor\t-\t-$/m);
    expect(await ledger.cli('accounts', 'disable', 'wang', '--reason', '调离')).toMatchObject({ code: 0 });
    await eventually('the session has ended', async () => (await wang.fetch('/api/session')).status === 401, 1_000);
    const reset = await ledger.cli('accounts', 'reset', 'wang', '--reason', '返岗');
    expect((await signIn(ledger.url, 'wang', /: (\S+)$/m.exec(reset.output)?.[1] ?? '')).cookie).toContain('bangfu=');
    const auditor = await signIn(ledger.url, 'demo-auditor', DEMO_PASSWORD);
    const { items } = (await json(await auditor.fetch('/api/access-log?limit=200'))) as {
      items: { kind: string; subject?: string; reason?: string }[];
    };
    const mine = items.filter(({ subject }) => subject === 'wang').map(({ kind, reason }) => `${kind} ${reason}`);
    expect(mine).toEqual(['account-reset 返岗', 'account-disabled 调离', 'account-added leader auditor']);
  });

  it.each([
    [['add', 'admin', '--name', 'x', '--role', 'leader'], 'ACCOUNT.EXISTS'],
    [['add', 'zhao', '--name', 'x', '--role', 'king'], 'purchaser'],
    [['add', 'zhao', '--name', 'x', '--role', 'leader', '--unit', 'nowhere'], 'UNIT.UNKNOWN'],
    [['add', 'zhao', '--name', 'x', '--role', 'village-staff', '--village', '610124103999'], 'VILLAGE.UNKNOWN'],
    [['disable', 'nobody', '--reason', 'x'], 'RECORD.NOT_FOUND'],
  ])('refuses %j in a sentence', async (args, said) => {
    const run = await ledger.cli('accounts', ...args);
    expect(run).toMatchObject({ code: 1, output: expect.stringContaining(said) as string });
    expect(run.output).not.toMatch(/^\s+at /m);
  });

  it('proves its access log with the others, and names an entry that was changed', async () => {
    expect((await ledger.cli('verify')).output).toMatch(/^✓ access: [1-9]\d* events$/m);
    expect(await ledger.cli('access-log', 'verify')).toMatchObject({ code: 0 });
    const file = new BetterSqlite3(join(ledger.folder, 'bangfu.sqlite'));
    const name = (account: string): void => void file.prepare('UPDATE event_access SET stream_id = ? WHERE position = 1').run(account);
    const { account } = file.prepare('SELECT stream_id AS account FROM event_access WHERE position = 1').get() as { account: string };
    name('somebody-else');
    const forged = await ledger.cli('access-log', 'verify');
    name(account);
    file.close();
    expect(forged).toMatchObject({ code: 1, output: expect.stringContaining('access-1 (HASH)') as string });
  });

  it('has no demo accounts once the demonstration is cleared, and has them again, for the new records, when it is loaded anew', async () => {
    await ledger.stop();
    expect(await ledger.cli('demo', 'clear')).toMatchObject({ code: 0 });
    await ledger.restart();
    // The village of the demonstration is not there any more, so nobody is bound to it.
    const gone = await ledger.cli('accounts', 'add', 'zhao', '--name', 'x', '--role', 'village-staff', '--village', '610124103201');
    expect(gone.output).toContain('VILLAGE.UNKNOWN');
    await expect(signIn(ledger.url, 'demo-unit', DEMO_PASSWORD)).rejects.toThrow('could not log in');
    await ledger.stop();
    expect(await ledger.cli('demo', 'load')).toMatchObject({ code: 0 });
    await ledger.restart();
    const unit = await json(await (await signIn(ledger.url, 'demo-unit', DEMO_PASSWORD)).fetch('/api/session'));
    expect((await (await signInAdmin(ledger.url)).fetch(`/api/units/${String(unit['unitId'])}`)).status).toBe(200);
  }, 240_000);
});
