import { HEADS, type HeadName, order } from './corpus/case.js';
import { MemoryLedger } from './support/memory-ledger.js';
import { ALL, deskOf, DIRECTORY, plan } from './support/order-plan.js';
import { type MadeCell, workbook } from './support/workbook.js';

/** What the columns of one order were read as. */
async function readOf(given: Parameters<typeof order>[0], names: Partial<Record<HeadName, string>> = {}): Promise<unknown> {
  const heads: MadeCell[] = HEADS.map((head) => names[head] ?? head);
  const desk = await deskOf(workbook({ sheets: [{ name: '台账', rows: [heads, order({ 下单日期: '2021-03-04', ...given })] }] }));
  await plan(desk, new MemoryLedger(DIRECTORY));
  return (await desk.rows('all', ALL))[0]?.read;
}

it.each([
  ['下单日期', '44260', '2021-03-05'],
  ['下单日期', '25/12/2020', '2020-12-25'],
  ['金额（元）', '4.7万', '47,000.00 元'],
  ['金额（元）', '约500', '约 500.00 元'],
  ['金额（元）', '（500）', '−500.00 元'],
  ['数量', '23.5吨(4.7万斤)', '23,500 公斤'],
  ['数量', '4.7万斤', undefined],
  ['净含量', '500g*10袋', undefined],
  ['资金来源', '工会', undefined],
] as const)('%s %s is told as %s where that is not what is written', async (column, written, told) => {
  const unit = column === '数量' ? { 单位: written.startsWith('23') ? '吨' : '斤' } : {};
  const read = await readOf({ ...unit, [column]: written });
  expect((read as Record<string, string> | undefined)?.[column]).toBe(told);
});

it.each([
  { 下单日期: '2021/3/5', '金额（元）': '1,250.5', 数量: '12.50', 单位: '斤' },
  { 下单日期: '2021年3月5日', '金额（元）': 500, 数量: '100斤' },
  { 下单日期: { serial: 44_000 }, 资金来源: '食堂' },
])('nothing is told of what is read as it is written: %j', async (given) => {
  expect(await readOf(given)).toBeUndefined();
});

it('an amount in a column of 万元 is told in 元', async () => {
  expect(await readOf({ '金额（元）': 0.05 }, { '金额（元）': '金额（万元）' })).toEqual({ '金额（元）': '500.00 元' });
});

it('what is told follows an edit', async () => {
  const desk = await deskOf(workbook({ sheets: [{ name: '台账', rows: [[...HEADS], order(), order()] }] }));
  const ledger = new MemoryLedger(DIRECTORY);
  await plan(desk, ledger);
  await desk.edit([{ kind: 'cell', row: 3, column: '金额（元）', value: '1.2万元' }]);
  await plan(desk, ledger);
  expect((await desk.rows('all', ALL)).map(({ read }) => read)).toEqual([undefined, { '金额（元）': '12,000.00 元' }]);
});
