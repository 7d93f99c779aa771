import { FileRefusedError, ImportDesk } from '#imports';
import { HEADS, order } from './corpus/case.js';
import { part, parts, workbook } from './support/workbook.js';
import { zip } from './support/zip.js';

const MADE = { sheets: [{ name: '台账', rows: [[...HEADS], order({ 供应商: '完整无损合作社' })] }] };
const SHEET = 'xl/worksheets/sheet1.xml';
const MEBIBYTE = 1024 * 1024;

async function codeOf(bytes: Buffer): Promise<string | undefined> {
  try {
    await (await ImportDesk.open(bytes, { kind: 'orders' })).close();
    return undefined;
  } catch (error) {
    return error instanceof FileRefusedError ? error.problem.code : String(error);
  }
}

/** The workbook with its sheet packed, and another size of it in the directory. */
function packed(saidMore: number): Buffer {
  return zip(parts(MADE).map((one) => (one.name === SHEET ? { ...one, isDeflated: true, saidBytes: one.data.length + saidMore } : one)));
}

it('a workbook whose parts are as its directory says is read', async () => {
  expect([await codeOf(workbook(MADE)), await codeOf(packed(0))]).toEqual([undefined, undefined]);
});

it('one byte that is another is damage: its value would be another', async () => {
  const bytes = workbook(MADE);
  const at = bytes.indexOf('完整无损');
  bytes.write('全', at, 'utf8');
  expect(await codeOf(bytes)).toBe('FILE.NOT_A_TABLE');
});

it('a part that ends before its size is damage, one that goes on behind it a lie', async () => {
  expect([await codeOf(packed(1)), await codeOf(packed(-1))]).toEqual(['FILE.NOT_A_TABLE', 'FILE.BOMB']);
});

it('a part that is encrypted is refused as such', async () => {
  const bytes = workbook(MADE);
  // The flags of an entry of the directory.
  bytes[bytes.indexOf('PK\u0001\u0002') + 8] = 1;
  expect(await codeOf(bytes)).toBe('FILE.ENCRYPTED');
});

it('many parts that are harmless one by one are too much together', async () => {
  const filled = (count: number): Buffer =>
    zip([...parts(MADE), ...Array.from({ length: count }, (_, at) => ({ ...part(`xl/media/${at}.png`, 'x'), saidBytes: 20 * MEBIBYTE }))]);
  expect([await codeOf(filled(14)), await codeOf(filled(15))]).toEqual([undefined, 'FILE.BOMB']);
});
