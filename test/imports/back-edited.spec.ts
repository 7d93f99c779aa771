import readXlsxFile from 'read-excel-file/node';
import type { ImportDesk } from '#imports';
import { openSheetFile } from '../../libs/imports/src/file/open-file.js';
import { csvText, fromFirst, HEADS, type HeadName, order } from './corpus/case.js';
import { MemoryLedger } from './support/memory-ledger.js';
import { ALL, deskOf, DIRECTORY, plan } from './support/order-plan.js';
import { type MadeCell, type MadeSheet, workbook } from './support/workbook.js';

const ledger = new MemoryLedger(DIRECTORY);
const FAULTS = '错误说明';

async function planned(bytes: Buffer): Promise<ImportDesk> {
  const desk = await deskOf(bytes);
  await plan(desk, ledger);
  return desk;
}

const book = (rows: readonly (readonly MadeCell[])[], more: Partial<MadeSheet> = {}): Buffer =>
  workbook({ sheets: [{ name: '台账', rows, ...more }] });

/** Edits cells and plans anew. */
async function edited(desk: ImportDesk, ...cells: readonly [row: number, column: HeadName, value: string][]): Promise<ImportDesk> {
  await desk.edit(cells.map(([row, column, value]) => ({ kind: 'cell', row, column, value })));
  await plan(desk, ledger);
  return desk;
}

const again = async (desk: ImportDesk): Promise<ImportDesk> => planned((await desk.failedRows()).bytes);

async function valuesOf(desk: ImportDesk, ...heads: readonly HeadName[]): Promise<unknown> {
  return (await desk.rows('all', ALL)).map(({ values }) => heads.map((head) => values[head] ?? ''));
}

describe('failed rows', () => {
  const row = { 商品名称: null, 备注: '旧', 供应商: '旧合作社' };
  it.each([
    ['a workbook', (): Buffer => book([[...HEADS], order(row)])],
    ['a text', (): Buffer => Buffer.from(csvText([[...HEADS], order(row)]))],
  ])('of %s hold what somebody has edited and emptied, where the row is blocked all the same', async (_, make) => {
    const desk = await edited(await planned(fromFirst(make)()), [2, '供应商', '新合作社'], [2, '备注', '']);
    expect(await valuesOf(await again(desk), '供应商', '备注', '商品名称')).toEqual([['新合作社', '', '']]);
  });

  it('hold the own amount of a row between two that one merged amount still covers', async () => {
    const rows = [[...HEADS], order({ '金额（元）': 900 }), order({ '金额（元）': null }), order({ '金额（元）': null })];
    const desk = await planned(book(rows, { merges: ['K2:K4'] }));
    const back = await again(await edited(desk, [3, '金额（元）', '70'], [3, '商品名称', '']));
    expect((await back.rows('all', ALL)).map(({ state, cells }) => [state, cells.map(({ column }) => column)])).toEqual([
      ['blocked', ['金额（元）']],
      ['blocked', ['商品名称']],
      ['blocked', ['金额（元）']],
    ]);
    expect(await valuesOf(back, '金额（元）')).toEqual([['900（合并单元格）'], ['70'], ['900（合并单元格）']]);
  });

  it('have room for a column that was chosen beyond the last cell', async () => {
    const heads = HEADS.filter((head) => head !== '备注');
    const desk = await deskOf(book([heads, order({ 商品名称: null }, heads)]));
    await desk.choose({ columns: { 备注: 'Z' } });
    await plan(desk, ledger);
    const [sheet] = await readXlsxFile((await (await edited(desk, [2, '备注', '补记'])).failedRows()).bytes);
    expect([sheet?.data[0]?.[26], sheet?.data[1]?.[25]]).toEqual([FAULTS, '补记']);
    expect(String(sheet?.data[1]?.[26])).toContain('“商品名称”没有填写');
  });

  it('are not covered by a head that was merged down into its rows', async () => {
    const bytes = book([['台账'], [...HEADS], order({ 商品名称: null })], { merges: ['A1:T1', 'A2:A3'] });
    const file = await openSheetFile((await (await planned(bytes)).failedRows()).bytes);
    expect((await file.read('台账')).merges).toEqual([{ fromRow: 1, toRow: 1, fromColumn: 0, toColumn: 19 }]);
    file.close();
  });

  it('keep a number that is none to a program, and a text that looks like an escape', async () => {
    const desk = await planned(book([[...HEADS], order({ 数量: { digits: '1E999' }, 供应商: '甲_x005F_x0041_社' })]));
    expect(await valuesOf(desk, '数量', '供应商')).toEqual([['1E999', '甲_x0041_社']]);
    const back = await again(desk);
    expect(await back.rows('all', ALL)).toEqual(await desk.rows('all', ALL));
  });

  it('ask for what may have been meant', async () => {
    const [sheet] = await readXlsxFile((await (await planned(book([[...HEADS], order({ 采购单位: '示例教育局' })]))).failedRows()).bytes);
    expect(sheet?.data[1]?.at(-1)).toMatch(/是不是“示例区教育局”？$/);
  });
});

describe('a text that came back and fell apart behind 错误说明', () => {
  const heads = [...HEADS.filter((head) => !/金额|备注|日期$|运费/.test(head)), '下单日期', '金额（元）'];
  const backWith = (behind: string): Buffer =>
    fromFirst(() =>
      Buffer.from(`${csvText([[...heads, FAULTS], order({ '金额（元）': 'AMOUNT' }, heads)]).replace('AMOUNT', behind)}\n`),
    )();

  it('goes back with all its cells', async () => {
    const desk = await planned(backWith('1,234,567.50'));
    const back = await again(desk);
    expect((await back.rows('all', ALL)).map(({ state }) => state)).toEqual(['blocked']);
    expect((await desk.failedRows()).bytes.toString()).toContain(',1,234,567.50,');
  });

  it('is blocked where a number stands in the place of the explanation', async () => {
    const desk = await planned(backWith('1,234.50'));
    expect((await desk.rows('all', ALL)).map(({ state, cells }) => [state, cells.map(({ code }) => code)])).toEqual([
      ['blocked', ['ROW.CELLS_TOO_MANY']],
    ]);
  });

  it('is read where the explanation is still there, or was deleted', async () => {
    for (const behind of ['1234.50,“商品名称”没有填写。请补上。', '1234.50,', '1234.50'])
      expect((await (await planned(backWith(behind))).rows('create', ALL)).map(({ values }) => values['金额（元）'])).toEqual(['1234.50']);
  });
});
