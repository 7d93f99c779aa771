import { plain } from '#contracts';
import type { Columns } from '../kind/column.js';
import { type Cell, cellText, type MergedRange, type Sheet, type SheetRow } from '../file/sheet.js';
import { withoutGuard } from '../value/formula-guard.js';
import { isNothing } from '../value/reading.js';
import type { Mapping } from './mapping.js';

/** A row of data, its cells by the key of the column. */
export interface TableRow {
  readonly row: number;
  readonly cells: Readonly<Record<string, Cell>>;
  /** Amounts that one merged cell holds for this row and others, by the key of the column. */
  readonly merged?: ReadonlyMap<string, MergedRange>;
}

export interface Table {
  readonly mapping: Mapping;
  readonly epoch: Sheet['epoch'];
  readonly rows: readonly TableRow[];
}

/** Sums below rows, signatures and notes: no rows of data (contract §9, Imports). */
const SUM = /^(?:合计|总计|小计|共计|累计|本页合计|本月合计|本年累计)(?:\(.*\))?[:：]?$/;
const NOTE =
  /^(?:制表|填表|填报|审核|复核|经办|负责|分管|主管领导|单位负责|联系|签字|签章|盖章|公章|备注|说明|注|附注|填表日期|填报日期|制表日期|日期)(?:人|单位|人员|领导|人签字|人\(签字\)|\(签字\)|\(盖章\)|\(签章\)|\(公章\))?\d?[:：]/;

/** The rows of data under the head. */
export function tableOf(sheet: Sheet, mapping: Mapping, columns: Columns): Table {
  const labels = new Labels(sheet, mapping, columns);
  const across = cellsAcross(sheet.merges);
  const rows = sheet.rows.flatMap((row): TableRow[] => {
    if (row.row <= mapping.headRow || isHeadAgain(row, mapping)) return [];
    const own = ownCells(row, mapping);
    if (Object.keys(own).length === 0 || isFoot(row, own, across)) return [];
    const { cells, merged } = labels.completed(row.row, own);
    return [{ row: row.row, cells, ...(merged.size === 0 ? {} : { merged }) }];
  });
  return { mapping, epoch: sheet.epoch, rows };
}

/** Only what is there: 50,000 rows are mostly empty cells. */
function ownCells({ cells }: SheetRow, { columns }: Mapping): Record<string, Cell> {
  const own: Record<string, Cell> = {};
  for (const key in columns) {
    const cell = cells[columns[key]?.index ?? -1] ?? null;
    if (typeof cell !== 'string') {
      if (cell !== null) own[key] = cell;
    } else if (!isNothing(cell)) own[key] = withoutGuard(cell);
  }
  return own;
}

/** The head printed once more on the next page. */
function isHeadAgain({ cells }: SheetRow, { columns }: Mapping): boolean {
  const mapped = Object.values(columns);
  return mapped.length > 1 && mapped.every(({ index, text }) => cellText(cells[index]) === text);
}

/**
 * A sum, a signature, a note or a title between rows: it says so in its first cell and names no goods, day or unit of
 * its own; or its one cell lies across the table.
 */
function isFoot({ row, cells }: SheetRow, own: Readonly<Record<string, Cell>>, across: ReadonlySet<string>): boolean {
  const at = cells.findIndex((cell) => cell !== null);
  const first = cells[at];
  if (typeof first !== 'string') return false;
  const text = plain(first).replace(/\s+/g, '');
  const others = (): Cell[] => cells.filter((cell, index) => index !== at && cell !== null);
  if (SUM.test(text)) return others().every((cell) => typeof cell !== 'string' || isNumberLike(cell));
  if (NOTE.test(text))
    return Object.keys(own).length <= 2 || others().every((cell) => NOTE.test(plain(cellText(cell)).replace(/\s+/g, '')));
  return across.has(`${row}:${at}`) && others().length === 0;
}

/** Cells that lie across three columns or more, as `row:column`. */
function cellsAcross(merges: readonly MergedRange[]): ReadonlySet<string> {
  const across = merges.filter(({ fromColumn, toColumn }) => toColumn - fromColumn >= 2);
  return new Set(across.map(({ fromRow, fromColumn }) => `${fromRow}:${fromColumn}`));
}

function isNumberLike(text: string): boolean {
  return /^[¥\s\d.,()-]+\D{0,3}$|^[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整:大写()]+$/.test(plain(text));
}

/** What cells that are merged downwards say to the rows they cover. */
class Labels {
  /** Ranges over more than one row, by each row below the first. */
  private readonly below = new Map<number, { readonly range: MergedRange; readonly key: string }[]>();
  private readonly firstRows = new Map<number, SheetRow>();
  private readonly spanning = new Map<number, Map<string, MergedRange>>();

  constructor(
    sheet: Sheet,
    mapping: Mapping,
    private readonly columns: Columns,
  ) {
    const ranges = sheet.merges.filter(({ fromRow, toRow }) => toRow > fromRow && fromRow > mapping.headRow);
    const wanted = new Set(ranges.map(({ fromRow }) => fromRow));
    const lastRow = sheet.rows.at(-1)?.row ?? 0;
    for (const row of sheet.rows) if (wanted.has(row.row)) this.firstRows.set(row.row, row);
    for (const range of ranges) for (const key in mapping.columns) this.cover(range, key, mapping, lastRow);
  }

  private cover(range: MergedRange, key: string, { columns }: Mapping, lastRow: number): void {
    const index = columns[key]?.index ?? -1;
    if (index < range.fromColumn || index > range.toColumn || index !== range.fromColumn) return;
    for (let row = range.fromRow; row <= Math.min(range.toRow, lastRow); row += 1) {
      if (this.isAmount(key)) this.spanning.set(row, (this.spanning.get(row) ?? new Map<string, MergedRange>()).set(key, range));
      else if (row > range.fromRow) this.below.set(row, [...(this.below.get(row) ?? []), { range, key }]);
    }
  }

  /** What may not be said of several rows at once; the contents of a pack may. */
  private isAmount(key: string): boolean {
    const nature = this.columns[key]?.nature;
    return nature === 'amount' || nature === 'quantity';
  }

  completed(row: number, own: Record<string, Cell>): { cells: Record<string, Cell>; merged: ReadonlyMap<string, MergedRange> } {
    for (const { range, key } of this.below.get(row) ?? []) {
      own[key] ??= this.firstRows.get(range.fromRow)?.cells[range.fromColumn] ?? null;
    }
    return { cells: own, merged: this.spanning.get(row) ?? NONE };
  }
}

const NONE: ReadonlyMap<string, MergedRange> = new Map();
