import type { CellObject, Row } from 'write-excel-file/node';
import { problemSentence } from '#contracts';
import { type Cell, cellText, type MergedRange, type Sheet, type SheetRow, StoredNumber } from '../file/sheet.js';
import type { CellProblem, PlannedRow } from '../plan/plan.js';
import type { Mapping } from '../table/mapping.js';
import type { TableRow } from '../table/table.js';
import { readDay } from '../value/read-day.js';
import { textCell, writeSheets } from './sheet-writer.js';

export const FAULT_HEAD = '错误说明';
const FAULT_WIDTH = 60;
const WIDTH = 16;

/**
 * The person's own sheet: its titles and head as they were, below them only the rows that are blocked, edits included,
 * and behind them what is wrong. Mended and uploaded again, only they are new.
 */
export async function failedRows(
  sheet: Sheet,
  mapping: Mapping,
  blocked: readonly PlannedRow[],
  edited: readonly TableRow[],
): Promise<Buffer> {
  const rowsByNumber = new Map(sheet.rows.map((row) => [row.row, row]));
  const editedByNumber = new Map(edited.map((row) => [row.row, row]));
  const width = Math.max(...sheet.rows.map(({ cells }) => cells.length), ...Object.values(mapping.columns).map(({ index }) => index + 1));
  const head = headRows(sheet, mapping, width);
  const rows = blocked.map((planned) => {
    const cells = withEdits(rowsByNumber.get(planned.row), editedByNumber.get(planned.row), mapping, width);
    return [...cells.map((cell) => written(cell, sheet.epoch)), textCell(explained(planned.cells), { wrap: true })];
  });
  const widths = [...Array.from({ length: width }, () => WIDTH), FAULT_WIDTH];
  return writeSheets([{ name: sheet.name, rows: [...head, ...rows], widths }]);
}

/** Titles and head with their merged cells: a head of two rows is only understood with them. */
function headRows(sheet: Sheet, mapping: Mapping, width: number): Row[] {
  const byNumber = new Map(sheet.rows.map((row) => [row.row, row]));
  return Array.from({ length: mapping.headRow }, (_, at) => {
    const row = at + 1;
    const cells = Array.from({ length: width }, (_unused, column): CellObject | null => {
      const cell = written(byNumber.get(row)?.cells[column] ?? null, sheet.epoch);
      const range = sheet.merges.find(({ fromRow, fromColumn }) => fromRow === row && fromColumn === column);
      return range === undefined ? cell : { ...(cell ?? textCell('')), ...spanOf(range, mapping.headRow) };
    });
    return row === mapping.headRow ? [...cells, textCell(FAULT_HEAD, { fontWeight: 'bold' })] : cells;
  });
}

function spanOf({ fromRow, toRow, fromColumn, toColumn }: MergedRange, lastRow: number): Pick<CellObject, 'columnSpan' | 'rowSpan'> {
  return { columnSpan: toColumn - fromColumn + 1, rowSpan: Math.min(toRow, lastRow) - fromRow + 1 };
}

function withEdits(row: SheetRow | undefined, edited: TableRow | undefined, mapping: Mapping, width: number): Cell[] {
  const cells = Array.from({ length: width }, (_, column): Cell => row?.cells[column] ?? null);
  for (const [key, { index }] of Object.entries(mapping.columns)) {
    const cell = edited?.cells[key];
    if (cell !== undefined) cells[index] = cell;
  }
  return cells;
}

/** A cell as it was: a number that a sheet has destroyed stays a number, so that it is blocked again. */
function written(cell: Cell, epoch: Sheet['epoch']): CellObject | null {
  if (cell === null) return null;
  if (!(cell instanceof StoredNumber)) return textCell(cellText(cell));
  const day = cell.isDay ? readDay(cell, epoch) : undefined;
  if (day?.kind === 'read') return textCell(day.value);
  const value = Number(cell.digits);
  return Number.isFinite(value) ? { value, type: Number } : textCell(cell.digits);
}

function explained(problems: readonly CellProblem[]): string {
  return problems
    .map(({ code, params, suggestion }) => {
      const sentence = problemSentence({ code, params }, 'zh-CN');
      return suggestion === undefined ? sentence : `${sentence}是不是“${suggestion}”？`;
    })
    .join('\n');
}
