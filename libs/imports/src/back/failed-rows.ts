import type { CellObject, Row } from 'write-excel-file/node';
import { problemSentence } from '#contracts';
import type { FileForm } from '../file/recognise.js';
import { type Cell, cellText, type CsvForm, type MergedRange, type Sheet, type SheetRow, StoredNumber } from '../file/sheet.js';
import { type CellProblem, isWarning, type PlannedRow } from '../plan/plan.js';
import type { Mapping } from '../table/mapping.js';
import { FAULT_HEAD } from '../table/surplus.js';
import type { TableRow } from '../table/table.js';
import { shownText } from '../value/shown-text.js';
import { csvBytes } from './csv-writer.js';
import { textCell, writeSheets } from './sheet-writer.js';

const FAULT_WIDTH = 60;
const WIDTH = 16;
/** Behind an amount whose other rows are not given back: no reader takes it for a number. */
const MERGED = '（合并单元格）';

type Written = CellObject | null;

/** A sheet that goes back to a person. */
export interface SheetBack {
  readonly form: FileForm;
  readonly bytes: Buffer;
}

/** What of a sheet goes back, and what is written behind it. */
interface Left {
  readonly sheet: Sheet;
  readonly mapping: Mapping;
  readonly blocked: readonly PlannedRow[];
  /** Columns of the sheet; 错误说明 stands behind them. */
  readonly width: number;
  /** The cells of a blocked row, edits included. */
  readonly cellsOf: (row: number) => readonly Cell[];
  readonly tableRowOf: (row: number) => TableRow | undefined;
}

/**
 * The person's own file in the form it came in: its titles and head as they were, below them only the rows that are blocked,
 * edits included, and behind them what is wrong. Mended and uploaded again, only they are new.
 */
export async function failedRows(
  sheet: Sheet,
  mapping: Mapping,
  blocked: readonly PlannedRow[],
  edited: readonly TableRow[],
): Promise<SheetBack> {
  const rowsByNumber = new Map(sheet.rows.map((row) => [row.row, row]));
  const editedByNumber = new Map(edited.map((row) => [row.row, row]));
  const width = widthOf(sheet, mapping);
  const left: Left = {
    sheet,
    mapping,
    blocked,
    width,
    cellsOf: (row) => withEdits(rowsByNumber.get(row), editedByNumber.get(row), mapping, width),
    tableRowOf: (row) => editedByNumber.get(row),
  };
  if (sheet.csv !== undefined) return { form: 'csv', bytes: asText(left, sheet.csv) };
  return { form: 'xlsx', bytes: await asWorkbook(left) };
}

/** Without the 错误说明 of an earlier time, which this one takes the place of. */
function widthOf({ rows }: Sheet, { headRow, columns }: Mapping): number {
  const width = Math.max(...rows.map(({ cells }) => cells.length), ...Object.values(columns).map(({ index }) => index + 1));
  const head = rows.find(({ row }) => row === headRow)?.cells ?? [];
  return head.length === width && cellText(head.at(-1)) === FAULT_HEAD ? width - 1 : width;
}

function asText({ sheet, mapping, blocked, width, cellsOf }: Left, form: CsvForm): Buffer {
  const byNumber = new Map(sheet.rows.map(({ row, cells }) => [row, cells]));
  const head = Array.from({ length: mapping.headRow }, (_, at) => (byNumber.get(at + 1) ?? []).map(cellText));
  const last = head.at(-1);
  if (last !== undefined) head[head.length - 1] = [...Array.from({ length: width }, (_, column) => last[column] ?? ''), FAULT_HEAD];
  const rows = blocked.map(({ row, cells }) => [...cellsOf(row).map(cellText), explained(cells, ' ')]);
  return csvBytes([...head, ...rows], form);
}

async function asWorkbook({ sheet, mapping, blocked, width, cellsOf, tableRowOf }: Left): Promise<Buffer> {
  const byNumber = new Map(sheet.rows.map(({ row, cells }) => [row, cells]));
  const own = blocked.map(({ row }): Written[] => cellsOf(row).map((cell) => written(cell, sheet.epoch)));
  const tableRows = blocked.map(({ row }) => tableRowOf(row));
  for (const run of mergedRuns(tableRows, mapping)) {
    merge(own, run, written(byNumber.get(run.fromRow)?.[run.index] ?? null, sheet.epoch));
  }
  const rows = blocked.map(({ cells }, at): Row => [...(own[at] ?? []), textCell(explained(cells, '\n'), { wrap: true })]);
  const widths = [...Array.from({ length: width }, () => WIDTH), FAULT_WIDTH];
  return writeSheets([{ name: sheet.name, rows: [...headRows(sheet, mapping, width), ...rows], widths }]);
}

