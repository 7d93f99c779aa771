import { openArchive } from '../file/archive.js';
import { openSheetFile } from '../file/open-file.js';
import { textCell, writeSheets } from './sheet-writer.js';

async function partOf(bytes: Buffer, name: string): Promise<string> {
  const archive = await openArchive(bytes);
  const pieces: Buffer[] = [];
  for await (const piece of archive.unpack(name)) pieces.push(piece);
  archive.close();
  return Buffer.concat(pieces).toString();
}

const sheetWith = (name: string, ...cells: readonly string[]): Promise<Buffer> =>
  writeSheets([{ name, rows: [cells.map((text) => textCell(text))], widths: cells.map(() => 10) }]);

it('a text stays text when a person types over it: its cell has the format @', async () => {
  const bytes = await sheetWith('台账', '83202020060000000777');
  const style = Number(/<c r="A1" s="(\d+)"/.exec(await partOf(bytes, 'xl/worksheets/sheet1.xml'))?.[1]);
  const styles = await partOf(bytes, 'xl/styles.xml');
  const xfs = (/<cellXfs.*?<\/cellXfs>/s.exec(styles)?.[0] ?? '').matchAll(/<xf [^>]*>/g);
  const formats = [...xfs].map(([xf]) => /numFmtId="(\d+)"/.exec(xf)?.[1] ?? '0');
  const own = [...styles.matchAll(/<numFmt [^>]*?numFmtId="(\d+)"[^>]*?formatCode="@"/g)].map(([, id]) => id ?? '');
  expect(['49', ...own]).toContain(formats[style]);
});

it('whatever a cell holds is read again as it was, and no formula among it', async () => {
  const texts = ['"甲"&<乙>', 'a\nb', '𠮷🥝', ' 前后 ', '_x0041_'];
  const file = await openSheetFile(await sheetWith('台账', ...texts, '=1+1'));
  const { rows } = await file.read('台账');
  file.close();
  expect(rows[0]?.cells).toEqual([...texts, "'=1+1"]);
});

it('a name that is longer than a sheet may have is cut', async () => {
  const file = await openSheetFile(await sheetWith('超'.repeat(40), '甲'));
  expect(file.sheets()).toEqual(['超'.repeat(31)]);
  file.close();
});
