import type { Columns } from '../kind/column.js';
import { type Cell, cellText, Cleared, type MergedRange, type Sheet, type SheetRow } from '../file/sheet.js';
import { shownText } from '../value/shown-text.js';
import { writtenCell } from '../value/written-cell.js';
import { cellsAcross, isFoot } from './foot.js';
import type { Mapping } from './mapping.js';
import { surplusIn } from './surplus.js';

/** An amount that one merged cell holds for several rows. */
export interface MergedAmount extends MergedRange {
  /** What the cell shows. */
  readonly shown: string;
}

/** A row of data, its cells by the key of the column. */
export interface TableRow {
  readonly row: number;
  readonly cells: Readonly<Record<string, Cell>>;
  /** By the key of the column. */
  readonly merged?: ReadonlyMap<string, MergedAmount>;
  /** What a row of a text has beyond its last head: one of its values has fallen apart, or stands under no head. */
  readonly surplus?: readonly string[];
}

/** The rows of data of a sheet, by our columns. */
export interface Table {
  readonly mapping: Mapping;
  readonly epoch: Sheet['epoch'];
  readonly rows: readonly TableRow[];
}

/** The rows of data under the head. */
export function tableOf(sheet: Sheet, mapping: Mapping, columns: Columns): Table {
  const labels = new Labels(sheet, mapping, columns);
  const surplusOf = surplusIn(sheet, mapping);
  const signs = { across: cellsAcross(sheet.merges), isOfGoods: 'product' in columns && 'day' in columns };
  const rows = sheet.rows.flatMap((row): TableRow[] => {
    if (row.row <= mapping.headRow || isHeadAgain(row, mapping)) return [];
    const own = ownCells(row, mapping);
    if (saysNothing(own) || isFoot(row, own, signs)) return [];
    const { cells, merged } = labels.completed(row.row, own);
    const surplus = surplusOf(row);
    return [{ row: row.row, cells, ...(merged.size === 0 ? {} : { merged }), ...(surplus.length === 0 ? {} : { surplus }) }];
  });
  return { mapping, epoch: sheet.epoch, rows };
}

/** Only what is there: 50,000 rows are mostly empty cells. */
function ownCells({ cells }: SheetRow, { columns }: Mapping): Record<string, Cell> {
  const own: Record<string, Cell> = {};
  for (const key in columns) {
    const cell = cellOf(cells[columns[key]?.index ?? -1]);
    if (cell !== null) own[key] = cell;
  }
  return own;
}

function cellOf(cell: Cell = null): Cell {
  return typeof cell === 'string' ? writtenCell(cell) : cell;
}

function saysNothing(own: Readonly<Record<string, Cell>>): boolean {
  for (const key in own) if (!(own[key] instanceof Cleared)) return false;
  return true;
}

/** The head printed once more on the next page. */
function isHeadAgain({ cells }: SheetRow, { columns }: Mapping): boolean {
  const mapped = Object.values(columns);
  return mapped.length > 1 && mapped.every(({ index, text }) => cellText(cells[index]) === text);
}

/** What cells that are merged downwards say to the rows they cover. */
class Labels {
  /** Ranges over more than one row, by each row below the first. */
  private readonly below = new Map<number, { readonly range: MergedRange; readonly key: string }[]>();
  private readonly firstRows = new Map<number, SheetRow>();
  private readonly spanning = new Map<number, Map<string, MergedAmount>>();

  constructor(
    private readonly sheet: Sheet,
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
    if (index !== range.fromColumn) return;
    const amount = this.isAmount(key) ? this.amountOf(range) : undefined;
    for (let row = range.fromRow; row <= Math.min(range.toRow, lastRow); row += 1) {
      if (amount !== undefined && amount.shown !== '')
        this.spanning.set(row, (this.spanning.get(row) ?? new Map<string, MergedAmount>()).set(key, amount));
      else if (amount === undefined && row > range.fromRow) this.below.set(row, [...(this.below.get(row) ?? []), { range, key }]);
    }
  }

  /** What may not be said of several rows at once; the contents of a pack may. */
  private isAmount(key: string): boolean {
    const nature = this.columns[key]?.nature;
    return nature === 'amount' || nature === 'quantity';
  }

  private amountOf(range: MergedRange): MergedAmount {
    return { ...range, shown: shownText(this.firstRows.get(range.fromRow)?.cells[range.fromColumn], this.sheet.epoch) };
  }

  completed(row: number, own: Record<string, Cell>): { cells: Record<string, Cell>; merged: ReadonlyMap<string, MergedAmount> } {
    for (const { range, key } of this.below.get(row) ?? []) {
      own[key] ??= cellOf(this.firstRows.get(range.fromRow)?.cells[range.fromColumn]);
    }
    return { cells: own, merged: this.spanning.get(row) ?? NONE };
  }
}

const NONE: ReadonlyMap<string, MergedAmount> = new Map();
