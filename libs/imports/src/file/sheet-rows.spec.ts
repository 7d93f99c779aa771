import { FileRefusedError } from './file-refused.js';
import { type Cell, CellFault, StoredNumber } from './sheet.js';
import { readSheetRows } from './sheet-rows.js';

type Contents = Awaited<ReturnType<typeof readSheetRows>>;

const STRINGS = ['猕猴桃', ' ', 'A_x0041_'];

/** @param pieceBytes how much of the part is unpacked at a time */
async function read(rows: string, merges = '', pieceBytes = 65_536): Promise<Contents> {
  const bytes = Buffer.from(`<worksheet><sheetData>${rows}</sheetData>${merges}</worksheet>`);
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }
  return readSheetRows(pieces(), STRINGS, new Map([['1', 'day']]));
}

async function codeOf(reading: Promise<Contents>): Promise<string | undefined> {
  try {
    await reading;
    return undefined;
  } catch (error) {
    return error instanceof FileRefusedError ? error.problem.code : String(error);
  }
}

const cellsOf = async (row: string): Promise<readonly Cell[] | undefined> => (await read(`<row r="1">${row}</row>`)).rows[0]?.cells;

it('every type of cell is what the file says, and an empty one is nothing', async () => {
  const cells = [
    '<c r="A1"><v>8218.879999999999</v></c>',
    '<c r="B1" s="1"><v>44260</v></c>',
    '<c r="C1" t="s"><v>0</v></c>',
    '<c r="D1" t="s"><v>1</v></c>',
    '<c r="E1" t="str"><f>A1</f><v>a_x0041_b</v></c>',
    '<c r="F1" t="inlineStr"><is><r><t>猕</t></r><r><t>猴桃</t></r><rPh><t>mi</t></rPh></is></c>',
    '<c r="G1" t="b"><v>1</v></c>',
    '<c r="H1" t="b"><v>0</v></c>',
    '<c r="I1" t="e"><v>#N/A</v></c>',
    '<c r="J1"><f>A1*2</f></c>',
    '<c r="K1" t="str"><v><![CDATA[<甲>&乙]]></v></c>',
    '<c r="L1" t="str"><v>&lt;甲&gt;&amp;&#20057;</v></c>',
  ];
  const read = await cellsOf(cells.join(''));
  expect(read).toEqual([
    new StoredNumber('8218.879999999999'),
    new StoredNumber('44260', 'day'),
    '猕猴桃',
    null,
    'aAb',
    '猕猴桃',
    'TRUE',
    'FALSE',
    new CellFault('#N/A'),
    null,
    '<甲>&乙',
    '<甲>&乙',
  ]);
});

it('cells and rows stand where they say, and behind the one before where they do not', async () => {
  const rows = [
    '<row><c><v>1</v></c><c r="c1"><v>3</v></c><c><v>4</v></c></row>',
    '<row r="3"/>',
    '<row><c r="B4"><v>2</v></c></row>',
    '<row r="7"><c><v>1</v></c></row>',
  ].join('');
  const number = (digits: string): StoredNumber => new StoredNumber(digits);
  expect((await read(rows)).rows).toEqual([
    { row: 1, cells: [number('1'), null, number('3'), number('4')] },
    { row: 4, cells: [null, number('2')] },
    { row: 7, cells: [number('1')] },
  ]);
});

it('a row that comes again, or before one that was there, is damage, and so is a cell without a column', async () => {
  const row = (number: number): string => `<row r="${number}"><c><v>1</v></c></row>`;
  expect(await Promise.all([codeOf(read(row(2) + row(2))), codeOf(read(row(2) + row(1)))])).toEqual([
    'FILE.NOT_A_TABLE',
    'FILE.NOT_A_TABLE',
  ]);
  expect(await codeOf(read('<row><c r="1"><v>1</v></c></row>'))).toBe('FILE.NOT_A_TABLE');
});

it('is the same whatever pieces it is unpacked in', async () => {
  const rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>𠮷果&amp;业</t></is></c><c r="B1"><v>12.5</v></c></row>';
  const whole = await read(rows);
  expect(whole.rows[0]?.cells).toEqual(['𠮷果&业', new StoredNumber('12.5')]);
  for (const bytes of [1, 2, 3, 7]) expect((await read(rows, '', bytes)).rows).toEqual(whole.rows);
});

it('a range is merged from its first cell to its last, of which there may be but one', async () => {
  const { merges } = await read('', '<mergeCells><mergeCell ref="B2:AB12"/><mergeCell ref="C3"/></mergeCells>');
  expect(merges).toEqual([
    { fromRow: 2, toRow: 12, fromColumn: 1, toColumn: 27 },
    { fromRow: 3, toRow: 3, fromColumn: 2, toColumn: 2 },
  ]);
});

it('has room for 200 columns, 50,500 rows, 32,767 characters and 100,000 ranges, and refuses one more', async () => {
  const cell = (reference: string): string => `<row r="1"><c r="${reference}"><v>1</v></c></row>`;
  const rows = (count: number): string => '<row><c><v>1</v></c></row>'.repeat(count);
  const text = (length: number): string => `<row><c t="str"><v>${'长'.repeat(length)}</v></c></row>`;
  const inline = (length: number): string => `<row><c t="inlineStr"><is><t>${'长'.repeat(length)}</t></is></c></row>`;
  const ranges = (count: number): string => `<mergeCells>${'<mergeCell ref="A1:B1"/>'.repeat(count)}</mergeCells>`;
  const fits = [read(cell('GR1')), read(rows(50_500)), read(text(32_767)), read(inline(32_767)), read('', ranges(100_000))];
  expect(await Promise.all(fits.map(codeOf))).toEqual(fits.map(() => undefined));
  const tooBig = [read(cell('GS1')), read(rows(50_501)), read(text(32_768)), read(inline(32_768)), read('', ranges(100_001))];
  expect(await Promise.all(tooBig.map(codeOf))).toEqual(tooBig.map(() => 'FILE.TOO_BIG'));
});
