import type { MadeCell } from './support/workbook.js';
import { csvText, HEADS, order } from './corpus/case.js';
import { MemoryLedger } from './support/memory-ledger.js';
import { ALL, codes, deskOf, DIRECTORY, entriesOf, plan } from './support/order-plan.js';

const COLUMNS = [...HEADS, '退款日期'] as const;
const PAID = { 支付日期: '2020-06-20', '支付金额（元）': 500 };

/** What a plan makes of one order: what blocks it, or its commands after the first as `<step> <day>`. */
async function planned(cells: Partial<Record<(typeof COLUMNS)[number], MadeCell>>): Promise<readonly string[]> {
  const desk = await deskOf(Buffer.from(csvText([[...COLUMNS], order(cells, COLUMNS)])));
  const { counts } = await plan(desk, new MemoryLedger(DIRECTORY));
  if (counts.create === 0) return codes(await desk.rows('blocked', ALL));
  const [entry] = await entriesOf(desk);
  const steps = (entry?.commands ?? []).slice(1);
  return steps.map(({ path, body }) => `${path.split('/').at(-1)} ${String((body as { occurredOn?: string }).occurredOn)}`);
}

/** What the ledger would refuse in the middle of an order is said before anything of it is entered. */
describe('the steps of an order', () => {
  it('of one day come as payment, acceptance, rating and refund', async () => {
    const day = '2020-06-20';
    const all = { ...PAID, 验收日期: day, 评价日期: day, 退款日期: day, '退款金额（元）': 50 };
    expect(await planned(all)).toEqual([`payments ${day}`, `acceptance ${day}`, `rating ${day}`, `refunds ${day}`]);
  });

  it.each([
    ['2020-06-19', ['2 DATE.BEFORE_START']],
    ['2020-06-20', ['payments 2020-06-20', 'acceptance 2020-06-20', 'rating 2020-06-20']],
  ])('are blocked where the rating (%s) lies before the acceptance', async (评价日期, expected) => {
    expect(await planned({ ...PAID, 验收日期: '2020-06-20', 评价日期 })).toEqual(expected);
  });

  it.each([
    ['2020-06-19', ['2 ORDER.OVERREFUNDED']],
    ['2020-06-20', ['payments 2020-06-20', 'refunds 2020-06-20']],
  ])('are blocked where more is refunded (%s) than was paid by that day', async (退款日期, expected) => {
    expect(await planned({ ...PAID, '退款金额（元）': 50, 退款日期 })).toEqual(expected);
  });
});
