import { ClosingOffice } from '../support/closing-office.js';
import { csvText, HEADS, order } from '../imports/corpus/case.js';
import { type Asker, ask, checked, commit, type SeenImport, type Sheet, until } from '../support/importing.js';
import type { RunningLedger } from '../support/running-ledger.js';
import { addAndSignIn, type SignedIn } from '../support/sign-in.js';

const PASSWORD = 'figs and dates of the suites';
const SALE_HEADS = ['日期', '村', '产品', '品类', '数量', '单位', '金额（元）', '买方'];
const REASON = '导错了文件，"五月" 已结账 𠮷';

interface Preview {
  readonly records: number;
  readonly figures: readonly { readonly figure: string; readonly now: number; readonly after: number }[];
  readonly locked: { readonly records: number; readonly rows: readonly { readonly row: number; readonly period: string }[] };
  readonly refusal: { readonly code: string; readonly detail: string } | null;
}

/** What 期间锁定 means for a sheet: `school` is below `edu`; May 2020 is locked for `school`, June for every sale. */
describe('an import and the locks', () => {
  let office: ClosingOffice;
  let ledger: RunningLedger;
  let buyer: SignedIn;
  let reviewer: SignedIn;
  let schools: SignedIn;
  let staff: SignedIn;

  beforeAll(async () => {
    office = await ClosingOffice.start();
    ({ ledger, buyer, reviewer, schools, staff } = office);
  });

  afterAll(() => office.end());

  const orders = (name: string, days: readonly string[], units: readonly string[] = []): Sheet => {
    const rows = days.map((下单日期, at) => order({ 采购单位: units[at] ?? '示例学校', 下单日期, '支付金额（元）': null, 支付日期: null }));
    return { name, kind: 'orders', bytes: csvText([[...HEADS], ...rows]) };
  };

  const sales = (name: string, days: readonly string[]): Sheet => {
    const rows = days.map((day) => [day, '示例村', '猕猴桃', '水果', 200, '斤', 1_000, '示例合作社']);
    return { name, kind: 'sales', bytes: csvText([SALE_HEADS, ...rows]) };
  };

  const undo = (who: Asker, importId: string, reason = REASON): ReturnType<typeof ask<SeenImport & { code: string; detail: string }>> =>
    ask(who, 'POST', `/api/imports/${importId}/undo`, { reason });

  const preview = async (who: Asker, importId: string): Promise<Preview> =>
    (await ask<Preview>(who, 'GET', `/api/imports/${importId}/undo-preview`)).body;

  const lock = (unitId: string, period: string): Promise<void> => office.lock(unitId, period);

  const sums = async (path: string): Promise<Record<string, number>> =>
    (await ask<{ sums: Record<string, number> }>(ledger, 'GET', path)).body.sums;

  it('is a reviewer’s to undo only where something of it is locked; what a person has voided meanwhile is not counted', async () => {
    const done = await commit(buyer, await checked(buyer, orders('a.csv', ['2020-05-10', '2020-07-10', '2020-07-11'])));
    expect(await undo(reviewer, done.importId)).toMatchObject({ status: 403, body: { code: 'PERIOD.NOT_LOCKED' } });
    expect(await preview(reviewer, done.importId)).toMatchObject({
      records: 3,
      locked: { records: 0 },
      refusal: { code: 'PERIOD.NOT_LOCKED' },
    });
    const { items } = (await ask<{ items: { id: string }[] }>(buyer, 'GET', `/api/orders?batch=${done.importId}`)).body;
    await buyer.post(`/api/orders/${items[0]?.id}/void`, { reason: '单张作废' });
    expect(await preview(buyer, done.importId)).toMatchObject({ records: 2, refusal: null });
  });

  it('is refused whole, with the lock and who may, where one of its rows is locked; nothing of it has moved then', async () => {
    const done = await commit(buyer, await checked(buyer, orders('b.csv', ['2020-07-12', '2020-05-12', '2020-05-13'])));
    const before = await sums(`/api/orders?batch=${done.importId}`);
    await lock('school', '2020-05');
    const seen = await preview(buyer, done.importId);
    const rows = [3, 4].map((row) => ({ row, period: '2020-05' }));
    expect(seen).toMatchObject({ records: 3, locked: { records: 2, rows }, refusal: { code: 'PERIOD.LOCKED' } });
    expect(seen.refusal?.detail).toMatch(/2020年5月 已由账号“reviewer”于 .+ 锁定.*上级单位的主管审核人员/);
    for (const who of [buyer, schools]) {
      expect(await undo(who, done.importId)).toMatchObject({ status: 409, body: { code: 'PERIOD.LOCKED' } });
    }
    expect((await until(buyer, done.importId, ['done'])).failure).toBeNull();
    expect(await sums(`/api/orders?batch=${done.importId}`)).toEqual(before);
  });

  it('is undone by a reviewer above the locked unit, as adjustments with the reason; the open rows are none', async () => {
    const list = await ask<{ items: SeenImport[] }>(reviewer, 'GET', '/api/imports?kind=orders');
    const importId = list.body.items[0]?.importId ?? '';
    expect(await preview(reviewer, importId)).toMatchObject({ records: 3, locked: { records: 2 }, refusal: null });
    expect(await undo(reviewer, importId)).toMatchObject({ status: 202 });
    await until(reviewer, importId, ['undone']);
    expect(await sums(`/api/orders?batch=${importId}`)).toMatchObject({ orderedFen: 0 });
    const { items } = (await ask<{ items: { id: string; occurredOn: string }[] }>(reviewer, 'GET', `/api/orders?batch=${importId}`)).body;
    for (const { id, occurredOn } of items) {
      const { items: events } = (await ask<{ items: object[] }>(reviewer, 'GET', `/api/orders/${id}/history`)).body;
      const adjustment = occurredOn < '2020-06-01' ? { period: '2020-05', reason: REASON } : undefined;
      expect(events.at(-1)).toMatchObject({ type: 'OrderVoided' });
      expect((events.at(-1) as { adjustment?: object }).adjustment).toEqual(adjustment);
    }
  });

  it('is left alone by a reviewer who may adjust what is locked of it and has no right to the rest', async () => {
    const above = await addAndSignIn(ledger.url, { account: 'above', password: PASSWORD, roles: ['purchaser'], unitId: 'edu' });
    const sheet = orders('f.csv', ['2020-03-10', '2020-08-10'], ['示例学校', '示例区教育局']);
    const done = await commit(above, await checked(above, sheet));
    await lock('school', '2020-03');
    expect(await undo(reviewer, done.importId)).toMatchObject({ status: 403, body: { code: 'PERIOD.NOT_LOCKED' } });
    expect(await undo(above, done.importId)).toMatchObject({ status: 409, body: { code: 'PERIOD.LOCKED' } });
    expect((await until(above, done.importId, ['done'])).failure).toBeNull();
    expect(await sums(`/api/orders?batch=${done.importId}`)).toMatchObject({ orderedFen: 100_000 });
  });

  it('of sales is the village’s alone, and no reviewer’s, as long as no unit in their charge has locked a period for sales', async () => {
    const done = await commit(staff, await checked(staff, sales('r.csv', ['2020-08-20'])));
    const seen = async (who: Asker): Promise<unknown> => {
      const paths = ['', '/rows', '/undo-preview', '/failed-rows'].map((rest) => `/api/imports/${done.importId}${rest}`);
      const answers = await Promise.all(paths.map((path) => who.fetch(path)));
      const { count } = (await ask<{ count: number }>(who, 'GET', '/api/imports?kind=sales')).body;
      return { statuses: answers.map(({ status }) => status), count, undo: (await undo(who, done.importId)).status };
    };
    const none = { statuses: [404, 404, 404, 404], count: 0, undo: 404 };
    expect([await seen(reviewer), await seen(schools)]).toEqual([none, none]);
    await lock('edu', '2020-01');
    // A sheet goes back whole, so it is seen whole, but for what it says of persons; that nothing of this one is locked, the undo says.
    expect(await seen(reviewer)).toEqual({ statuses: [200, 200, 200, 403], count: 1, undo: 403 });
    expect(await seen(schools)).toEqual(none);
  });

  it('of sales is taken back whole by the reviewer who locks the books, and by village staff no more', async () => {
    const done = await commit(staff, await checked(staff, sales('s.csv', ['2020-06-18', '2020-08-18'])));
    await lock('edu', '2020-06');
    expect(await undo(staff, done.importId)).toMatchObject({ status: 409, body: { code: 'PERIOD.LOCKED' } });
    expect(await preview(reviewer, done.importId)).toMatchObject({
      records: 2,
      locked: { rows: [{ row: 2, period: '2020-06' }] },
      refusal: null,
    });
    expect(await undo(reviewer, done.importId)).toMatchObject({ status: 202 });
    await until(reviewer, done.importId, ['undone']);
    expect(await sums(`/api/sales?batch=${done.importId}`)).toMatchObject({ amountFen: 0 });
  });

  it('says of each new row that would change a locked period that it is locked, and enters the others; what is there is no new row', async () => {
    const there = orders('c.csv', ['2020-09-01']);
    await commit(buyer, await checked(buyer, there));
    await lock('school', '2020-09');
    const [, ...rows] = String(orders('d.csv', ['2020-09-02', '2020-10-02']).bytes).split('\r\n');
    const seen = await checked(buyer, { ...there, bytes: [String(there.bytes).trimEnd(), ...rows].join('\r\n') });
    expect(seen).toMatchObject({ counts: { rows: 3, create: 1, duplicate: 1, blocked: 1 } });
    const { items } = (await ask<{ items: object[] }>(buyer, 'GET', `/api/imports/${seen.importId}/rows?state=blocked`)).body;
    const params = { period: '2020-09', lockedBy: 'reviewer', value: '2020-09-02' };
    expect(items).toMatchObject([{ row: 3, cells: [{ column: '下单日期', code: 'PERIOD.LOCKED', params }] }]);
    expect(await commit(buyer, seen)).toMatchObject({ state: 'done', progress: { done: 1, of: 1 } });
    const sold = await checked(staff, sales('t.csv', ['2020-06-19', '2020-08-19']));
    expect(sold).toMatchObject({ counts: { create: 1, blocked: 1 }, problems: [{ code: 'PERIOD.LOCKED', count: 1 }] });
  });

  it('takes a lock that comes between plan and commit as another plan', async () => {
    const seen = await checked(buyer, orders('e.csv', ['2020-10-10']));
    await lock('school', '2020-10');
    const { status, body } = await ask(buyer, 'POST', `/api/imports/${seen.importId}/commit`, { planHash: seen.planHash });
    expect([status, body['code']]).toEqual([409, 'IMPORT.PLAN_CHANGED']);
    expect((await until(buyer, seen.importId, ['checked'])).counts).toMatchObject({ create: 0, blocked: 1 });
  });
});
