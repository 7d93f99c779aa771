import type { MadeCell } from './support/workbook.js';
import { csvText, HEADS, order } from './corpus/case.js';
import { MemoryLedger } from './support/memory-ledger.js';
import { ALL, codes, deskOf, DIRECTORY, entriesOf, plan } from './support/order-plan.js';

const COLUMNS = [...HEADS, '采购渠道', '优惠（元）', '退款日期'] as const;
type Cells = Partial<Record<(typeof COLUMNS)[number], MadeCell>>;

/** Two rows of one number, the second of another product. */
function twoRows(first: Cells, second: Cells): Buffer {
  const number = { 订单编号: '83220202006000009999' };
  const rows = [first, { 商品名称: '苹果', ...second }].map((given) => order({ ...number, ...given }, COLUMNS));
  return Buffer.from(csvText([[...COLUMNS], ...rows]));
}

const LATER = '2020-06-19';
const EARLIER = '2020-06-18';

describe('rows of one number', () => {
  it.each<[(typeof COLUMNS)[number], MadeCell, MadeCell]>([
    ['采购单位', '示例区教育局', '示例区第一小学'],
    ['下单日期', EARLIER, LATER],
    ['供应商', '周至示例果业专业合作社', '另一家合作社'],
    ['资金来源', '食堂', '工会'],
    ['结算方式', '先货后款', '先款后货'],
    ['采购渠道', '832平台', '其他平台'],
    ['验收日期', EARLIER, LATER],
    ['退款日期', EARLIER, LATER],
    ['运费（元）', 5, 6],
    ['优惠（元）', 5, 6],
  ])('that say two things of their order in %s are blocked, both, and say where', async (column, one, other) => {
    const refunded = column === '退款日期' ? { 支付日期: EARLIER, '支付金额（元）': 500, '退款金额（元）': 50 } : {};
    const desk = await deskOf(twoRows({ ...refunded, [column]: one }, { ...refunded, [column]: other }));
    expect((await plan(desk, new MemoryLedger(DIRECTORY))).counts).toMatchObject({ create: 0, blocked: 2 });
    const rows = await desk.rows('all', ALL);
    expect(codes(rows)).toEqual(expect.arrayContaining(['2 ORDER.ROWS_DISAGREE', '3 ORDER.ROWS_DISAGREE']));
    const told = rows.flatMap(({ cells }) => cells.filter(({ code }) => code === 'ORDER.ROWS_DISAGREE'));
    expect(new Set(told.map((cell) => cell.column))).toEqual(new Set([column]));
  });

  it('of which one says 0 or nothing of freight and discount have those of the other', async () => {
    const desk = await deskOf(twoRows({ '运费（元）': 5, '优惠（元）': null }, { '运费（元）': 0, '优惠（元）': 2 }));
    expect((await plan(desk, new MemoryLedger(DIRECTORY))).counts).toMatchObject({ create: 2, blocked: 0 });
    const [entry] = await entriesOf(desk);
    expect(entry?.commands[0]?.body).toMatchObject({ freightFen: 500, discountFen: 200 });
  });
});
