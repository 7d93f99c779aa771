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

  it('under its own number is never a new order, whatever is decided; the row says why', async () => {
    const seen = await checked(ledger, orders('83202020010000000001'));
    const decided = await decide(seen.importId, [{ row: 2, skip: false, reason: REASON }]);
    expect(decided.body.counts).toMatchObject({ create: 0, duplicate: 1 });
    const [row] = await rowsOf(seen.importId);
    expect(row).toMatchObject({ state: 'duplicate', decision: 'import', cells: [{ code: 'ORDER.DUPLICATE' }] });
    expect(row?.cells[0]?.detail).toMatch(/已由 tester 于 .+ 登记.*请打开已有订单/);
  });
});
