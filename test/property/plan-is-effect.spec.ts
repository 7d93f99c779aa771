import fc from 'fast-check';
import { ask, checked, commit, type SeenImport, until } from '../support/importing.js';
import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';
import { addAndSignIn, type SignedIn } from '../support/sign-in.js';
import { PICKS, type RandomSheet } from './sheets/random-sheet.js';
import { UNIT, VILLAGE } from './sheets/right-rows.js';
import { type Meant, recordedSheet, written, type WrittenSheet } from './sheets/written-sheet.js';

/** Each is a sheet that is imported, undone and imported again; `SHEETS=500` asks for more. */
const SHEETS = Number(process.env.SHEETS ?? 30);
/** Sheets that one account uploads twice: with its allowance it would have to wait for more. */
const SHEETS_OF_ONE = 15;
/** What part of them is of which kind. */
const SHARES = [
  ['orders', 0.5],
  ['sales', 0.2],
  ['households', 0.1],
  ['reserves', 0.1],
  ['units', 0.1],
] as const;
const FIGURES = ['purchase.ordered', 'purchase.paid', 'sales.amount', 'sales.weight', 'households.registered'] as const;
/** Events that begin a record, by kind, and the log they are in. */
const BEGINS = {
  orders: ['purchases', 'OrderPlaced'],
  sales: ['households', 'SaleRecorded'],
  households: ['households', 'HouseholdRegistered'],
  reserves: ['purchases', 'ReserveDeclared'],
  units: ['directory', 'UnitRegistered'],
} as const;

type Books = Readonly<Record<(typeof FIGURES)[number] | 'units', number>>;

interface LoggedEvent {
  readonly type: string;
  readonly meta: { readonly batchId?: string };
}