/** Titles and head with their merged cells: a head of two rows is only understood with them. */
function headRows(sheet: Sheet, mapping: Mapping, width: number): Row[] {
  const byNumber = new Map(sheet.rows.map((row) => [row.row, row]));
  return Array.from({ length: mapping.headRow }, (_, at) => {
    const row = at + 1;
    const cells = Array.from({ length: width }, (_unused, column): Written => {
      const cell = written(byNumber.get(row)?.cells[column] ?? null, sheet.epoch);
      const range = sheet.merges.find(({ fromRow, fromColumn }) => fromRow === row && fromColumn === column);
      return range === undefined ? cell : { ...cell, ...spanOf(range, mapping.headRow) };
    });
    return row === mapping.headRow ? [...cells, textCell(FAULT_HEAD, { fontWeight: 'bold' })] : cells;
  });
}

function spanOf({ fromRow, toRow, fromColumn, toColumn }: MergedRange, lastRow: number): Pick<CellObject, 'columnSpan' | 'rowSpan'> {
  return { columnSpan: toColumn - fromColumn + 1, rowSpan: Math.min(toRow, lastRow) - fromRow + 1 };
}

/** Rows below each other that one merged amount still covers: from which of the blocked rows on, and how many. */
interface MergedRun {
  readonly range: MergedRange;
  readonly fromRow: number;
  readonly index: number;
  readonly at: number;
  length: number;
}

function mergedRuns(rows: readonly (TableRow | undefined)[], { columns }: Mapping): readonly MergedRun[] {
  const runs: MergedRun[] = [];
  for (const [key, { index }] of Object.entries(columns)) {
    for (const [at, row] of rows.entries()) {
      const range = row?.merged?.get(key);
      const last = runs.at(-1);
      if (range === undefined) continue;
      if (last?.range === range && last.at + last.length === at) last.length += 1;
      else runs.push({ range, fromRow: range.fromRow, index, at, length: 1 });
    }
  }
  return runs;
}

/** Stays one merged cell, so that nobody takes the whole amount for that of its first row. Alone in its row it says so in words. */
function merge(rows: readonly Written[][], { index, at, length }: MergedRun, amount: Written): void {
  const cell = amount ?? textCell('');
  for (const [place, row] of rows.slice(at, at + length).entries()) row[index] = place === 0 ? { ...cell, rowSpan: length } : null;
  const [first] = rows.slice(at);
  if (length === 1 && first !== undefined) first[index] = textCell(`${String(cell.value)}${MERGED}`);
}

function withEdits(row: SheetRow | undefined, edited: TableRow | undefined, mapping: Mapping, width: number): readonly Cell[] {
  const cells = Array.from({ length: width }, (_, column): Cell => row?.cells[column] ?? null);
  for (const [key, { index }] of Object.entries(mapping.columns)) {
    const cell = edited?.cells[key];
    if (cell !== undefined) cells[index] = cell;
  }
  return cells;
}

/** A cell as it was: a number that a sheet has destroyed stays a number, so that it is blocked again. */
function written(cell: Cell, epoch: Sheet['epoch']): Written {
  if (cell === null) return null;
  if (!(cell instanceof StoredNumber)) return textCell(cellText(cell));
  // As a bare number, 30% would come back as 0.3 and be taken for it.
  if (cell.style !== 'number') return textCell(shownText(cell, epoch));
  const value = Number(cell.digits);
  return Number.isFinite(value) ? { value, type: Number } : textCell(cell.digits);
}

/** A sentence for each problem; what is only worth a look says so, since nobody has to mend it. */
function explained(problems: readonly CellProblem[], between: string): string {
  return problems
    .map((problem) => {
      const { code, params, suggestion } = problem;
      const sentence = `${isWarning(problem) ? '提醒：' : ''}${problemSentence({ code, params }, 'zh-CN')}`;
      return suggestion === undefined ? sentence : `${sentence}是不是“${suggestion}”？`;
    })
    .join(between);
}
