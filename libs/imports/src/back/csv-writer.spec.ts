import { openCsv } from '../file/read-csv.js';
import { writtenCell } from '../value/written-cell.js';
import { csvBytes } from './csv-writer.js';

const HOSTILE = [
  ['头', '值', '尾'],
  ['"', '""', '"甲"'],
  ['a,b', 'a，b', 'a;b'],
  ['a\tb', 'a|b', 'a\r\nb\nc'],
  ['𠮷果🥝', "'甲'", '-5'],
];

it.each([',', '\t', ';', '，', '|'].flatMap((delimiter) => [false, true].map((isUtf16) => ({ delimiter, isUtf16 }))))(
  'whatever a cell holds is read again as it was: %j',
  async (form) => {
    const file = openCsv(csvBytes(HOSTILE, form));
    const { rows, csv } = await file.read('CSV');
    expect(rows.map(({ cells }) => cells)).toEqual(HOSTILE);
    expect(csv).toEqual(form);
  },
);

it('a number that spreadsheets would show as 1.23E+11 or round stays text, however often it is written; a shorter one is a number', () => {
  const form = { delimiter: ',', isUtf16: false };
  const written = (cell: string): string =>
    csvBytes([[cell]], form)
      .toString()
      .slice(1, -2);
  expect(written('12345678901')).toBe('12345678901');
  expect(written('123456789012')).toBe('"\t123456789012"');
  expect(written('\t83202020060000000777')).toBe('"\t83202020060000000777"');
});

it.each(['=1+1', '+SUM(1)', '-cmd', '@SUM(1)', '\tcmd', '\rcmd'])(
  '%j is no formula, and reading takes away what keeps it from being one',
  async (text) => {
    const { rows } = await openCsv(
      csvBytes(
        [
          ['头', '尾'],
          [text, '尾'],
        ],
        { delimiter: ',', isUtf16: false },
      ),
    ).read('CSV');
    const cell = rows[1]?.cells[0];
    expect(cell).toBe(`'${text}`);
    expect(writtenCell(`'${text}`)).toBe(text);
  },
);
