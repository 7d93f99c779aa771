import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import readXlsxFile from 'read-excel-file/node';
import { FAULT_HEAD, IMPORT_KINDS, ImportDesk, makePlan, template, TEMPLATE_VERSION } from '#imports';
import { csvText, fromFirst, HEADS, order } from './corpus/case.js';
import { ledgerOf, type Needs } from './support/ledger-of-needs.js';
import { type MadeSheet, workbook } from './support/workbook.js';

const NEEDS: Needs = {
  account: { role: 'purchaser' },
  units: [{ id: 'edu', name: '示例区教育局', kind: 'budget-unit', parent: null, regionCode: '610124' }],
  villages: [],
};
const NOW = { today: '2026-11-26', secret: 'secret' };
const ALL = { from: 0, most: 1_000 };

async function planned(bytes: Buffer): Promise<ImportDesk> {
  const desk = await ImportDesk.open(bytes, { kind: 'orders' });
  if ((await makePlan(desk, ledgerOf(NEEDS), NOW)) === undefined) throw new Error('the columns are known');
  return desk;
}

const book = (...sheets: MadeSheet[]): Buffer => workbook({ sheets });

/** A sheet with one row that can be entered and three that cannot. */
const failing = (): Buffer =>
  book({
    name: '6月台账',
    rows: [
      ['示例区台账'],
      [...HEADS],
      order(),
      order({ 商品名称: null, 供应商: '=HYPERLINK("http://x")' }),
      order({ 订单编号: { digits: '83202020071800104960' } }),
      order({ '金额（元）': '-5' }),
    ],
    merges: ['A1:T1'],
  });

