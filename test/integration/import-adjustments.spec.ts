import { ClosingOffice, lateOrders as orders, lateSales as sales } from '../support/closing-office.js';
import { type Asker, ask, checked, commit, type SeenImport, until, upload } from '../support/importing.js';
import type { RunningLedger } from '../support/running-ledger.js';
import type { SignedIn } from '../support/sign-in.js';

const LATE = '发票五月才到，供货合作社补送 𠮷';
const OTHER = '食堂漏登';

/** What came too late for a closed month, by a sheet. Each test locks what it needs; May 2020 of the school is locked by the first. */
describe('a sheet of adjustments', () => {
  let office: ClosingOffice;
  let ledger: RunningLedger;
  let buyer: SignedIn;
  let reviewer: SignedIn;
  let colleague: SignedIn;
  let schools: SignedIn;
  let staff: SignedIn;

  beforeAll(async () => {
    office = await ClosingOffice.start();
    ({ ledger, buyer, reviewer, colleague, schools, staff } = office);
  });

  afterAll(() => office.end());

  it('is no reviewer’s to upload as long as nothing is locked in their charge, nor of a kind that is not adjusted by sheets', async () => {
    const forbidden = { status: 403, body: { code: 'AUTH.FORBIDDEN' } };
    const sheet = orders('none.csv', { 下单日期: '2020-05-10', 调整原因: LATE });
    expect(await upload(reviewer, sheet)).toMatchObject(forbidden);
    await office.lock('school', '2020-05');
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
    expect(await office.told(reviewer, seen)).toEqual([
      'warned · 下单日期 PERIOD.WILL_ADJUST',
      'blocked · 调整原因 PERIOD.REASON_REQUIRED',
      'blocked · 下单日期 PERIOD.NOT_LOCKED',
      'warned · 下单日期 PERIOD.WILL_ADJUST',
      'blocked · 采购单位 UNIT.OUT_OF_SCOPE',
    ]);
    expect(seen.counts).toMatchObject({ create: 2, warned: 2, blocked: 3 });
    const [first, second] = await office.rows(reviewer, seen);
    expect(first?.cells[0]).toMatchObject({ params: { period: '2020-05', lockedBy: 'reviewer', value: '2020-05-11' } });
    expect(first?.cells[0]?.detail).toMatch(/2020-05-11 在 2020年5月 内.*作为该期间的调整入账/);
    expect(second?.cells[0]?.detail).toMatch(/在“调整原因”列写明原因/);
  });

  it('is left to the reviewer by a purchaser, who is told so, and whose reason on an open day would be lost', async () => {
    const seen = await checked(
      buyer,
      orders('p.csv', { 下单日期: '2020-05-15', 调整原因: LATE }, { 下单日期: '2020-07-15', 调整原因: LATE }, { 下单日期: '2020-07-16' }),
    );
    expect(await office.told(buyer, seen)).toEqual([
      'blocked · 下单日期 PERIOD.LOCKED',
      'blocked · 调整原因 PERIOD.NOTHING_TO_ADJUST',
      'create',
    ]);
    const [first] = await office.rows(buyer, seen);
    expect(first?.cells[0]?.detail).toMatch(/上级单位的主管审核人员.*“调整原因”列后导入/);
    const edited = await ask<SeenImport>(buyer, 'PATCH', `/api/imports/${seen.importId}/rows`, {
      edits: [{ row: 3, column: '调整原因', value: '' }],
    });
    expect(edited.body.counts).toMatchObject({ create: 2, blocked: 1 });
  });

  it('enters an order with all its steps as adjustments with its own reason; the figures and what has changed since say so', async () => {
    const since = new Date().toISOString();
    const before = await office.ordered('2020-05');
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
    const all = await Promise.all((await office.records('orders', done)).map(({ id }) => office.history('orders', id)));
    const said = all.map((events) => events.map(({ type, adjustment }) => [type, adjustment]));
    const because = (reason: string, ...types: readonly string[]): unknown[] => types.map((type) => [type, { period: '2020-05', reason }]);
    expect(said).toHaveLength(2);
    expect(said).toContainEqual(because(LATE, 'OrderPlaced', 'OrderPaid', 'OrderAccepted', 'OrderRated', 'OrderRefunded'));
    expect(said).toContainEqual(because(OTHER, 'OrderPlaced'));
    expect(await office.ordered('2020-05')).toBe(before + 100_000);
    const changes = await ask(ledger, 'GET', `/api/changes?since=${since}&figures=purchase.ordered`);
    const reasons = [...JSON.stringify(changes.body).matchAll(/"adjustment":\{"period":"2020-05","reason":"([^"]+)"\}/g)].map(
      ([, one]) => one,
    );
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

  it('enters an order across a locked and an open month whole, from either side; it goes back and comes in again', async () => {
    const paid = { '支付金额（元）': 500, 调整原因: LATE };
    const steps = { 验收日期: '2020-07-05', 评价日期: '2020-07-06', '退款金额（元）': 10, 退款日期: '2020-07-07' };
    const sheet = orders(
      'across.csv',
      { 下单日期: '2020-05-28', 支付日期: '2020-07-04', ...paid, ...steps },
      { 下单日期: '2020-04-28', 支付日期: '2020-05-04', ...paid },
    );
    expect(await office.told(buyer, await checked(buyer, sheet))).toEqual([
      'blocked · 下单日期 PERIOD.LOCKED',
      'blocked · 支付日期 PERIOD.LOCKED',
    ]);
    const done = await commit(reviewer, await checked(reviewer, sheet));
    expect(done).toMatchObject({ state: 'done', progress: { done: 2, of: 2 } });
    const said = async (): Promise<unknown[]> => {
      const all = await Promise.all((await office.records('orders', done)).map(({ id }) => office.history('orders', id)));
      return all.map((events) => events.map(({ type, adjustment }) => (adjustment === undefined ? type : [type, adjustment])));
    };
    const adjusted = (type: string, reason = LATE): unknown[] => [type, { period: '2020-05', reason }];
    const across = [adjusted('OrderPlaced'), 'OrderPaid', 'OrderAccepted', 'OrderRated', 'OrderRefunded'];
    const other = ['OrderPlaced', adjusted('OrderPaid')];
    expect(await said()).toEqual(expect.arrayContaining([across, other]));
    for (const who of [buyer, reviewer]) {
      expect((await checked(who, sheet)).counts).toMatchObject({ create: 0, duplicate: 2, blocked: 0 });
    }
    expect(await office.undo(reviewer, done, '导错了')).toMatchObject({ status: 202 });
    await until(reviewer, done.importId, ['undone']);
    const voided = adjusted('OrderVoided', '导错了');
    expect(await said()).toEqual(expect.arrayContaining([across, other].map((steps) => [...steps, voided])));
    expect(await commit(reviewer, await checked(reviewer, sheet))).toMatchObject({ progress: { done: 2, of: 2 } });
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
    expect(await office.told(reviewer, seen)).toEqual([
      'warned · 下单日期 PERIOD.WILL_ADJUST',
      'warned · 下单日期 PERIOD.WILL_ADJUST',
      'duplicate · 订单编号 ORDER.DUPLICATE_IN_FILE',
      'blocked · 调整原因 ORDER.ROWS_DISAGREE · 下单日期 PERIOD.WILL_ADJUST',
      'blocked · 调整原因 ORDER.ROWS_DISAGREE · 下单日期 PERIOD.WILL_ADJUST',
    ]);
    const repeated = await checked(reviewer, orders('repeated.csv', { ...other, 调整原因: LATE }, { ...other, 调整原因: OTHER }));
    expect((await office.told(reviewer, repeated))[0]).toBe('blocked · 调整原因 ORDER.ROWS_DISAGREE · 下单日期 PERIOD.WILL_ADJUST');
  });

  it('goes back as adjustments, and comes in again: the figures are as after one import', async () => {
    const sheet = orders('again.csv', { 下单日期: '2020-05-26', 调整原因: LATE }, { 下单日期: '2020-05-26', 调整原因: OTHER });
    const before = await office.ordered('2020-05');
    const first = await commit(reviewer, await checked(reviewer, sheet));
    expect(await office.undo(buyer, first, '导错了')).toMatchObject({ status: 404 });
    expect(await office.undo(reviewer, first, '导错了')).toMatchObject({ status: 202 });
    await until(reviewer, first.importId, ['undone']);
    expect(await office.ordered('2020-05')).toBe(before);
    for (const { id } of await office.records('orders', first)) {
      expect((await office.history('orders', id)).at(-1)).toMatchObject({
        type: 'OrderVoided',
        adjustment: { period: '2020-05', reason: '导错了' },
      });
    }
    expect(await commit(reviewer, await checked(reviewer, sheet))).toMatchObject({ progress: { done: 2, of: 2 } });
    expect(await office.ordered('2020-05')).toBe(before + 100_000);
  });

  it('is changed and committed by the reviewer who brought it alone, with the right they have then', async () => {
    const seen = await checked(reviewer, orders('own.csv', { 下单日期: '2020-05-27' }, { 下单日期: '2020-08-27' }));
    // A column that the file has not: a purchaser's failed rows can be brought as they are.
    const edits = { edits: [2, 3].map((row) => ({ row, column: '调整原因', value: LATE })) };
    expect(await office.doors(colleague, seen, edits)).toEqual([403, 403, 403, 403, 403]);
    expect(await office.doors(schools, seen, edits)).toEqual([404, 404, 404, 404, 404]);
    const mended = await ask<SeenImport>(reviewer, 'PATCH', `/api/imports/${seen.importId}/rows`, edits);
    expect(mended.body.counts).toMatchObject({ create: 1, blocked: 1 });
    // August of the school is locked before it is committed: another plan.
    await office.lock('school', '2020-08');
    const { planHash } = mended.body;
    const stale = await ask(reviewer, 'POST', `/api/imports/${seen.importId}/commit`, { planHash });
    expect(stale).toMatchObject({ status: 409, body: { code: 'IMPORT.PLAN_CHANGED' } });
    const now = await until(reviewer, seen.importId, ['checked']);
    expect(now.counts).toMatchObject({ create: 2, warned: 2, blocked: 0 });
    expect(await commit(reviewer, now)).toMatchObject({ progress: { done: 2, of: 2 } });
    expect(await office.doors(reviewer, await checked(buyer, orders('buyer.csv', { 下单日期: '2020-09-27' })), edits)).toEqual([
      403, 403, 403, 403, 403,
    ]);
  });

  it('of sales is the reviewer’s whose lock closed them: with a reason each, and back and in again', async () => {
    await office.lock('edu', '2020-06');
    const sheet = sales('sales.csv', ['2020-06-11', 1_000, LATE], ['2020-06-12', 900, ''], ['2020-07-11', 800, LATE]);
    expect(await upload(schools, sheet)).toMatchObject({ status: 403, body: { code: 'AUTH.FORBIDDEN' } });
    const seen = await checked(reviewer, sheet);
    expect(await office.told(reviewer, seen)).toEqual([
      'warned · 日期 PERIOD.WILL_ADJUST',
      'blocked · 调整原因 PERIOD.REASON_REQUIRED',
      'blocked · 日期 PERIOD.NOT_LOCKED',
    ]);
    const done = await commit(reviewer, seen);
    const [sale] = await office.records('sales', done);
    expect(await office.history('sales', sale?.id ?? '')).toMatchObject([
      { type: 'SaleRecorded', adjustment: { period: '2020-06', reason: LATE } },
    ]);
    expect((await checked(reviewer, sales('s.csv', ['2020-06-11', 1_000, OTHER]))).counts).toMatchObject({ create: 0, duplicate: 1 });
    expect(await office.undo(reviewer, done, '导错了')).toMatchObject({ status: 202 });
    await until(reviewer, done.importId, ['undone']);
    expect((await office.history('sales', sale?.id ?? '')).at(-1)).toMatchObject({ adjustment: { period: '2020-06', reason: '导错了' } });
    expect((await checked(reviewer, sheet)).counts).toMatchObject({ create: 1, blocked: 2 });
  });

  it('of sales says to village staff what a reviewer can do, and shows a colleague nobody’s name', async () => {
    const seen = await checked(
      staff,
      sales('staff.csv', ['2020-06-13', 1_000, LATE], ['2020-07-13', 1_000, LATE], ['2020-07-14', 700, '']),
    );
    expect(await office.told(staff, seen)).toEqual([
      'blocked · 日期 PERIOD.LOCKED',
      'blocked · 调整原因 PERIOD.NOTHING_TO_ADJUST',
      'create',
    ]);
    const own = await checked(reviewer, sales('own.csv', ['2020-06-14', 1_000, '']));
    const status = async (who: Asker): Promise<number> => (await who.fetch(`/api/imports/${own.importId}/failed-rows`)).status;
    expect([await status(reviewer), await status(colleague)]).toEqual([200, 403]);
  });
});
