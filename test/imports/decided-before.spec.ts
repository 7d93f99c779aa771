import { MOST_ALIKE, problemSentence } from '#contracts';
import { type ComparedRow, type ImportDesk, type KeptDecision, pairKey, type RowView } from '#imports';
import type { HeadName } from './corpus/case.js';
import { MemoryLedger } from './support/memory-ledger.js';
import { ALL, codes, deskOf, DIRECTORY, entriesOf, imported, plan, sheet } from './support/order-plan.js';

type Cells = Partial<Record<HeadName, string | number | null>>;

const BEFORE = { decidedBy: 'li', decidedAt: '2026-11-20T02:00:00.000Z', importId: 'imp-before' } as const;
const NEW: Cells = { 订单编号: 'N2' };

/** A ledger with orders of other numbers and the same contents. */
async function ledgerWith(...numbers: readonly (string | null)[]): Promise<MemoryLedger> {
  const ledger = new MemoryLedger(DIRECTORY);
  await imported(ledger, sheet(...numbers.map((订单编号) => ({ 订单编号 }))));
  return ledger;
}

async function planned(ledger: MemoryLedger, ...rows: readonly Cells[]): Promise<ImportDesk> {
  const desk = await deskOf(sheet(...rows));
  await plan(desk, ledger);
  return desk;
}

async function comparedIn(ledger: MemoryLedger, ...rows: readonly Cells[]): Promise<readonly ComparedRow[]> {
  return (await planned(ledger, ...rows)).comparedRows(rows.map((_, at) => at + 2));
}

/** An earlier import has decided about a row and the recorded order that it stands beside. */
function decide(ledger: MemoryLedger, row: ComparedRow | undefined, decision: KeptDecision['decision'], more: object = {}): void {
  if (row === undefined) throw new Error('the row stands beside no order');
  ledger.decided.set(pairKey(row.rowKey, row.otherId), { decision, ...BEFORE, ...more });
}

const rowsOf = (desk: ImportDesk): Promise<readonly RowView[]> => desk.rows('all', ALL);
const said = async (desk: ImportDesk): Promise<string[]> => codes(await rowsOf(desk));

