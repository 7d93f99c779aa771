import { problemSentence } from '#contracts';
import { ImportDesk, type KnownRows, type LedgerPort, makePlan, NOTHING_KNOWN } from '#imports';
import { csvText } from './corpus/case.js';
import { ledgerOf } from './support/ledger-of-needs.js';
import { MemoryLedger } from './support/memory-ledger.js';
import { ALL, codes, deskOf, DIRECTORY, entriesOf, imported, NOW, plan, sheet } from './support/order-plan.js';

const EQUAL = { 订单编号: null };

/** Somebody decides that rows are to be entered all the same, as the door notes it: with how many equal ones there were. */
async function repeat(desk: ImportDesk, ...rows: readonly number[]): Promise<void> {
  const recorded = await desk.recordedRows(rows);
  await desk.edit(
    recorded.map(({ row, ever }) => ({ kind: 'decision', row, isSkipped: false, reason: '第二笔', repeats: ever ?? Number.NaN })),
  );
}

async function planned(ledger: MemoryLedger, file: Buffer): Promise<ImportDesk> {
  const desk = await deskOf(file);
  await plan(desk, ledger);
  return desk;
}

describe('a row of which the ledger has one like it', () => {
  it('is entered as one more by decision; without it the same file makes nothing new, as often as it comes', async () => {
    const ledger = new MemoryLedger(DIRECTORY);
    await imported(ledger, sheet(EQUAL));
    const desk = await planned(ledger, sheet(EQUAL));
    await repeat(desk, 2);
    expect((await plan(desk, ledger)).counts).toMatchObject({ create: 1, warned: 1, duplicate: 0 });
    expect(codes(await desk.rows('all', ALL))).toEqual(['2 ROW.REPEATED']);
    ledger.commit(await entriesOf(desk));
    expect(ledger.live).toHaveLength(2);
    for (const rows of [1, 2]) {
      const again = sheet(...Array.from({ length: rows }, () => EQUAL));
      expect((await imported(ledger, again)).counts).toMatchObject({ create: 0, duplicate: rows });
    }
    expect((await imported(ledger, sheet(EQUAL, EQUAL, EQUAL))).counts).toMatchObject({ create: 1, duplicate: 2 });
  });

  it('is not entered twice where its import is planned anew after it was entered', async () => {
    const ledger = new MemoryLedger(DIRECTORY);
    await imported(ledger, sheet(EQUAL));
    const desk = await planned(ledger, sheet(EQUAL));
    await repeat(desk, 2);
    await plan(desk, ledger);
    ledger.commit(await entriesOf(desk));
    expect((await plan(desk, ledger)).counts).toMatchObject({ create: 0, duplicate: 1 });
  });

  it('stands beside those that are new anyway: each has an id of its own', async () => {
    const ledger = new MemoryLedger(DIRECTORY);
    await imported(ledger, sheet(EQUAL, EQUAL));
    const desk = await planned(ledger, sheet(EQUAL, EQUAL, EQUAL));
    await repeat(desk, 2, 3);
    expect((await plan(desk, ledger)).counts).toMatchObject({ create: 2, duplicate: 1 });
    const entries = await entriesOf(desk);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(2);
    expect(ledger.commit(entries)).toBe(2);
  });

  it('can be entered again only where it is one of several equal ones', async () => {
    const ledger = new MemoryLedger(DIRECTORY);
    await imported(ledger, sheet({ 订单编号: 'N1' }, EQUAL));
    const desk = await planned(ledger, sheet({ 订单编号: 'N1' }, EQUAL, { 订单编号: 'N2' }));
    expect(await desk.recordedRows([2, 3, 4])).toEqual([
      { row: 2, ever: null },
      { row: 3, ever: 1 },
    ]);
    expect((await desk.rows('all', ALL)).map(({ mayRepeat }) => mayRepeat)).toEqual([undefined, true, undefined]);
  });
});

describe('a sale of which the village has one like it', () => {
  const ROW = ['2020-06-18', '阳化社区', '猕猴桃', '水果', 5, '公斤'];

  /** @param known what the village has of such a sale */
  function village(known: KnownRows): LedgerPort {
    const villages = [{ code: '610124103201', name: '阳化社区' }];
    return {
      ...ledgerOf({ account: { role: 'admin' }, units: [], villages }),
      answer: async ({ rowKeys }) => ({ ...NOTHING_KNOWN, rowKeys: new Map(rowKeys.map((key) => [key, known])) }),
    };
  }

  function salesDesk(...rows: readonly (readonly (string | number)[])[]): Promise<ImportDesk> {
    const heads = ['日期', '村', '产品', '品类', '数量', '单位'];
    return ImportDesk.open(Buffer.from(csvText([heads, ...rows])), { kind: 'sales' });
  }

  it('is entered as one more by decision', async () => {
    const desk = await salesDesk(ROW);
    const knows = village({ live: 1, ever: 1 });
    expect((await makePlan(desk, knows, NOW))?.counts).toMatchObject({ create: 0, duplicate: 1 });
    await repeat(desk, 2);
    expect((await makePlan(desk, knows, NOW))?.counts).toMatchObject({ create: 1, warned: 1 });
    expect(codes(await desk.rows('all', ALL))).toEqual(['2 ROW.REPEATED']);
  });

  it('is entered again where somebody has voided it, and says who did, when and why', async () => {
    const ended = [{ id: 'sale-1', endedBy: 'demo-village', endedAt: '2026-11-02T00:00:00.000Z', reason: '买方退货' }];
    const desk = await salesDesk(ROW, ROW, ROW);
    expect((await makePlan(desk, village({ live: 1, ever: 2, ended }), NOW))?.counts).toMatchObject({ duplicate: 1, create: 2, warned: 1 });
    expect(codes(await desk.rows('all', ALL))).toEqual(['2 ROW.DUPLICATE', '3 SALE.ENDED_BY_HAND']);
    const [cell] = (await desk.rows('warned', ALL))[0]?.cells ?? [];
    if (cell === undefined) throw new Error('nothing is said of the row');
    expect(problemSentence(cell, 'zh-CN')).toContain('账号“demo-village”已于 2026年11月2日 08:00 作废，原因是“买方退货”');
    expect(problemSentence(cell, 'en')).toContain('because “买方退货”');
    await desk.edit([{ kind: 'decision', row: 3, isSkipped: true }]);
    expect((await makePlan(desk, village({ live: 1, ever: 2, ended }), NOW))?.counts).toMatchObject({ duplicate: 2, create: 1 });
  });
});
