import type { Columns } from '../kind/column.js';
import { cellText, type Sheet } from '../file/sheet.js';
import { columnLetters, type Mapping, mappingOf, recogniseColumns } from '../table/mapping.js';

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
  /** Sheets that fit; where there are two, a person chooses. */
  readonly sheets: readonly string[];
  /** The first rows of the sheet, to choose a head from. */
  readonly firstRows: readonly { readonly row: number; readonly cells: readonly string[] }[];
}

/** A column of the file and which of ours it is. */
export interface ColumnView {
  readonly column: string;
  /** Letter of the file's column. */
  readonly from: string;
  readonly head: string;
  /** 元 or 万元 for amounts, the head's unit for quantities. */
  readonly unit: string | null;
}

const SHOWN_ROWS = 12;

/** @param mapping as it stands; absent while a person is asked @param hasUnit whether the upload was given a unit */
export function mappingView(sheets: readonly Sheet[], columns: Columns, mapping: Mapping | undefined, hasUnit: boolean): MappingView {
  const recognised = recogniseColumns(sheets, columns).sheets;
  const sheet = sheets.find(({ name }) => name === (mapping?.sheet ?? recognised[0]?.sheet.name)) ?? sheets[0];
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
    columns: Object.entries(mapped).map(([key, { index, text, amountUnit, measure }]) => ({
      column: columns[key]?.header ?? key,
      from: columnLetters(index),
      head: text,
      unit: columns[key]?.nature === 'amount' ? amountUnit : (measure?.unit ?? null),
    })),
    heads: Object.values(columns).map(({ header, isRequired }) => ({ column: header, isRequired })),
    missing: missingOf(columns, shown, hasUnit),
    unused: headCells.flatMap((cell, index) =>
      cell === null || used.has(index) ? [] : [{ from: columnLetters(index), head: cellText(cell) }],
    ),
    ambiguous: Object.fromEntries(
      [...(head?.ambiguous ?? [])].map(([key, found]) => [columns[key]?.header ?? key, found.map(({ text }) => text)]),
    ),
    sheets: recognised.map((one) => one.sheet.name),
    firstRows: (sheet?.rows ?? []).slice(0, SHOWN_ROWS).map(({ row, cells }) => ({ row, cells: cells.map(cellText) })),
  };
}

function missingOf(columns: Columns, mapping: Mapping | undefined, hasUnit: boolean): string[] {
  return Object.entries(columns).flatMap(([key, { header, isRequired, isOfUpload }]) => {
    const isSaid = mapping?.columns[key] !== undefined || mapping?.defaults[key] !== undefined || (hasUnit && isOfUpload === true);
    return isRequired && !isSaid ? [header] : [];
  });
}
