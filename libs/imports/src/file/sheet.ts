/**
 * What a file holds, before anybody asks what it means. Values are kept as they are stored: whoever reads a value decides
 * what it says, and nothing is rounded or guessed on the way.
 */

/**
 * How a sheet shows a number: as a number, or as what people see in its place. `time` is a time of day without a day. Where
 * a number is asked for, the last three are none: 0.3 shown as 30% is not three tenths of a yuan.
 */
export type NumberStyle = 'number' | 'day' | 'time' | 'percent';

/** A number as the file stores it. `digits` is the stored text (`8218.879999999999`, `8.32E+19`), never a binary fraction. */
export class StoredNumber {
  constructor(
    readonly digits: string,
    /** A `day` is a serial number of the sheet's epoch. */
    readonly style: NumberStyle = 'number',
  ) {}
}

/** `#N/A`, `#REF!` …: a formula that came to nothing. */
export class CellFault {
  constructor(readonly text: string) {}
}

/** `-`, `/`, 无: somebody wrote that there is nothing. No default and no unit of the upload stands in for it. */
export class Cleared {
  /** @param text as written */
  constructor(readonly text: string) {}
}

/** A formula whose result is not stored counts as empty (contract §9, Imports). */
export type Cell = string | StoredNumber | CellFault | Cleared | null;

/** A row with at least one value. */
export interface SheetRow {
  /** As the person sees it in the file: 1, 2, 3 … */
  readonly row: number;
  /** By column, from the left; missing ones at the end are empty. */
  readonly cells: readonly Cell[];
}

/** A merged range, all ends included; rows as seen, columns from 0. */
export interface MergedRange {
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
}

/** How a text file with separators is written. */
export interface CsvForm {
  readonly delimiter: string;
  /** UTF-16, as “Unicode 文本” of Excel is; else a text goes back as UTF-8 with its mark. */
  readonly isUtf16: boolean;
}

/** One sheet of a file, as it is stored. */
export interface Sheet {
  readonly name: string;
  /** Rows with at least one value, in order; hidden and filtered rows are data. */
  readonly rows: readonly SheetRow[];
  readonly merges: readonly MergedRange[];
  /** The day a serial number counts from: 1900 on Windows, 1904 in old files of the Mac. */
  readonly epoch: 1900 | 1904;
  /** Of a text file; a sheet of a workbook has none. */
  readonly csv?: CsvForm;
}

/** A file that is open for reading. `close` ends what reading holds, whatever has been read. */
export interface SheetFile {
  /** The names of its sheets, in the order of the tabs. */
  sheets(): readonly string[];
  /** All of one sheet. @throws FileRefusedError */
  read(name: string): Promise<Sheet>;
  close(): void;
}

/** A cell as text, for people: what the file shows, as near as can be told. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string') return cell;
  return cell instanceof StoredNumber ? cell.digits : cell.text;
}
