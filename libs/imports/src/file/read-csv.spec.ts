import { FileRefusedError } from './file-refused.js';
import { openCsv } from './read-csv.js';
import type { CsvForm } from './sheet.js';

interface ReadText {
  readonly cells: readonly unknown[];
  readonly csv: CsvForm | undefined;
}

async function read(bytes: Buffer): Promise<ReadText> {
  const { rows, csv } = await openCsv(bytes).read('CSV');
  return { cells: rows.map(({ cells }) => cells), csv };
}

async function refusalOf(bytes: Buffer): Promise<unknown> {
  try {
    return await read(bytes);
  } catch (error) {
    return error instanceof FileRefusedError ? error.problem : error;
  }
}

const big = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
const TEXT = '订单编号,数量,单位\n甲1,100,斤\n';
const CELLS = [
  ['订单编号', '数量', '单位'],
  ['甲1', '100', '斤'],
];

it.each([
  ['UTF-8', Buffer.from(TEXT), false],
  ['UTF-8 with its mark', Buffer.from(`\ufeff${TEXT}`), false],
  ['UTF-16', Buffer.from(TEXT, 'utf16le'), true],
  ['UTF-16 with its mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le'), true],
  ['UTF-16 the other way round', big(TEXT), true],
  ['UTF-16 the other way round, with its mark', big(`\ufeff${TEXT}`), true],
] as const)('%s is read, and goes back in an encoding that is told by its mark', async (_, bytes, isUtf16) => {
  expect(await read(bytes)).toEqual({ cells: CELLS, csv: { delimiter: ',', isUtf16 } });
});

it('a text with a sign that no text has is refused', async () => {
  expect(await refusalOf(Buffer.from('\ufeffa,b\nc\0,d'))).toEqual({ code: 'FILE.NOT_A_TABLE' });
});

it('separators within quotes separate nothing', async () => {
  const text = '甲;乙\n"1,2,3,4";"5,6,7"\n"a""b;c";d\n';
  expect(await read(Buffer.from(text))).toMatchObject({
    cells: [
      ['甲', '乙'],
      ['1,2,3,4', '5,6,7'],
      ['a"b;c', 'd'],
    ],
    csv: { delimiter: ';' },
  });
});

it('a row stands where people see it, empty ones before it included', async () => {
  const { rows } = await openCsv(Buffer.from('a,b\n\n,\n"c\nd",e\n f "g" h,i')).read('CSV');
  expect(rows).toEqual([
    { row: 1, cells: ['a', 'b'] },
    { row: 4, cells: ['c\nd', 'e'] },
    { row: 5, cells: [' f "g" h', 'i'] },
  ]);
});

it('has room for 200 columns, 32,767 characters in a cell and 50,500 rows, and refuses one more', async () => {
  const row = (columns: number): Buffer => Buffer.from(Array.from({ length: columns }, () => '1').join(','));
  const cell = (characters: number): Buffer => Buffer.from(`${'长'.repeat(characters)},1`);
  const rows = (count: number): Buffer => Buffer.from('1,2\n'.repeat(count));
  for (const fits of [row(200), cell(32_767), rows(50_500)]) expect((await read(fits)).cells.length).toBeGreaterThan(0);
  for (const [tooBig, limit] of [
    [row(201), '200 列 / columns'],
    [cell(32_768), '32767 字 / characters in a cell'],
    [rows(50_501), '50,000 行 / rows'],
  ] as const)
    expect(await refusalOf(tooBig)).toEqual({ code: 'FILE.TOO_BIG', params: { limit } });
  // Empty cells behind the last take no room.
  expect((await read(Buffer.from(`1${','.repeat(300)}\n`))).cells).toHaveLength(1);
});
