import { csvText, HEADS, type HeadName, order } from '../imports/corpus/case.js';
import type { MadeCell } from '../imports/support/workbook.js';
import { type Asker, ask, checked, commit, type SeenImport, type Sheet, until, upload } from '../support/importing.js';
import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';
import { addAndSignIn, type SignedIn } from '../support/sign-in.js';

const PASSWORD = 'figs and dates of the suites';
const VILLAGE = '610124103201';
const SALE_HEADS = ['日期', '村', '产品', '品类', '数量', '单位', '金额（元）', '买方', '调整原因'];
const LATE = '发票五月才到，供货合作社补送 𠮷';
const OTHER = '食堂漏登';

interface Cell {
  readonly column: string;
  readonly code: string;
  readonly detail: string;
  readonly params: Readonly<Record<string, unknown>>;
}

interface SeenRow {
  readonly row: number;
  readonly state: string;
  readonly cells: readonly Cell[];
}

interface SeenEvent {
  readonly type: string;
  readonly occurredOn: string;
  readonly adjustment?: object;
}

/** A locked month's late entries by a sheet: `school` is below `edu`, whose reviewer is above it; May 2020 is locked for `school`, June by `edu` for sales. */
describe('a sheet of adjustments', () => {
  let ledger: RunningLedger;
  let buyer: SignedIn;
  let reviewer: SignedIn;
  let colleague: SignedIn;
  let schools: SignedIn;
  let staff: SignedIn;

  beforeAll(async () => {
    ledger = await startLedger();
    const unit = { kind: 'budget-unit', regionCode: '610124', occurredOn: '2015-01-01' };
    await ledger.post('/api/units', { ...unit, id: 'edu', name: '示例区教育局', kind: 'department' });
    await ledger.post('/api/units', { ...unit, id: 'school', name: '示例学校', parentId: 'edu' });
    const village = { code: VILLAGE, name: '示例村', countyCode: '610124', township: '哑柏镇', occurredOn: '2015-01-01' };
    await ledger.post('/api/villages', village);
    const add = (account: string, roles: readonly string[], place: object): Promise<SignedIn> =>
      addAndSignIn(ledger.url, { account, password: PASSWORD, roles, ...place } as Parameters<typeof addAndSignIn>[1]);
    buyer = await add('buyer', ['purchaser'], { unitId: 'school' });
    reviewer = await add('reviewer', ['reviewer'], { unitId: 'edu' });
    colleague = await add('colleague', ['reviewer'], { unitId: 'edu' });
    schools = await add('schools', ['reviewer'], { unitId: 'school' });
    staff = await add('staff', ['village-staff'], { villageCode: VILLAGE });
  });

  afterAll(() => discard(ledger));

  type OrderCells = Partial<Record<HeadName | '调整原因', MadeCell>>;

  /** A row of the school's without number, payment or step, but for what is given. */
  const orders = (name: string, ...rows: readonly OrderCells[]): Sheet => {
    const lines = rows.map(({ 调整原因 = null, ...cells }) => [
      ...order({ 采购单位: '示例学校', 订单编号: null, 支付日期: null, '支付金额（元）': null, ...cells }),
      调整原因,
    ]);
    return { name, kind: 'orders', bytes: csvText([[...HEADS, '调整原因'], ...lines]) };
  };

  const sales = (name: string, ...rows: readonly (readonly [day: string, yuan: number, reason: string])[]): Sheet => {
    const lines = rows.map(([day, yuan, reason]) => [day, '示例村', '猕猴桃', '水果', 200, '斤', yuan, '示例合作社', reason]);
    return { name, kind: 'sales', bytes: csvText([SALE_HEADS, ...lines]) };
  };

  const lock = async (unitId: string, period: string): Promise<void> => {
    const locked = await reviewer.post('/api/period-locks', { unitId, period });
    if (locked.status !== 201) throw new Error(`${period}: ${locked.status} ${await locked.text()}`);
  };

  const rowsOf = async (who: Asker, { importId }: SeenImport): Promise<readonly SeenRow[]> =>
    (await ask<{ items: readonly SeenRow[] }>(who, 'GET', `/api/imports/${importId}/rows`)).body.items;

  /** Each row as its state and what is said where. */
  const told = async (who: Asker, seen: SeenImport): Promise<readonly string[]> =>
    (await rowsOf(who, seen)).map(({ state, cells }) => [state, ...cells.map(({ column, code }) => `${column} ${code}`)].join(' · '));

  const records = async (of: 'orders' | 'sales', { importId }: SeenImport): Promise<readonly { readonly id: string }[]> =>
    (await ask<{ items: readonly { id: string }[] }>(ledger, 'GET', `/api/${of}?batch=${importId}`)).body.items;

  const historyOf = async (of: 'orders' | 'sales', id: string): Promise<readonly SeenEvent[]> =>
    (await ask<{ items: readonly SeenEvent[] }>(ledger, 'GET', `/api/${of}/${id}/history`)).body.items;

  const ordered = async (month: string): Promise<number> =>
    (await ask<{ value: number }>(ledger, 'GET', `/api/figures/purchase.ordered?unitId=school&from=${month}-01&to=${month}-28`)).body.value;

  const undo = (who: Asker, { importId }: SeenImport, reason: string): ReturnType<typeof ask> =>
    ask(who, 'POST', `/api/imports/${importId}/undo`, { reason });

  it('is no reviewer’s to upload as long as nothing is locked in their charge, nor of a kind that is not adjusted by sheets', async () => {
    const forbidden = { status: 403, body: { code: 'AUTH.FORBIDDEN' } };
    const sheet = orders('none.csv', { 下单日期: '2020-05-10', 调整原因: LATE });
    expect(await upload(reviewer, sheet)).toMatchObject(forbidden);
    await lock('school', '2020-05');
    expect(await upload(reviewer, sheet)).toMatchObject({ status: 202 });
    // Their own unit is not below them; and what is locked for one unit is not locked for the sales of the office.
    expect(await upload(schools, sheet)).toMatchObject(forbidden);
    expect(await upload(reviewer, sales('none.csv', ['2020-06-10', 1_000, LATE]))).toMatchObject(forbidden);
    for (const kind of ['reserves', 'households', 'units']) expect(await upload(reviewer, { ...sheet, kind })).toMatchObject(forbidden);
  });

  it('says of each row whether it becomes an adjustment, wants its reason, or is somebody else’s entry', async () => {
    const seen = await checked(
      reviewer,
      orders(
        'told.csv',
        { 下单日期: '2020-05-11', 调整原因: LATE },
        { 下单日期: '2020-05-12' },
        { 下单日期: '2020-07-12', 调整原因: LATE },
        { 下单日期: '2020-05-13', 支付日期: '2020-07-13', '支付金额（元）': 500, 调整原因: LATE },
        { 下单日期: '2020-05-14', 采购单位: '示例区教育局', 调整原因: LATE },
      ),
    );
    expect(await told(reviewer, seen)).toEqual([
      'warned · 下单日期 PERIOD.WILL_ADJUST',
      'blocked · 调整原因 PERIOD.REASON_REQUIRED',
      'blocked · 下单日期 PERIOD.NOT_LOCKED',
      'blocked · 支付日期 PERIOD.NOT_LOCKED',
      'blocked · 采购单位 UNIT.OUT_OF_SCOPE',
    ]);
    expect(seen.counts).toMatchObject({ create: 1, warned: 1, blocked: 4 });
    const [first, second] = await rowsOf(reviewer, seen);
    expect(first?.cells[0]).toMatchObject({ params: { period: '2020-05', lockedBy: 'reviewer', value: '2020-05-11' } });
    expect(first?.cells[0]?.detail).toMatch(/2020-05-11 在 2020-05 内.*作为该期间的调整入账/);
    expect(second?.cells[0]?.detail).toMatch(/在“调整原因”列写明原因/);
  });

  it('is left to the reviewer by a purchaser, who is told so, and whose reason on an open day would be lost', async () => {
    const seen = await checked(
      buyer,
      orders('p.csv', { 下单日期: '2020-05-15', 调整原因: LATE }, { 下单日期: '2020-07-15', 调整原因: LATE }, { 下单日期: '2020-07-16' }),
    );
    expect(await told(buyer, seen)).toEqual(['blocked · 下单日期 PERIOD.LOCKED', 'blocked · 调整原因 PERIOD.NOTHING_TO_ADJUST', 'create']);
    const [first] = await rowsOf(buyer, seen);
    expect(first?.cells[0]?.detail).toMatch(/上级单位的主管审核人员.*“调整原因”列后导入/);
    const edited = await ask<SeenImport>(buyer, 'PATCH', `/api/imports/${seen.importId}/rows`, {
      edits: [{ row: 3, column: '调整原因', value: '' }],
    });
    expect(edited.body.counts).toMatchObject({ create: 2, blocked: 1 });
  });

  it('enters an order with all its steps as adjustments with its own reason; the figures and what has changed since say so', async () => {
    const since = new Date().toISOString();
    const before = await ordered('2020-05');
    const whole = {
      支付日期: '2020-05-21',
      '支付金额（元）': 500,
      验收日期: '2020-05-22',
      评价日期: '2020-05-22',
      '退款金额（元）': 10,
    };
    const sheet = orders('whole.csv', { 下单日期: '2020-05-20', ...whole, 调整原因: LATE }, { 下单日期: '2020-05-23', 调整原因: OTHER });
    const done = await commit(reviewer, await checked(reviewer, sheet));
    expect(done).toMatchObject({ state: 'done', progress: { done: 2, of: 2 } });
    const all = await Promise.all((await records('orders', done)).map(({ id }) => historyOf('orders', id)));
    const said = all.map((events) => events.map(({ type, adjustment }) => [type, adjustment]));
    const because = (reason: string, ...types: readonly string[]): unknown[] =>
      types.map((type) => [type, { period: '2020-05', reason }]);
    expect(said).toHaveLength(2);
    expect(said).toContainEqual(because(LATE, 'OrderPlaced', 'OrderPaid', 'OrderAccepted', 'OrderRated', 'OrderRefunded'));
    expect(said).toContainEqual(because(OTHER, 'OrderPlaced'));
    expect(await ordered('2020-05')).toBe(before + 100_000);
    const changes = await ask(ledger, 'GET', `/api/changes?since=${since}&figures=purchase.ordered`);
    const reasons = [...JSON.stringify(changes.body).matchAll(/"adjustment":\{"period":"2020-05","reason":"([^"]+)"\}/g)].map(([, one]) => one);
    expect(reasons.sort()).toEqual([LATE, OTHER].sort());
  });

  it('is the same record whoever imports the row: with a reason or without, once or twice', async () => {
    const day = { 下单日期: '2020-05-24' };
    const late = orders('same.csv', { ...day, 调整原因: LATE });
    await commit(reviewer, await checked(reviewer, late));
    expect((await checked(reviewer, late)).counts).toMatchObject({ create: 0, duplicate: 1 });
    for (const who of [buyer, reviewer]) {
      expect((await checked(who, orders('same.csv', day))).counts).toMatchObject({ create: 0, duplicate: 1, blocked: 0 });
    }
  });

  it('takes one reason for the rows of an order: the first alone may give it, two that differ contradict each other', async () => {
    const day = { 订单编号: '83202020050000000901', 下单日期: '2020-05-25' };
    const other = { 订单编号: '83202020050000000902', 下单日期: '2020-05-25' };
    const sheet = orders(
      'lines.csv',
      { ...day, 调整原因: LATE },
      { ...day, 商品名称: '苹果' },
      // In all that was bought the first row again, so no second line.
      { ...day },
      { ...other, 调整原因: LATE },
      { ...other, 商品名称: '苹果', 调整原因: OTHER },
    );
    const seen = await checked(reviewer, sheet);
    expect(await told(reviewer, seen)).toEqual([
      'warned · 下单日期 PERIOD.WILL_ADJUST',
      'warned · 下单日期 PERIOD.WILL_ADJUST',
      'duplicate · 订单编号 ORDER.DUPLICATE_IN_FILE',
      'blocked · 调整原因 ORDER.ROWS_DISAGREE',
      'blocked · 调整原因 ORDER.ROWS_DISAGREE',
    ]);
    const repeated = await checked(reviewer, orders('repeated.csv', { ...other, 调整原因: LATE }, { ...other, 调整原因: OTHER }));
    expect((await told(reviewer, repeated))[0]).toBe('blocked · 调整原因 ORDER.ROWS_DISAGREE');
  });

  it('goes back as adjustments, and comes in again: the figures are as after one import', async () => {
    const sheet = orders('again.csv', { 下单日期: '2020-05-26', 调整原因: LATE }, { 下单日期: '2020-05-26', 调整原因: OTHER });
    const before = await ordered('2020-05');
    const first = await commit(reviewer, await checked(reviewer, sheet));
    expect(await undo(buyer, first, '导错了')).toMatchObject({ status: 404 });
    expect(await undo(reviewer, first, '导错了')).toMatchObject({ status: 202 });
    await until(reviewer, first.importId, ['undone']);
    expect(await ordered('2020-05')).toBe(before);
    for (const { id } of await records('orders', first)) {
      expect((await historyOf('orders', id)).at(-1)).toMatchObject({
        type: 'OrderVoided',
        adjustment: { period: '2020-05', reason: '导错了' },
      });
    }
    expect(await commit(reviewer, await checked(reviewer, sheet))).toMatchObject({ progress: { done: 2, of: 2 } });
    expect(await ordered('2020-05')).toBe(before + 100_000);
  });

  it('is changed and committed by the reviewer who brought it alone, with the right they have then', async () => {
    const seen = await checked(reviewer, orders('own.csv', { 下单日期: '2020-05-27' }, { 下单日期: '2020-08-27', 调整原因: LATE }));
    const edits = { edits: [{ row: 2, column: '调整原因', value: LATE }] };
    expect(await ask(colleague, 'PATCH', `/api/imports/${seen.importId}/rows`, edits)).toMatchObject({ status: 403 });
    const mended = await ask<SeenImport>(reviewer, 'PATCH', `/api/imports/${seen.importId}/rows`, edits);
    expect(mended.body.counts).toMatchObject({ create: 1, blocked: 1 });
    // August of the school is locked before it is committed: another plan.
    await lock('school', '2020-08');
    const { planHash } = mended.body;
    const stale = await ask(reviewer, 'POST', `/api/imports/${seen.importId}/commit`, { planHash });
    expect(stale).toMatchObject({ status: 409, body: { code: 'IMPORT.PLAN_CHANGED' } });
    const now = await until(reviewer, seen.importId, ['checked']);
    expect(now.counts).toMatchObject({ create: 2, warned: 2, blocked: 0 });
    const path = `/api/imports/${seen.importId}/commit`;
    expect(await ask(colleague, 'POST', path, { planHash: now.planHash })).toMatchObject({ status: 403 });
    expect(await commit(reviewer, now)).toMatchObject({ progress: { done: 2, of: 2 } });
    const purchasers = await checked(buyer, orders('buyer.csv', { 下单日期: '2020-09-27' }));
    const theirs = `/api/imports/${purchasers.importId}/commit`;
    expect(await ask(reviewer, 'POST', theirs, { planHash: purchasers.planHash })).toMatchObject({ status: 403 });
  });

  it('of sales is the reviewer’s whose lock closed them: with a reason each, and back and in again', async () => {
    await lock('edu', '2020-06');
    const sheet = sales('sales.csv', ['2020-06-11', 1_000, LATE], ['2020-06-12', 900, ''], ['2020-07-11', 800, LATE]);
    expect(await upload(schools, sheet)).toMatchObject({ status: 403, body: { code: 'AUTH.FORBIDDEN' } });
    const seen = await checked(reviewer, sheet);
    expect(await told(reviewer, seen)).toEqual([
      'warned · 日期 PERIOD.WILL_ADJUST',
      'blocked · 调整原因 PERIOD.REASON_REQUIRED',
      'blocked · 日期 PERIOD.NOT_LOCKED',
    ]);
    const done = await commit(reviewer, seen);
    const [sale] = await records('sales', done);
    expect(await historyOf('sales', sale?.id ?? '')).toMatchObject([
      { type: 'SaleRecorded', adjustment: { period: '2020-06', reason: LATE } },
    ]);
    expect((await checked(reviewer, sales('s.csv', ['2020-06-11', 1_000, OTHER]))).counts).toMatchObject({ create: 0, duplicate: 1 });
    expect(await undo(reviewer, done, '导错了')).toMatchObject({ status: 202 });
    await until(reviewer, done.importId, ['undone']);
    expect((await historyOf('sales', sale?.id ?? '')).at(-1)).toMatchObject({ adjustment: { period: '2020-06', reason: '导错了' } });
    expect((await checked(reviewer, sheet)).counts).toMatchObject({ create: 1, blocked: 2 });
  });

  it('of sales says to village staff what a reviewer can do, and shows a colleague nobody’s name', async () => {
    const seen = await checked(staff, sales('staff.csv', ['2020-06-13', 1_000, LATE], ['2020-07-13', 1_000, LATE], ['2020-07-14', 700, '']));
    expect(await told(staff, seen)).toEqual(['blocked · 日期 PERIOD.LOCKED', 'blocked · 调整原因 PERIOD.NOTHING_TO_ADJUST', 'create']);
    const own = await checked(reviewer, sales('own.csv', ['2020-06-14', 1_000, '']));
    const status = async (who: Asker): Promise<number> => (await who.fetch(`/api/imports/${own.importId}/failed-rows`)).status;
    expect([await status(reviewer), await status(colleague)]).toEqual([200, 403]);
  });
});
