import type { Columns } from '../kind/column.js';
import type { AmountUnit } from '../value/amount-unit.js';
import type { MeasureWord } from '../value/read-quantity.js';
import { cellText, type Sheet } from '../file/sheet.js';
import { findHead, type Head } from './find-head.js';
import { HeadCells, type HeadColumn } from './head-cells.js';
import { headTextOf } from './head-text.js';
import { titleUnit } from './title-unit.js';

/** Which columns of which sheet are read, and what their heads say of their units. All a plan needs of a head. */
export interface Mapping {
  readonly sheet: string;
  /** The last row of the head; 0 where there is none. */
  readonly headRow: number;
  /** The first row of the head. */
  readonly fromRow: number;
  /** By the key of the column. */
  readonly columns: Readonly<Record<string, MappedColumn>>;
  /** What counts in every row for a column that the file does not have. */
  readonly defaults: Readonly<Record<string, string>>;
}

/** A column of the file that is read as one of ours. */
export interface MappedColumn {
  /** From 0. */
  readonly index: number;
  /** The head as written. */
  readonly text: string;
  readonly amountUnit: AmountUnit;
  readonly measure?: MeasureWord;
  /** The head itself says it, no title and no group of heads: then a row that names another one contradicts it. */
  readonly isMeasureOwn?: true;
}

/** What a person says about the columns; all of it optional but `columns`. */
export interface MappingChoice {
  readonly sheet?: string;
  readonly headRow?: number;
  /** Our head → letter of the file's column (`B`), or its head as written. */
  readonly columns: Readonly<Record<string, string>>;
  /** Our head → what counts in every row. */
  readonly defaults?: Readonly<Record<string, string>>;
}

/** What was found by itself. Where `mapping` is absent, a person is asked. */
export interface Recognition {
  readonly mapping?: Mapping;
  /** Sheets whose head is known. Where there are two, the person chooses. */
  readonly sheets: readonly { readonly sheet: Sheet; readonly head: Head }[];
}

/** Finds sheet, head and columns by the heads we know and those of a saved profile. */
export function recogniseColumns(sheets: readonly Sheet[], columns: Columns): Recognition {
  const fitting = withoutSummaries(
    sheets.flatMap((sheet) => {
      const head = findHead(sheet, columns);
      return head === undefined ? [] : [{ sheet, head }];
    }),
    columns,
  );
  const [first, second] = fitting;
  const isSettled = first !== undefined && second === undefined && first.head.ambiguous.size === 0;
  return { sheets: fitting, ...(isSettled ? { mapping: mappingOf(first.sheet, first.head) } : {}) };
}

/**
 * Beside the one sheet that has every column a row needs, a sheet that has less than half of them is a summary of it. One
 * that has more may be another month with a head we do not know: a person is asked.
 */
function withoutSummaries(fitting: Recognition['sheets'], columns: Columns): Recognition['sheets'] {
  const required = Object.keys(columns).filter((key) => columns[key]?.isRequired === true);
  const had = ({ head }: Recognition['sheets'][number]): number =>
    required.filter((key) => head.columns.has(key) || head.ambiguous.has(key)).length;
  const complete = fitting.filter((one) => had(one) === required.length);
  return complete.length === 1 ? fitting.filter((one) => had(one) * 2 >= required.length) : fitting;
}

/** The columns with the heads of a saved profile as further aliases. @param profile head as written → our head */
export function withProfile(columns: Columns, profile: Readonly<Record<string, string>>): Columns {
  const entries = Object.entries(columns).map(([key, column]) => {
    const more = Object.keys(profile).filter((text) => profile[text] === column.header);
    return [key, more.length === 0 ? column : { ...column, aliases: [...column.aliases, ...more] }] as const;
  });
  return Object.fromEntries(entries);
}

/** The mapping a head comes to, as far as it is clear. */
export function mappingOf(sheet: Sheet, head: Head): Mapping {
  const columns = Object.fromEntries([...head.columns].map(([key, column]) => [key, mapped(column, head.amountUnit)]));
  return { sheet: sheet.name, headRow: head.toRow, fromRow: head.fromRow, columns, defaults: {} };
}

function mapped({ index, text, head }: HeadColumn, titleUnit: AmountUnit): MappedColumn {
  const { amountUnit = titleUnit, measure } = head;
  const isOwn = headTextOf(text).measure !== undefined;
  return { index, text, amountUnit, ...(measure === undefined ? {} : { measure }), ...(isOwn ? { isMeasureOwn: true } : {}) };
}

/**
 * The mapping a person has chosen. What the choice does not name is as recognised; an empty name takes a column out.
 * @returns undefined for a sheet the file does not have
 */
export function chosenMapping(sheets: readonly Sheet[], columns: Columns, choice: MappingChoice): Mapping | undefined {
  const recognised = recogniseColumns(sheets, columns).sheets;
  const name = choice.sheet ?? recognised[0]?.sheet.name ?? sheets[0]?.name;
  const sheet = sheets.find((one) => one.name === name);
  if (sheet === undefined) return undefined;
  const found = recognised.find((one) => one.sheet === sheet)?.head;
  const headRow = choice.headRow ?? found?.toRow ?? 0;
  const head = headRow === found?.toRow ? found : undefined;
  const own = head === undefined ? {} : mappingOf(sheet, head).columns;
  const fromRow = head?.fromRow ?? headRow;
  return {
    sheet: sheet.name,
    headRow,
    fromRow,
    columns: Object.fromEntries(
      Object.entries(columns).flatMap(([key, { header }]) => {
        const column = chosenColumn(sheet, { fromRow, headRow }, choice.columns[header], own[key]);
        return column === undefined ? [] : [[key, column]];
      }),
    ),
    defaults: byKey(columns, choice.defaults ?? {}),
  };
}

/** What is said of our heads, by their keys. */
function byKey(columns: Columns, said: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(columns).flatMap(([key, { header }]) => {
    const text = said[header];
    return text === undefined ? [] : [[key, text] as const];
  });
  return Object.fromEntries(entries);
}

function chosenColumn(
  sheet: Sheet,
  { fromRow, headRow }: Pick<Mapping, 'fromRow' | 'headRow'>,
  from: string | undefined,
  own: MappedColumn | undefined,
): MappedColumn | undefined {
  if (from === undefined) return own;
  const index = indexOf(sheet, headRow, from);
  if (index === undefined) return undefined;
  const cells = new HeadCells(sheet);
  const rows = cells.rowsOf(fromRow, headRow);
  const column = rows === undefined ? { index, text: '', head: { base: '' } } : cells.columns(rows, index).at(-1);
  return column === undefined ? undefined : mapped(column, titleUnit(sheet.rows, fromRow));
}

function indexOf(sheet: Sheet, headRow: number, from: string): number | undefined {
  if (from === '') return undefined;
  const byHead = sheet.rows.find(({ row }) => row === headRow)?.cells.findIndex((cell) => cellText(cell) === from) ?? -1;
  if (byHead >= 0) return byHead;
  return /^[A-Za-z]{1,3}$/.test(from) ? lettersToIndex(from) : undefined;
}

function lettersToIndex(letters: string): number {
  return Array.from(letters.toUpperCase()).reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** 0 → A, 27 → AB: a column as people call it. */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return `${rest >= 0 ? columnLetters(rest) : ''}${String.fromCharCode(65 + (index % 26))}`;
}
