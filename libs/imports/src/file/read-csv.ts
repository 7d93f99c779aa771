import { CsvError, parse } from 'csv-parse/sync';
import { decodeText } from './decode-text.js';
import { FileRefusedError, notATable, tooBig } from './file-refused.js';
import { MOST_CELL_CHARACTERS, MOST_COLUMNS, MOST_ROWS } from './file-limits.js';
import type { CsvForm, Sheet, SheetFile, SheetRow } from './sheet.js';

const DELIMITERS = [',', '\t', ';', '，', '|'] as const;
const SAMPLE_LINES = 30;
const ONLY_SHEET = 'CSV';

/** A text file with separators as one sheet; every cell is text. @throws FileRefusedError */
export function openCsv(bytes: Buffer): SheetFile {
  const { text, encoding } = decodeText(bytes);
  return {
    sheets: () => [ONLY_SHEET],
    read: async () => sheetOf(text, { delimiter: delimiterOf(text), isUtf16: encoding.startsWith('utf-16') }),
    close: () => undefined,
  };
}

function sheetOf(text: string, csv: CsvForm): Sheet {
  const rows = recordsOf(text, csv.delimiter)
    .map((cells, index): SheetRow => ({ row: index + 1, cells: cells.map(cellOf) }))
    .filter(({ cells }) => cells.some((cell) => cell !== null));
  if (rows.length > MOST_ROWS) throw tooBig('50,000 行 / rows');
  return { name: ONLY_SHEET, rows, merges: [], epoch: 1900, csv };
}

function recordsOf(text: string, delimiter: string): string[][] {
  try {
    // An empty line is a row of the sheet as well: without it, later rows would not have the number people see.
    return parse(text, {
      delimiter,
      // Programs that put files together mix them.
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: MOST_COLUMNS * MOST_CELL_CHARACTERS,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw error.code === 'CSV_MAX_RECORD_SIZE' ? tooBig(`${MOST_CELL_CHARACTERS} 字 / characters in a cell`) : notATable(error);
  }
}

function cellOf(text: string, column: number): string | null {
  if (text.trim() === '') return null;
  if (column >= MOST_COLUMNS) throw tooBig(`${MOST_COLUMNS} 列 / columns`);
  if (text.length > MOST_CELL_CHARACTERS) throw tooBig(`${MOST_CELL_CHARACTERS} 字 / characters in a cell`);
  return text;
}

/** The sign that divides most of the first lines into most parts. */
function delimiterOf(text: string): string {
  const lines = text.split(/\r\n|\n|\r/, SAMPLE_LINES).map((line) => line.replace(/"[^"]*"/g, ''));
  const [best] = DELIMITERS.map((delimiter) => ({ delimiter, parts: partsWith(lines, delimiter) })).sort((a, b) => b.parts - a.parts);
  if (best === undefined || best.parts === 0) throw new FileRefusedError('FILE.NOT_A_TABLE');
  return best.delimiter;
}

function partsWith(lines: readonly string[], delimiter: string): number {
  return lines.reduce((parts, line) => parts + line.split(delimiter).length - 1, 0);
}
