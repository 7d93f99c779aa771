import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { csvText, HEADS, order } from '../imports/corpus/case.js';
import { ask, checked, type SeenImport, until } from '../support/importing.js';
import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';
import { IMPORT_PLACES } from './places.js';

const OFFICE = { id: 'edu', name: '示例区教育局', kind: 'budget-unit', regionCode: '610124', occurredOn: '2015-01-01' };
const ROWS = 10_000;
const FEN = 50_000;
/** Placed, and its number taken. */
const EVENTS_OF_AN_ORDER = 2;

describe('a process that is killed while it enters a sheet', () => {
  let ledger: RunningLedger;
  let seen: SeenImport;

  beforeAll(async () => {
    ledger = await startLedger();
    await ledger.post('/api/units', OFFICE);
    const bytes = csvText([[...HEADS], ...Array.from({ length: ROWS }, () => order())]);
    seen = await checked(ledger, { name: '一万行.csv', kind: 'orders', bytes });
  }, 120_000);

  afterAll(() => discard(ledger));

  /** Dies at each place in turn: the first death interrupts the commit, every later one the going on with it. */
  it.each(IMPORT_PLACES.map((place, at) => [place, at] as const))('dies at %s', async (place, at) => {
    await ledger.stop();
    const starting = ledger.restart({ BANGFU_TEST: '1', BANGFU_FAIL_POINT: place });
    // It goes on with its job before anybody asks, and may die of it before its ready line.
    const died = await starting.then(
      () => '',
      (error: unknown) => String(error),
    );
    expect(died).toMatch(/^$|ended with null/);
    // Nobody knows what becomes of a question to a process that is about to die.
    if (at === 0) void ask(ledger, 'POST', `/api/imports/${seen.importId}/commit`, { planHash: seen.planHash }).catch(() => undefined);
    expect(await ledger.ended()).toBeNull();
  });

  it('ends by itself after the next start: rows are the plan, none twice', async () => {
    await ledger.restart();
    const done = await until(ledger, seen.importId, ['done']);
    expect(done.progress).toEqual({ done: ROWS, of: ROWS });
    const chains = (await ledger.get('/api/log/verify')) as unknown as { log: string; events: number; ok: boolean }[];
    expect(chains.map(({ ok }) => ok)).not.toContain(false);
    const placed = chains.find(({ log }) => log === 'purchases')?.events;
    expect(placed).toBe(EVENTS_OF_AN_ORDER * ROWS);
    const { value } = await ledger.get(`/api/figures/purchase.ordered?after=purchases:${placed}`);
    expect(value).toBe(ROWS * FEN);
    const { count } = await ledger.get(`/api/orders?limit=1&after=purchases:${placed}`);
    expect(count).toBe(ROWS);
  });
});

describe('a process that is killed behind a page, and whose sheet is gone afterwards', () => {
  const FEW = 20;
  let ledger: RunningLedger;

  beforeAll(async () => {
    ledger = await startLedger();
    await ledger.post('/api/units', OFFICE);
  }, 120_000);

  afterAll(() => discard(ledger));

  it('is not given up over what stands, and takes all of it back', async () => {
    const bytes = csvText([[...HEADS], ...Array.from({ length: FEW }, () => order())]);
    await ledger.stop();
    await ledger.restart({ BANGFU_TEST: '1', BANGFU_FAIL_POINT: 'import.after-page' });
    const { importId, planHash } = await checked(ledger, { name: '二十行.csv', kind: 'orders', bytes });
    // Nobody knows what becomes of a question to a process that is about to die.
    void ask(ledger, 'POST', `/api/imports/${importId}/commit`, { planHash }).catch(() => undefined);
    expect(await ledger.ended()).toBeNull();
    await rm(join(ledger.folder, 'files', 'imports'), { recursive: true });
    await ledger.restart();
    await until(ledger, importId, ['failed']);
    const placed = `after=purchases:${EVENTS_OF_AN_ORDER * FEW}`;
    expect((await ledger.get(`/api/figures/purchase.ordered?${placed}`))['value']).toBe(FEW * FEN);
    expect(await ask(ledger, 'POST', `/api/imports/${importId}/cancel`, {})).toMatchObject({ status: 409, body: { code: 'IMPORT.STATE' } });
    expect((await ask(ledger, 'POST', `/api/imports/${importId}/undo`, { reason: '没有导完' })).status).toBe(202);
    await until(ledger, importId, ['undone']);
    const chains = (await ledger.get('/api/log/verify')) as unknown as { log: string; events: number }[];
    const events = chains.find(({ log }) => log === 'purchases')?.events;
    expect((await ledger.get(`/api/figures/purchase.ordered?after=purchases:${events}`))['value']).toBe(0);
  });
});
