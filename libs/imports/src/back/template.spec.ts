import readXlsxFile from 'read-excel-file/node';
import { openArchive } from '../file/archive.js';
import { IMPORT_KINDS, type ImportKind } from '../kind/column.js';
import { COLUMNS_OF } from '../kind/columns.js';
import { columnLetters } from '../table/mapping.js';
import { template } from './template.js';

const CODES: Readonly<Record<ImportKind, readonly string[]>> = {
  orders: ['订单编号', '产地县'],
  sales: ['村', '农户'],
  households: ['户编号', '村', '联系电话'],
  reserves: [],
  units: ['行政区划代码', '联系电话'],
};

async function partsOf(bytes: Buffer): Promise<{ readonly sheet: string; readonly styles: string }> {
  const archive = await openArchive(bytes);
  const textOf = async (name: string): Promise<string> => {
    const pieces: Buffer[] = [];
    for await (const piece of archive.unpack(name)) pieces.push(piece);
    return Buffer.concat(pieces).toString();
  };
  const parts = { sheet: await textOf('xl/worksheets/sheet1.xml'), styles: await textOf('xl/styles.xml') };
  archive.close();
  return parts;
}

/** Which styles are text: 49 is the `@` that every spreadsheet has built in. */
function textStyles(styles: string): readonly number[] {
  const own = [...styles.matchAll(/<numFmt [^>]*?numFmtId="(\d+)"[^>]*?formatCode="@"/g)].map(([, id]) => id ?? '');
  const [xfs = ''] = /<cellXfs.*?<\/cellXfs>/s.exec(styles) ?? [];
  const formats = [...xfs.matchAll(/<xf [^>]*>/g)].map(([xf]) => /numFmtId="(\d+)"/.exec(xf)?.[1] ?? '0');
  return formats.flatMap((id, style) => (['49', ...own].includes(id) ? [style] : []));
}

it.each(IMPORT_KINDS)('numbers that are names stay text in the template of %s: in its rows, and in whole columns', async (kind) => {
  const bytes = await template(kind);
  const heads = ((await readXlsxFile(bytes))[0]?.data[0] ?? []).map((head) => String(head).replace('*', ''));
  const { sheet, styles } = await partsOf(bytes);
  const text = textStyles(styles);
  const headsWhere = (markupOf: (index: number) => RegExp): string[] =>
    heads.filter((_, index) => text.includes(Number(/ s(?:tyle)?="(\d+)"/.exec(markupOf(index).exec(sheet)?.[0] ?? '')?.[1])));
  expect(headsWhere((index) => new RegExp(`<col [^>]*min="${index + 1}"[^>]*>`))).toEqual(CODES[kind]);
  for (const row of [2, 2_000]) {
    expect(headsWhere((index) => new RegExp(`<c r="${String.fromCharCode(65 + index)}${row}"[^>]*>`))).toEqual(CODES[kind]);
  }
});

it.each(IMPORT_KINDS)(
  'the template of %s marks what is required, and offers every word of a list in every row below the head',
  async (kind) => {
    const bytes = await template(kind);
    const columns = Object.values(COLUMNS_OF[kind]);
    const head = (await readXlsxFile(bytes))[0]?.data[0] ?? [];
    expect(head.map(String)).toEqual(columns.map(({ header, isRequired }) => (isRequired ? `${header}*` : header)));
    const { sheet } = await partsOf(bytes);
    const offered = [...sheet.matchAll(/<dataValidation type="list"[^>]*sqref="([^"]*)"[^>]*><formula1>([^<]*)<\/formula1>/g)].map(
      ([, range, words]) => [range, words],
    );
    expect(offered).toEqual(
      columns.flatMap(({ words }, index) => {
        const letter = columnLetters(index);
        return words === undefined ? [] : [[`${letter}2:${letter}2000`, `"${words.join(',')}"`]];
      }),
    );
  },
);