describe('failed rows', () => {
  it('are the person’s own sheet, the blocked rows only, with what is wrong behind them', async () => {
    const desk = await planned(failing());
    const [sheet] = await readXlsxFile((await desk.failedRows()).bytes);
    expect(sheet?.sheet).toBe('6月台账');
    expect(sheet?.data).toHaveLength(2 + 3);
    expect(sheet?.data[1]?.slice(0, 20)).toEqual([...HEADS]);
    expect(sheet?.data[1]?.at(-1)).toBe(FAULT_HEAD);
    expect(sheet?.data[2]?.at(-1)).toBe('“商品名称”没有填写。请补上。');
    expect(sheet?.data[3]?.at(-1)).toContain('订单编号被表格软件改成了');
  });

  it('say of a row all at once, and which of it is only worth a look', async () => {
    const desk = await planned(book({ name: '台账', rows: [[...HEADS], order({ 商品名称: null, 产地县: '没有县' })] }));
    const [sheet] = await readXlsxFile((await desk.failedRows()).bytes);
    expect(sheet?.data[1]?.at(-1)).toMatch(/^“商品名称”没有填写。请补上。\n提醒：“没有县”不是 832 个脱贫县之一/);
  });

  it('hold no formula, whoever opens them', async () => {
    const desk = await planned(failing());
    const [sheet] = await readXlsxFile((await desk.failedRows()).bytes);
    expect(sheet?.data[2]?.[3]).toBe('\'=HYPERLINK("http://x")');
  });

  it('come back: mended, only they are new, and what was not mended is blocked as before', async () => {
    const desk = await planned(failing());
    await desk.edit([{ kind: 'cell', row: 4, column: '商品名称', value: '苹果' }]);
    const again = await planned((await desk.failedRows()).bytes);
    const rows = await again.rows('all', ALL);
    expect(rows.map(({ row, state }) => `${row} ${state}`)).toEqual(['3 blocked', '4 blocked', '5 blocked']);
    await makePlan(desk, ledgerOf(NEEDS), NOW);
    const mended = await planned((await desk.failedRows()).bytes);
    const left = await mended.rows('all', ALL);
    expect(left.map(({ cells }) => cells[0]?.code)).toEqual(['ORDER.NUMBER_REWRITTEN', 'CELL.NOT_POSITIVE']);
  });

  it('keep an amount merged over several orders merged: uploaded unmended, it is blocked again and counts for none of them', async () => {
    const rows = [[...HEADS], order({ '金额（元）': 900, '运费（元）': 30 }), order({ '金额（元）': null }), order(), order()];
    const desk = await planned(book({ name: '台账', rows, merges: ['K2:K3', 'L2:L5'] }));
    expect((await desk.rows('blocked', ALL)).map(({ row }) => row)).toEqual([2, 3, 4, 5]);
    const again = await planned((await desk.failedRows()).bytes);
    expect(await again.rows('all', ALL)).toEqual(await desk.rows('all', ALL));
  });

  it('show a number as the sheet showed it: uploaded unmended, it is still none', async () => {
    const rows = [[...HEADS], order({ '金额（元）': { serial: 0.3, style: 6 } }), order({ 数量: { serial: 44_260 } })];
    const desk = await planned(workbook({ sheets: [{ name: '台账', rows }], moreStyles: [9] }));
    const again = await planned((await desk.failedRows()).bytes);
    expect((await desk.rows('blocked', ALL)).map(({ cells }) => cells[0]?.params['value'])).toEqual(['30%', '2021-03-05']);
    expect(await again.rows('all', ALL)).toEqual(await desk.rows('all', ALL));
  });

  it('of a text keep what a row had too many: uploaded unmended, it is blocked again; mended in its one cell, it is entered', async () => {
    const heads = [...HEADS.filter((head) => !/金额|备注|日期$|运费/.test(head)), '下单日期', '金额（元）'];
    const text = fromFirst(() => csvText([heads, order({ '金额（元）': '1,234.50' }, heads)]))();
    const desk = await planned(Buffer.from(text));
    const { bytes } = await desk.failedRows();
    const again = await planned(bytes);
    expect(await again.rows('all', ALL)).toEqual(await desk.rows('all', ALL));
    expect((await again.rows('blocked', ALL)).flatMap(({ cells }) => cells)).toEqual([
      { column: '金额（元）', code: 'ROW.CELLS_TOO_MANY', params: { column: '金额（元）', count: 1, value: '234.50' } },
    ]);
    const mended = await planned(Buffer.from(bytes.toString().replace('1,234.50', '1234.50,')));
    expect((await mended.rows('create', ALL)).map(({ values }) => values['金额（元）'])).toEqual(['1234.50']);
  });

  it('say in words that an amount was merged, where only one of its rows is given back', async () => {
    const rows = [[...HEADS], order({ '运费（元）': 30 }), order()];
    const desk = await planned(book({ name: '台账', rows, merges: ['L2:L3'] }));
    await desk.edit([{ kind: 'cell', row: 3, column: '运费（元）', value: '10' }]);
    await makePlan(desk, ledgerOf(NEEDS), NOW);
    expect((await desk.rows('blocked', ALL)).map(({ row }) => row)).toEqual([2]);
    const again = await planned((await desk.failedRows()).bytes);
    expect((await again.rows('all', ALL)).map(({ state, cells }) => [state, cells[0]?.column])).toEqual([['blocked', '运费（元）']]);
  });

  it('keep a head of two rows, which is only understood with its merged cells', async () => {
    const file = readFileSync(join(import.meta.dirname, 'corpus', 'files', 'l04-两行表头.xlsx'));
    const desk = await planned(file);
    await desk.edit([{ kind: 'cell', row: 4, column: '商品名称', value: '' }]);
    await makePlan(desk, ledgerOf(NEEDS), NOW);
    const again = await planned((await desk.failedRows()).bytes);
    const mapped = (await again.mappingView()).columns.map(({ column }) => column);
    expect(mapped).toEqual(expect.arrayContaining(['支付日期', '支付金额（元）', '采购单位']));
  });
});