/** Whatever is in a sheet: what the plan says is what is entered and what the figures move by, and undone it is as before. */
describe('a plan is its effect', () => {
  let ledger: RunningLedger;
  let clerk: SignedIn;
  let sheetNo = 0;
  /** What has come about in the whole run: a test in which nothing is ever blocked has said nothing of blocked rows. */
  const happened = { create: 0, duplicate: 0, blocked: 0, edits: 0, decisions: 0 };

  beforeAll(async () => {
    ledger = await startLedger();
    const unit = { kind: 'budget-unit', regionCode: '610124', occurredOn: '2015-01-01' };
    await ledger.post('/api/units', { ...unit, id: 'edu', name: UNIT });
    for (let no = 0; no < 14; no += 1)
      await ledger.post('/api/units', { ...unit, id: `school-${no}`, name: `示例学校${no}`, parentId: 'edu' });
    await ledger.post('/api/villages', {
      code: '610124103201',
      name: VILLAGE,
      countyCode: '610124',
      township: '哑柏镇',
      occurredOn: '2015-01-01',
    });
    const rule = { regionCode: '610124', year: 2021, floorPermille: 100, basis: '示例〔2021〕1号', occurredOn: '2021-01-01' };
    await ledger.post('/api/policy-rules', rule);
    // Half of the schools have a draft, over which their row is declared.
    for (let no = 0; no < 14; no += 2) {
      const draft = { canteen: 'none', unionSpendFen: 10_000 + no, unionReserveFen: no, note: '草稿' };
      await ledger.post(`/api/units/school-${no}/reserves/2021`, draft);
    }
    await commit(ledger, await checked(ledger, { name: '已登记.csv', kind: 'orders', bytes: recordedSheet() }));
  });

  afterAll(() => discard(ledger));

  async function positions(): Promise<readonly { readonly log: string; readonly events: number }[]> {
    return ((await ledger.get('/api/log/verify')) as unknown as { log: string; events: number }[]).filter(({ log }) => log !== 'access');
  }

  /** What the books come to, behind everything that was entered. */
  async function books(): Promise<Books> {
    const after = (await positions()).map(({ log, events }) => `after=${log}:${events}`).join('&');
    const values = FIGURES.map(async (name) => [name, Number((await ledger.get(`/api/figures/${name}?${after}`))['value'])] as const);
    const { count } = await ledger.get(`/api/units?limit=1&${after}`);
    return Object.fromEntries([...(await Promise.all(values)), ['units', Number(count)]]) as Books;
  }

  /** What every school has declared, as it stands. */
  async function declared(): Promise<readonly unknown[]> {
    const schools = Array.from({ length: 14 }, (_, no) => `/api/units/school-${no}/reserves/2021`);
    const reserves = await Promise.all(schools.map((path) => ask<{ streamVersion?: number }>(clerk, 'GET', path)));
    return reserves.map(({ status, body: { streamVersion: _, ...stands } }) => (status === 200 ? stands : status));
  }

  /** How many records an import has begun, read from the log itself. */
  async function begunBy({ importId }: SeenImport, kind: WrittenSheet['kind'], since: number): Promise<number> {
    const [log, begin] = BEGINS[kind];
    let begun = 0;
    for (let after = since; ;) {
      const { items } = (await ledger.get(`/api/log/${log}?after=${after}&limit=200`)) as unknown as { items: readonly LoggedEvent[] };
      if (items.length === 0) return begun;
      begun += items.filter(({ type, meta }) => type === begin && meta.batchId === importId).length;
      after += items.length;
    }
  }

  /** Uploads a sheet and changes it as a person would. */
  async function planned({ kind, bytes, changes }: WrittenSheet): Promise<SeenImport> {
    const seen = await checked(clerk, { name: '随机.csv', kind, bytes });
    const { edits, decisions } = changes;
    if (edits.length + decisions.length === 0) return seen;
    const body = { ...(edits.length > 0 ? { edits } : {}), ...(decisions.length > 0 ? { decisions } : {}) };
    const changed = await ask<SeenImport>(clerk, 'PATCH', `/api/imports/${seen.importId}/rows`, body);
    expect(changed.status).toBe(200);
    return changed.body;
  }

  function movedBy(kind: WrittenSheet['kind'], { amountFen, grams, paidFen, entries }: Meant): Partial<Books> {
    if (kind === 'orders') return { 'purchase.ordered': amountFen, 'purchase.paid': paidFen };
    if (kind === 'sales') return { 'sales.amount': amountFen, 'sales.weight': grams };
    if (kind === 'households') return { 'households.registered': entries };
    return kind === 'units' ? { units: entries } : {};
  }

  function moved(before: Books, by: Partial<Books>): Books {
    return Object.fromEntries(Object.entries(before).map(([name, value]) => [name, value + (by[name as keyof Books] ?? 0)])) as Books;
  }

  /** Enters a sheet and holds plan, events and figures against what it was made for. */
  async function imported(sheet: WrittenSheet): Promise<SeenImport> {
    const { kind, meant } = sheet;
    const before = await books();
    const since = (await positions()).find(({ log }) => log === BEGINS[kind][0])?.events ?? 0;
    const plan = await planned(sheet);
    const { create, duplicate, blocked, entries, amountFen, grams } = meant;
    expect(plan.counts).toMatchObject({ rows: create + duplicate + blocked, create, duplicate, blocked });
    expect(plan.totals?.create).toMatchObject({ amountFen, grams });
    const done = await commit(clerk, plan);
    expect(done.progress).toEqual({ done: entries, of: entries });
    expect(await begunBy(done, kind, since)).toBe(entries);
    expect(await books()).toEqual(moved(before, movedBy(kind, meant)));
    return done;
  }

  async function undone({ importId }: SeenImport): Promise<void> {
    const { status } = await ask(clerk, 'POST', `/api/imports/${importId}/undo`, { reason: '随机 "撤销" 𠮷' });
    expect(status).toBe(202);
    await until(clerk, importId, ['undone']);
  }

  function noteWhat({ meant, changes }: WrittenSheet): void {
    happened.create += meant.create;
    happened.duplicate += meant.duplicate;
    happened.blocked += meant.blocked;
    happened.edits += changes.edits.length;
    happened.decisions += changes.decisions.length;
  }

  function anotherClerk(): Promise<SignedIn> {
    const account = `clerk-${sheetNo}`;
    return addAndSignIn(ledger.url, { account, password: 'figs and dates of the suites', roles: ['purchaser', 'village-staff', 'admin'] });
  }

  async function holds(random: RandomSheet): Promise<void> {
    if (sheetNo % SHEETS_OF_ONE === 0) clerk = await anotherClerk();
    sheetNo += 1;
    const sheet = written(random, sheetNo);
    noteWhat(sheet);
    const [before, drafts] = [await books(), await declared()];
    const once = await imported(sheet);
    if (sheet.meant.entries === 0) return;
    const after = await books();
    await undone(once);
    expect([await books(), await declared()]).toEqual([before, drafts]);
    const again = await imported(sheet);
    expect(await books()).toEqual(after);
    // A reserve is one for unit and year: the next sheet declares the same ones.
    if (sheet.kind === 'reserves') await undone(again);
  }

  it.each(SHARES)(
    'holds for random sheets of %s: shown, entered and moved are one; undone and imported again as once',
    async (kind, share) => {
      const numRuns = Math.ceil(SHEETS * share);
      await fc.assert(
        fc.asyncProperty(PICKS, (picks) => holds({ kind, picks })),
        { numRuns, endOnFailure: true },
      );
    },
    60_000 + SHEETS * 3_000,
  );

  it('has come upon new, repeated and blocked rows, mended and left out', () => {
    expect(Object.entries(happened).filter(([, times]) => times === 0)).toEqual([]);
  });
});
