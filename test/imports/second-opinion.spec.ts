import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import readXlsxFile from 'read-excel-file/node';
import { ImportDesk } from '#imports';

/** Our reader against read-excel-file, which reads the same files in another way. */
const FILES = ['samples', join('corpus', 'files')].flatMap((folder) =>
  readdirSync(join(import.meta.dirname, folder))
    .filter((name) => name.endsWith('.xlsx') && !name.startsWith('h'))
    .map((name) => join(folder, name)),
);

/** What the other reader does not take: cells without their place. */
const ONLY_OURS = 'l15-';

/** Text and truth values as text. */
function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'boolean' ? String(value).trim() : '';
}

it.each(FILES.filter((file) => !file.includes(ONLY_OURS)))('%s has the same first rows for both', async (file) => {
  const bytes = readFileSync(join(import.meta.dirname, file));
  const desk = await ImportDesk.open(bytes, { kind: 'orders' });
  const { firstRows, sheet: name } = await desk.mappingView();
  const sheets = await readXlsxFile(bytes);
  const other = sheets.find(({ sheet }) => sheet === name) ?? sheets[0];
  for (const { row, cells } of firstRows) {
    cells.forEach((text, column) => {
      const theirs = other?.data[row - 1]?.[column];
      // A day is a serial number to us until a column says that it is one.
      // A formula that failed is nothing to them and a problem to us.
      if (text.startsWith('#')) expect(theirs).toBeNull();
      else if (theirs instanceof Date) expect(Number(text)).toBeGreaterThan(0);
      else if (typeof theirs === 'number') expect(Number(text)).toBe(theirs);
      else expect(text.trim()).toBe(shown(theirs));
    });
  }
});