describe('failed rows of a text file', () => {
  const NUMBER = '83202020060000000777';
  const given = (delimiter: string): string =>
    fromFirst(() =>
      Buffer.from(
        csvText(
          [
            ['示例区台账'],
            [],
            [...HEADS],
            order(),
            order({ 订单编号: NUMBER, 商品名称: null, 产地县: '没有县', 备注: '=1+1' }),
            order({ 订单编号: null, '金额（元）': '-5', 供应商: '"甲|乙,丙;丁\n“戊”，己社"' }),
          ],
          delimiter,
        ),
      ),
    )().toString();

  it.each([',', '\t', ';', '，', '|'])('come back as text with the separator %j, titles and head as they were', async (delimiter) => {
    const { form, bytes } = await (await planned(Buffer.from(given(delimiter)))).failedRows();
    const text = bytes.toString();
    expect([form, text.slice(0, 1)]).toEqual(['csv', '\ufeff']);
    expect(text.slice(1).split('\r\n').slice(0, 3)).toEqual(['示例区台账', '', [...HEADS, FAULT_HEAD].join(delimiter)]);
    expect(text).toContain('“商品名称”没有填写。请补上。 提醒：“没有县”不是 832 个脱贫县之一');
    expect(text).not.toContain('8320202006000000000001');
  });

  it('hold no formula, and no number that a spreadsheet would round', async () => {
    const text = (await (await planned(Buffer.from(given(',')))).failedRows()).bytes.toString();
    expect(text).toContain(",'=1+1,");
    expect(text).toContain(`"\t${NUMBER}",`);
  });

  it.each([',', '\t', ';', '，', '|'])('come back to the same problems, and mended are new: %j', async (delimiter) => {
    const desk = await planned(Buffer.from(given(delimiter)));
    const cellsOf = async (one: ImportDesk): Promise<unknown> =>
      (await one.rows('blocked', ALL)).map(({ values, cells }) => ({ values, cells }));
    const again = await planned((await desk.failedRows()).bytes);
    expect(await cellsOf(again)).toEqual(await cellsOf(desk));
    await again.edit([
      { kind: 'cell', row: 4, column: '商品名称', value: '苹果' },
      { kind: 'cell', row: 5, column: '金额（元）', value: '5' },
    ]);
    await makePlan(again, ledgerOf(NEEDS), NOW);
    expect((await again.entries(ALL)).map(({ commands }) => commands[0]?.body)).toMatchObject([
      { platformOrderNo: NUMBER },
      { supplierName: expect.stringContaining('“戊”，己社') as string },
    ]);
  });

  it('have one column 错误说明, however often they come back', async () => {
    const once = (await (await planned(Buffer.from(given(',')))).failedRows()).bytes;
    expect((await (await planned(once)).failedRows()).bytes.toString()).toBe(once.toString());
    const sheets = await readXlsxFile((await (await planned((await (await planned(failing())).failedRows()).bytes)).failedRows()).bytes);
    expect(sheets[0]?.data[1]?.filter((head) => head === FAULT_HEAD)).toHaveLength(1);
  });

  it('are UTF-16 where the file was, as a spreadsheet opens it', async () => {
    const desk = await planned(Buffer.from(`\ufeff${given('\t')}`, 'utf16le'));
    const { bytes } = await desk.failedRows();
    expect(bytes.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xfe]));
    expect((await (await planned(bytes)).rows('blocked', ALL)).length).toBe(2);
  });
});

describe.each(IMPORT_KINDS)('the template of %s', (kind) => {
  it('is read as it is, every required column in it, with its guide beside it', async () => {
    const bytes = await template(kind);
    const desk = await ImportDesk.open(bytes, { kind });
    const view = await desk.mappingView();
    expect(view).toMatchObject({ isSettled: true, missing: [], unused: [], headRow: 1 });
    const sheets = await readXlsxFile(bytes);
    expect(sheets.map(({ sheet }) => sheet)[1]).toBe('填写说明');
    expect(String(sheets[1]?.data[0]?.[0])).toContain(TEMPLATE_VERSION);
  });
});

it('a filled-in template of orders is one order', async () => {
  const head = (await readXlsxFile(await template('orders')))[0]?.data[0]?.map(String) ?? [];
  const plainHeads = head.map((text) => text.replace('*', ''));
  const desk = await planned(book({ name: '采购订单', rows: [head, order({}, plainHeads)] }));
  expect(await desk.rows('create', ALL)).toHaveLength(1);
});