describe('a row beside a recorded order with another number', () => {
  it('decided before to be another order is warned no more; it says who decided so and when, and where', async () => {
    const ledger = await ledgerWith('N1');
    decide(ledger, (await comparedIn(ledger, NEW))[0], 'two');
    const desk = await planned(ledger, NEW);
    const [row] = await rowsOf(desk);
    expect(row).toMatchObject({ state: 'create', cells: [{ code: 'ORDER.DECIDED_TWO', params: { number: 'N1', ...BEFORE } }] });
    const cell = row?.cells[0];
    if (cell === undefined) throw new Error('nothing is said of the row');
    expect(problemSentence(cell, 'zh-CN')).toMatch(/此前已决定.*N1.*两笔.*“li”于 2026年11月20日 10:00/);
    expect(problemSentence(cell, 'en')).toMatch(/Decided before.*are two/);
    expect(await entriesOf(desk)).toHaveLength(1);
  });

  it('decided before to be the same is left out; it says so, and is entered where it is decided otherwise', async () => {
    const ledger = await ledgerWith('N1');
    decide(ledger, (await comparedIn(ledger, NEW))[0], 'same');
    const desk = await planned(ledger, NEW);
    expect(await rowsOf(desk)).toMatchObject([{ state: 'duplicate', cells: [{ code: 'ORDER.DECIDED_SAME', params: { ...BEFORE } }] }]);
    expect(await entriesOf(desk)).toEqual([]);
    expect(await desk.recordedRows([2])).toEqual([]);
    await desk.edit([{ kind: 'decision', row: 2, isSkipped: false }]);
    await plan(desk, ledger);
    expect(await rowsOf(desk)).toMatchObject([{ state: 'warned', decision: 'import', cells: [{ code: 'ORDER.NEAR_DUPLICATE' }] }]);
  });

  it('is left out as one decided here: the order whole, with what of it had to be mended, and no id is used up', async () => {
    const ledger = await ledgerWith('N1');
    const twins = [{ 订单编号: null }, { 订单编号: null }];
    const [first] = await comparedIn(ledger, ...twins);
    const fresh = await entriesOf(await planned(ledger, { 订单编号: null }));
    decide(ledger, first, 'same');
    const desk = await planned(ledger, ...twins);
    expect(await said(desk)).toEqual(['2 ORDER.DECIDED_SAME', '3 ORDER.NEAR_DUPLICATE']);
    expect((await entriesOf(desk)).map(({ id }) => id)).toEqual(fresh.map(({ id }) => id));
  });

  it('is held against each order by itself: what nobody has decided about is warned, and nothing of another row is taken', async () => {
    const ledger = await ledgerWith('N1', 'N3');
    const [first] = await comparedIn(ledger, NEW);
    decide(ledger, first, 'two');
    const desk = await planned(ledger, NEW, { 订单编号: 'N4' });
    expect(await said(desk)).toEqual(['2 ORDER.NEAR_DUPLICATE', '2 ORDER.DECIDED_TWO', '3 ORDER.NEAR_DUPLICATE']);
    const [second] = await desk.comparedRows([2]);
    expect(second?.otherId).not.toBe(first?.otherId);
    decide(ledger, second, 'two');
    expect(await said(await planned(ledger, NEW))).toEqual(['2 ORDER.DECIDED_TWO', '2 ORDER.DECIDED_TWO']);
  });

  it('with other contents than when it was decided is asked about again', async () => {
    const ledger = await ledgerWith('N1');
    decide(ledger, (await comparedIn(ledger, NEW))[0], 'two');
    const mended = { 数量: 120 };
    await imported(ledger, sheet({ 订单编号: 'N1b', ...mended }));
    expect(await said(await planned(ledger, { ...NEW, ...mended }))).toEqual(['2 ORDER.NEAR_DUPLICATE']);
  });

  it('counts in the plan and its hash: another decision is another plan, and without one the plan is as ever', async () => {
    const ledger = await ledgerWith('N1');
    const hash = async (): Promise<string> => (await plan(await deskOf(sheet(NEW)), ledger)).hash;
    const [compared] = await comparedIn(ledger, NEW);
    const hashes = [await hash()];
    for (const more of [{}, { decidedBy: 'wang' }]) {
      decide(ledger, compared, 'two', more);
      hashes.push(await hash());
    }
    expect(new Set(hashes).size).toBe(3);
    expect((await plan(await deskOf(sheet(NEW)), ledger)).problems).toEqual([{ code: 'ORDER.DECIDED_TWO', count: 1 }]);
  });

  it('is compared by a sealed key that holds nothing of the row', async () => {
    const ledger = await ledgerWith('N1');
    const [compared] = await comparedIn(ledger, { 订单编号: '83200张三13812345678' });
    expect(compared?.rowKey).toMatch(/^[0-9a-f]{64}$/);
    expect(compared).toMatchObject({ unitId: 'u0', row: 2 });
  });

  it('of a unit that whoever imports may not enter for shows and keeps nothing of what was decided', async () => {
    const ledger = await ledgerWith('N1');
    decide(ledger, (await comparedIn(ledger, NEW))[0], 'two');
    const stays = [{ fromDay: 1, toDay: 2 }];
    const moved = ledger.seenIn({ ...DIRECTORY, units: DIRECTORY.units.map((unit) => ({ ...unit, stays })) });
    const desk = await planned(moved, NEW);
    expect(await said(desk)).toEqual(['2 UNIT.OUT_OF_SCOPE', '2 ORDER.NEAR_DUPLICATE']);
    expect(await desk.comparedRows([2])).toMatchObject([{ row: 2, isKept: false }]);
  });

  it('is compared with a few only, and says that there are more', async () => {
    const numbers = Array.from({ length: MOST_ALIKE + 1 }, (_, at) => `M${at}`);
    expect(await said(await planned(await ledgerWith(...numbers.slice(1)), NEW))).toEqual(['2 ORDER.NEAR_DUPLICATE']);
    const desk = await planned(await ledgerWith(...numbers), NEW);
    expect(await said(desk)).toEqual(['2 ORDER.NEAR_DUPLICATE', '2 ORDER.MANY_ALIKE']);
    expect((await rowsOf(desk))[0]).toMatchObject({ state: 'warned', cells: [{}, { params: { most: MOST_ALIKE } }] });
  });

  it('says that there are more where all it is compared with were decided about', async () => {
    const ledger = await ledgerWith(...Array.from({ length: MOST_ALIKE + 1 }, (_, at) => `M${at}`));
    for (let at = 0; at < MOST_ALIKE; at += 1) decide(ledger, (await comparedIn(ledger, NEW))[0], 'two');
    const [row] = await rowsOf(await planned(ledger, NEW));
    expect([row?.state, row?.cells.map(({ code }) => code)]).toEqual([
      'warned',
      ['ORDER.MANY_ALIKE', ...Array.from({ length: MOST_ALIKE }, () => 'ORDER.DECIDED_TWO')],
    ]);
  });
});
