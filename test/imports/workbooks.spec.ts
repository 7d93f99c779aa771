import { ImportDesk } from '#imports';
import { HEADS, order } from './corpus/case.js';
import { MemoryLedger } from './support/memory-ledger.js';
import { ALL, DIRECTORY, plan } from './support/order-plan.js';
import { type MadeWorkbook, parts } from './support/workbook.js';
import { zip } from './support/zip.js';

const sheetOf = (name: string, serial = 44_000): MadeWorkbook['sheets'][number] => ({
  name,
  rows: [[...HEADS], order({ 下单日期: { serial } })],
});

/** A workbook with some of the text of its parts replaced, as other programs write it. */
function written(made: MadeWorkbook, ...others: readonly (readonly [from: string, to: string])[]): Promise<ImportDesk> {
  const replaced = parts(made).map(({ name, data }) => {
    const text = others.reduce((sum, [from, to]) => sum.replace(from, to), data.toString());
    return { name, data: Buffer.from(text) };
  });
  return ImportDesk.open(zip(replaced), { kind: 'orders' });
}

it('the name of a sheet is what people see', async () => {
  expect(await (await written({ sheets: [sheetOf('收入 & 支出')] })).mappingView()).toMatchObject({ sheet: '收入 & 支出' });
});

it('a tab of a chart is no sheet', async () => {
  const chart = [
    'relationships/worksheet" Target="worksheets/sheet2.xml"',
    'relationships/chartsheet" Target="chartsheets/sheet1.xml"',
  ] as const;
  const desk = await written({ sheets: [sheetOf('台账'), { name: '图表', rows: [] }] }, chart);
  expect(await desk.mappingView()).toMatchObject({ isSettled: true, sheets: ['台账'] });
});

it('the place of a part may be told from the root of the workbook', async () => {
  const desk = await written({ sheets: [sheetOf('台账')] }, ['Target="worksheets/sheet1.xml"', 'Target="/xl/worksheets/sheet1.xml"']);
  expect(await desk.mappingView()).toMatchObject({ isSettled: true });
});

it.each(['1', 'true', 'on'])('days count from 1904 where the workbook says so: %s', async (said) => {
  const desk = await written({ sheets: [sheetOf('台账', 42_523)], is1904: true }, ['date1904="1"', `date1904="${said}"`]);
  await plan(desk, new MemoryLedger(DIRECTORY));
  expect((await desk.rows('all', ALL)).map(({ values }) => values['下单日期'])).toEqual(['2020-06-03']);
});
