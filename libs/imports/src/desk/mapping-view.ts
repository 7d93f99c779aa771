import type { Column, Columns } from '../kind/column.js';
import { cellText, type Sheet } from '../file/sheet.js';
import { AMOUNT_POWERS, FEN_PLACES } from '../value/amount-unit.js';
import { columnName } from '../table/column-name.js';
import { columnLetters, type MappedColumn, type Mapping, mappingOf, recogniseColumns } from '../table/mapping.js';

/** What a screen shows of the columns, and offers. */
export interface MappingView {
  readonly isSettled: boolean;
  readonly sheet: string | null;
  readonly headRow: number | null;
  readonly columns: readonly ColumnView[];
  /** All our heads of the kind, in the order of its template. */
  readonly heads: readonly { readonly column: string; readonly isRequired: boolean }[];
  /** Our heads that every row needs and neither the file nor the upload has. */
  readonly missing: readonly string[];
  /** Heads of the file that are not read. */
  readonly unused: readonly { readonly from: string; readonly head: string }[];
  /** Heads of the file that could be one and the same of ours, by ours: a person chooses. */
  readonly ambiguous: Readonly<Record<string, readonly string[]>>;
  /** Every sheet that is not empty, those that fit first; where nothing is clear, a person chooses. */
  readonly sheets: readonly string[];
  /** The first rows of the sheet, to choose a head from. */
  readonly firstRows: readonly { readonly row: number; readonly cells: readonly string[] }[];
}

/** A column of the file and which of ours it is. */
export interface ColumnView {
  readonly column: string;
  /** What it is called where its cells are shown: our head, or the file's own where that says another unit. */
  readonly name: string;
  /** Letter of the file's column. */
  readonly from: string;
  readonly head: string;
  /** 元 or 万元 for amounts, the head's unit for quantities. A bare number in `values`, or in an edit, is in it. */
  readonly unit: string | null;
  /** Fen in one `unit` of an amount. */
  readonly fenPerUnit: number | null;
}

const SHOWN_ROWS = 12;

/** What a view is made of. */
export interface Viewed {
  readonly sheets: readonly Sheet[];
  readonly columns: Columns;
  /** As it stands; absent while a person is asked. */
  readonly mapping: Mapping | undefined;
  /** Whether the upload was given a unit. */
  readonly hasUnit: boolean;
}

/** Another sheet than the one that is read, as it would be offered. @returns undefined for one the file does not have */
export function sheetView(viewed: Viewed, name: string): MappingView | undefined {
  if (!viewed.sheets.some((sheet) => sheet.name === name)) return undefined;
  const isRead = viewed.mapping?.sheet === name;
  return { ...mappingView({ ...viewed, mapping: isRead ? viewed.mapping : undefined }, name), sheet: name };
}

/** @param wanted the sheet that is looked at while none is read; the first that fits unless said otherwise */
export function mappingView({ sheets, columns, mapping, hasUnit }: Viewed, wanted?: string): MappingView {
  const recognised = recogniseColumns(sheets, columns).sheets;
  const sheet = sheets.find(({ name }) => name === (mapping?.sheet ?? wanted ?? recognised[0]?.sheet.name)) ?? sheets[0];
  const head = recognised.find((one) => one.sheet === sheet)?.head;
  // While a person is asked, what is clear stands already.
  const shown = mapping ?? (sheet === undefined || head === undefined ? undefined : mappingOf(sheet, head));
  const mapped = shown?.columns ?? {};
  const used = new Set(Object.values(mapped).map(({ index }) => index));
  const headCells = sheet?.rows.find(({ row }) => row === shown?.headRow)?.cells ?? [];
  return {
    isSettled: mapping !== undefined,
    sheet: mapping?.sheet ?? null,
    headRow: shown?.headRow ?? null,
    columns: Object.entries(mapped).flatMap(([key, column]) => columnView(columns[key], column)),
    heads: Object.values(columns).map(({ header, isRequired }) => ({ column: header, isRequired })),
    missing: missingOf(columns, shown, hasUnit),
    unused: headCells.flatMap((cell, index) =>
      cell === null || used.has(index) ? [] : [{ from: columnLetters(index), head: cellText(cell) }],
    ),
    ambiguous: Object.fromEntries(
      [...(head?.ambiguous ?? [])].map(([key, found]) => [columns[key]?.header ?? key, found.map(({ text }) => text)]),
    ),
    sheets: [...new Set([...recognised.map((one) => one.sheet), ...sheets])].map(({ name }) => name),
    firstRows: (sheet?.rows ?? []).slice(0, SHOWN_ROWS).map(({ row, cells }) => ({ row, cells: cells.map(cellText) })),
  };
}

function columnView(column: Column | undefined, mapped: MappedColumn): readonly ColumnView[] {
  if (column === undefined) return [];
  const { index, text, amountUnit, measure } = mapped;
  const isAmount = column.nature === 'amount';
  return [
    {
      column: column.header,
      name: columnName(column, mapped),
      from: columnLetters(index),
      head: text,
      unit: isAmount ? amountUnit : (measure?.unit ?? null),
      fenPerUnit: isAmount ? 10 ** (AMOUNT_POWERS[amountUnit] + FEN_PLACES) : null,
    },
  ];
}

function missingOf(columns: Columns, mapping: Mapping | undefined, hasUnit: boolean): string[] {
  return Object.entries(columns).flatMap(([key, { header, isRequired, isOfUpload }]) => {
    const isSaid = mapping?.columns[key] !== undefined || mapping?.defaults[key] !== undefined || (hasUnit && isOfUpload === true);
    return isRequired && !isSaid ? [header] : [];
  });
}
