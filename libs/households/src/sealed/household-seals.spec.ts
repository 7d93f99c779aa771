import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import { type CommandContext, RECORD_WITHDRAWN } from '#contracts';
import { Ledger, logSteps, projectionSteps } from '#event-log';
import { SqliteDatabase } from '#persistence';
import { forgetHousehold } from '../household/forgetting.js';
import { householdStream } from '../household/household.js';
import { registerHousehold } from '../household/registration.js';
import { step, VILLAGE } from '../testing/scenario.js';
import { HouseholdSeals, LONGEST_REGISTRATION_MS, LostSealError } from './household-seals.js';
import { householdSteps } from './sealed-tables.js';

/** Seals on a real database and log; a process that was stopped is played by leaving out what it would have done next. */
const MASTER = Buffer.alloc(32, 7);
const PERSON = { name: '𠮷田"小"三', phone: '138 1234 1234' };
const folder = mkdtempSync(join(tmpdir(), 'bangfu-seals-'));
let database: SqliteDatabase;
let ledger: Ledger;
let seals: HouseholdSeals;
let commands = 0;

beforeAll(async () => {
  const steps = [...logSteps(['households']), ...projectionSteps, ...householdSteps];
  database = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps });
  const now = (): string => '2020-12-31T04:00:00.000Z';
  const report = (_: string, error: unknown): never => {
    throw error;
  };
  ledger = new Ledger({ database, logs: ['households'], projections: [], now, report });
  seals = new HouseholdSeals(database, ledger.log('households'), MASTER);
});

afterAll(async () => {
  await ledger.stop();
  await database.close();
  rmSync(folder, { recursive: true });
});

function context(): CommandContext {
  commands += 1;
  return {
    commandId: `c-${commands}`,
    fingerprint: 'f',
    now: '2020-12-31T04:00:00.000Z',
    today: '2020-12-31',
    meta: { correlationId: 'spec', actor: { account: 'a', roles: ['village-staff'], unitId: null }, source: 'manual' },
  };
}

async function register(householdId: string, sealId: string): Promise<void> {
  const body = { householdId, sealId, villageCode: VILLAGE.code, category: 'lifted' as const, members: 1 };
  const refs = { household: householdStream(householdId) };
  await ledger
    .log('households')
    .submit(context(), householdId, refs, ({ household }) => registerHousehold(household.state, VILLAGE, step('2020-01-01', body)));
}

async function forget(householdId: string): Promise<void> {
  const refs = { household: householdStream(householdId) };
  await ledger
    .log('households')
    .submit(context(), householdId, refs, ({ household }) =>
      forgetHousehold(household.state, householdId, step('2020-02-01', { reason: '' })),
    );
}

async function rows(householdId: string): Promise<{ keys: string[]; sealed: number }> {
  const keys = await database.read.all<{ state: string }>('SELECT state FROM household_key WHERE household_id = ?', [householdId]);
  const sealed = await database.read.all('SELECT seal_id FROM sealed_household WHERE household_id = ?', [householdId]);
  return { keys: keys.map(({ state }) => state), sealed: sealed.length };
}

const GONE = { keys: [], sealed: 0 };

test('opens the seal a household names, and no other of its seals', async () => {
  const other = await seals.seal('open', { name: '别人', phone: '1' });
  const sealId = await seals.seal('open', PERSON);
  expect(await seals.open(new Map([['open', sealId]]))).toEqual(new Map([['open', PERSON]]));
  expect((await seals.open(new Map([['open', other]]))).get('open')?.name).toBe('别人');
  expect(await seals.open(new Map([['open', 'unknown']]))).toEqual(new Map());
});

test('leaves nothing readable of a person in any file of the ledger', async () => {
  await seals.seal('file', PERSON);
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  for (const text of [PERSON.name, PERSON.phone]) expect(files.some((bytes) => bytes.includes(text))).toBe(false);
});

test('every seal has a key of its own', async () => {
  const [one, two] = [await seals.seal('own-1', PERSON), await seals.seal('own-2', PERSON)];
  await database.transaction('durable', (session) =>
    session.run(
      `UPDATE household_key SET wrapped_key = (SELECT wrapped_key FROM household_key WHERE seal_id = '${one}') WHERE seal_id = '${two}'`,
    ),
  );
  await expect(seals.open(new Map([['own-2', two]]))).rejects.toThrow(/own-2/);
  await seals.destroy('own-2');
});

test('does not open with another master key, and says nothing of the person', async () => {
  const sealId = await seals.seal('master', PERSON);
  const stranger = new HouseholdSeals(database, ledger.log('households'), Buffer.alloc(32, 8));
  await expect(stranger.open(new Map([['master', sealId]]))).rejects.toThrow(/master key/);
  await expect(stranger.open(new Map([['master', sealId]]))).rejects.not.toThrow(/138|田/);
});

