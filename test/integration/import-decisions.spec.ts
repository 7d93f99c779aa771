import { csvText, HEADS, order } from '../imports/corpus/case.js';
import { ask, checked, commit, type SeenImport, type Sheet } from '../support/importing.js';
import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';

const REASON = '两个班各订一次，"确实是两笔" 𠮷';

interface SeenRow {
  readonly row: number;
  readonly state: string;
  readonly decision?: string;
  readonly decisionReason?: string;
  readonly cells: readonly { readonly code: string; readonly detail: string }[];
}

/** What a person may decide about rows that look like what is recorded. */
describe('a row like a recorded order', () => {
  let ledger: RunningLedger;

  beforeAll(async () => {
    ledger = await startLedger();
    const unit = { id: 'edu', name: '示例区教育局', kind: 'budget-unit', regionCode: '610124', occurredOn: '2015-01-01' };
    await ledger.post('/api/units', unit);
    await commit(ledger, await checked(ledger, orders('83202020010000000001')));
  });

  afterAll(() => discard(ledger));

  function orders(...numbers: readonly (string | null)[]): Sheet {
    const rows = numbers.map((订单编号) => order({ 订单编号 }));
    return { name: '像.csv', kind: 'orders', bytes: csvText([[...HEADS], ...rows]) };
  }

  const decide = (importId: string, decisions: readonly object[]): ReturnType<typeof ask<SeenImport>> =>
    ask<SeenImport>(ledger, 'PATCH', `/api/imports/${importId}/rows`, { decisions });

  const rowsOf = async (importId: string, search = ''): Promise<readonly SeenRow[]> =>
    (await ask<{ items: SeenRow[] }>(ledger, 'GET', `/api/imports/${importId}/rows${search}`)).body.items;

  it('under another number, or none, is entered as a new order by decision; the reason stays with the import', async () => {
    const seen = await checked(ledger, orders('83202020010000000002', null));
    expect(seen.counts).toMatchObject({ create: 2, warned: 2 });
    const decided = await decide(seen.importId, [
      { row: 2, skip: false, reason: REASON },
      { row: 3, skip: true },
    ]);
    expect(decided).toMatchObject({ status: 200, body: { counts: { create: 1, duplicate: 1 } } });
    await commit(ledger, decided.body);
    const [kept, left] = await rowsOf(seen.importId);
    expect(kept).toMatchObject({ row: 2, decision: 'import', decisionReason: REASON, cells: [{ code: 'ORDER.NEAR_DUPLICATE' }] });
    expect(left).toMatchObject({ row: 3, decision: 'skip', state: 'duplicate' });
    expect(left).not.toHaveProperty('decisionReason');
  });

  it('is found among the others by its decision, before the import and after it', async () => {
    const seen = await checked(ledger, orders('83202020010000000004', '83202020010000000005'));
    expect(await rowsOf(seen.importId, '?decided=true')).toEqual([]);
    const decided = await decide(seen.importId, [{ row: 3, skip: false, reason: REASON }]);
    await commit(ledger, decided.body);
    expect(await rowsOf(seen.importId)).toHaveLength(2);
    const [found, ...more] = await rowsOf(seen.importId, '?decided=true');
    expect([found?.row, found?.decisionReason, more]).toEqual([3, REASON, []]);
  });

  it('under its own number is never a new order: the decision is refused and says why', async () => {
    const seen = await checked(ledger, orders('83202020010000000001'));
    const refused = await ask<{ errors: { code: string; detail: string }[] }>(ledger, 'PATCH', `/api/imports/${seen.importId}/rows`, {
      decisions: [{ row: 2, skip: false, reason: REASON }],
    });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: 'IMPORT.ROW_RECORDED' });
    const [row] = await rowsOf(seen.importId);
    expect(row).toMatchObject({ state: 'duplicate', cells: [{ code: 'ORDER.DUPLICATE' }] });
    expect(row).not.toHaveProperty('decision');
    expect(row?.cells[0]?.detail).toMatch(/已由 tester 于 .+ 登记.*请打开已有订单/);
  });

  it('without a number is one more by decision, with its reason; the same file then makes nothing new', async () => {
    const file = { ...orders(null), bytes: csvText([[...HEADS], order({ 订单编号: null, 商品名称: '木耳' })]) };
    await commit(ledger, await checked(ledger, file));
    const seen = await checked(ledger, file);
    expect(seen.counts).toMatchObject({ create: 0, duplicate: 1 });
    expect(await decide(seen.importId, [{ row: 2, skip: false }])).toMatchObject({ status: 422, body: { code: 'FIELD.REQUIRED' } });
    const decided = await decide(seen.importId, [{ row: 2, skip: false, reason: REASON }]);
    expect(decided).toMatchObject({ status: 200, body: { counts: { create: 1, warned: 1, duplicate: 0 } } });
    await commit(ledger, decided.body);
    const [row] = await rowsOf(seen.importId);
    expect(row).toMatchObject({ state: 'warned', decision: 'import', decisionReason: REASON, cells: [{ code: 'ROW.REPEATED' }] });
    expect((await ask<{ count: number }>(ledger, 'GET', `/api/orders?batch=${seen.importId}`)).body.count).toBe(1);
    expect((await checked(ledger, file)).counts).toMatchObject({ create: 0, duplicate: 1 });
  });
});