test('refuses a master key of another length', () => {
  expect(() => new HouseholdSeals(database, ledger.log('households'), Buffer.alloc(31))).toThrow(/32 bytes, it has 31/);
});

test('destroys keys and content of a forgotten household', async () => {
  const sealId = await seals.seal('forget', PERSON);
  await seals.destroy('forget');
  expect(await rows('forget')).toEqual(GONE);
  expect(await seals.open(new Map([['forget', sealId]]))).toEqual(new Map());
});

test('leaves no byte of a destroyed key or name in the ledger or its write-ahead log', async () => {
  await seals.seal('bytes', PERSON);
  const [key] = await database.read.all<{ wrapped_key: string }>("SELECT wrapped_key FROM household_key WHERE household_id = 'bytes'");
  const [content] = await database.read.all<{ ciphertext: string }>("SELECT ciphertext FROM sealed_household WHERE household_id = 'bytes'");
  const left = (): number =>
    readdirSync(folder)
      .map((file) => readFileSync(join(folder, file)))
      .filter((bytes) => bytes.includes(key?.wrapped_key ?? '') || bytes.includes(content?.ciphertext ?? '')).length;
  expect(left()).toBeGreaterThan(0);
  await seals.destroy('bytes');
  expect(left()).toBe(0);
});

test('destroys the seals of withdrawn households and keeps those of registered ones', async () => {
  for (const household of ['withdrawn', 'marked', 'staying']) {
    const sealId = await seals.seal(household, PERSON);
    await register(household, sealId);
    await seals.keep(household, sealId);
  }
  // A forgetting that was refused has left its mark.
  await seals.doom('marked');
  for (const id of ['withdrawn', 'marked']) {
    const household = householdStream(id);
    const withdrawn = { type: RECORD_WITHDRAWN, occurredOn: '2020-12-31', data: { streamId: household.id, reason: '清除', postings: [] } };
    await ledger.log('households').submit(context(), id, { household }, () => [withdrawn]);
  }
  await seals.destroyWithdrawn();
  expect([await rows('withdrawn'), await rows('marked')]).toEqual([GONE, GONE]);
  expect(await rows('staying')).toEqual({ keys: ['kept'], sealed: 1 });
});

describe('after a stop', () => {
  test('destroys a seal whose registration was never written', async () => {
    await seals.seal('orphan', PERSON);
    await seals.finishForgetting(Date.now() + LONGEST_REGISTRATION_MS);
    expect(await rows('orphan')).toEqual(GONE);
  });

  test('leaves the seal of a registration that another instance has under way', async () => {
    const sealId = await seals.seal('under-way', PERSON);
    await seals.finishForgetting();
    await register('under-way', sealId);
    await seals.keep('under-way', sealId);
    expect((await seals.open(new Map([['under-way', sealId]]))).get('under-way')).toEqual(PERSON);
  });

  test('a registration whose seal is gone is told so', async () => {
    const sealId = await seals.seal('lost', PERSON);
    await seals.finishForgetting(Date.now() + LONGEST_REGISTRATION_MS);
    await register('lost', sealId);
    await expect(seals.keep('lost', sealId)).rejects.toThrow(LostSealError);
  });

  test('keeps a seal whose registration was written, and destroys one it does not name', async () => {
    const named = await seals.seal('written', PERSON);
    await seals.seal('written', { name: '别人', phone: '1' });
    await register('written', named);
    await seals.finishForgetting();
    expect(await rows('written')).toEqual({ keys: ['kept'], sealed: 1 });
    expect((await seals.open(new Map([['written', named]]))).get('written')).toEqual(PERSON);
  });

  test('finishes a forgetting that is in the log', async () => {
    const sealId = await seals.seal('half', PERSON);
    await register('half', sealId);
    await seals.keep('half', sealId);
    await seals.doom('half');
    await forget('half');
    await seals.finishForgetting();
    expect(await rows('half')).toEqual(GONE);
  });

  test('leaves the seal of a household whose forgetting is not in the log, and its mark: it may be under way', async () => {
    const sealId = await seals.seal('refused', PERSON);
    await register('refused', sealId);
    await seals.doom('refused');
    await seals.finishForgetting();
    expect(await rows('refused')).toEqual({ keys: ['doomed'], sealed: 1 });
    expect((await seals.open(new Map([['refused', sealId]]))).get('refused')).toEqual(PERSON);
  });

  test('leaves settled seals alone', async () => {
    const sealId = await seals.seal('settled', PERSON);
    await seals.keep('settled', sealId);
    await seals.finishForgetting();
    expect(await rows('settled')).toEqual({ keys: ['kept'], sealed: 1 });
  });
});

test('a registration that ends after a forgetting has begun does not save the key', async () => {
  const sealId = await seals.seal('race', PERSON);
  await register('race', sealId);
  await seals.doom('race');
  await seals.keep('race', sealId);
  expect(await rows('race')).toEqual({ keys: ['doomed'], sealed: 1 });
});
