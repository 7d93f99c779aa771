import { type Cell, cellText, type MergedRange, type Sheet, type SheetRow } from '../file/sheet.js';
import { type HeadText, headTextOf, saidIn } from './head-text.js';

/** A column of the file under the head. */
export interface HeadColumn {
  /** From 0. */
  readonly index: number;
  readonly text: string;
  /** With the units of the group it stands in, where it says none itself. */
  readonly head: HeadText;
}

/** The rows a head is written in. */
export interface HeadRows {
  /** Each of its cells names a column. */
  readonly names: SheetRow;
  /** The row right above: groups of columns where it is part of the head, and else what it says of units. */
  readonly above?: SheetRow;
  /** Whether the row above is part of the head. */
  readonly isGrouped: boolean;
}

/** The heads of a sheet as its cells say them, merged ones included. */
export class HeadCells {
  private readonly across: readonly MergedRange[];

  /** @param toRow no head stands deeper */
  constructor(
    private readonly sheet: Sheet,
    toRow = Infinity,
  ) {
    this.across = sheet.merges.filter(({ fromRow, fromColumn, toColumn }) => fromRow <= toRow && toColumn > fromColumn);
  }

  /** A head of one row, or of two. @param fromRow its first row @param toRow its last; both as people see them */
  rowsOf(fromRow: number, toRow: number): HeadRows | undefined {
    const at = this.sheet.rows.findIndex(({ row }) => row === toRow);
    const names = this.sheet.rows[at];
    if (names === undefined) return undefined;
    const above = this.sheet.rows[at - 1];
    return { names, isGrouped: fromRow < toRow, ...(above?.row === toRow - 1 ? { above } : {}) };
  }

  /** What the head may call a column, most telling first: group and name together, the name, the group. */
  columns({ names, above, isGrouped }: HeadRows, index: number): readonly [HeadColumn, ...HeadColumn[]] {
    const own = cellText(names.cells[index] ?? (isGrouped ? null : this.covering(names, index)));
    const group = above === undefined ? '' : cellText(above.cells[index] ?? this.groupOf(above, names, index));
    const column = (text: string): HeadColumn => ({ index, text, head: { ...saidIn(group), ...headTextOf(text) } });
    if (!isGrouped) return [column(own)];
    return own === ''
      ? [column(cellText(above?.cells[index] ?? (above && this.covering(above, index))))]
      : [column(`${group}${own}`), column(own)];
  }

  /**
   * The group a column stands in: its cell is merged over the columns, or, where a sheet knows no merged cells, left empty
   * over all of them but the first.
   */
  private groupOf(above: SheetRow, names: SheetRow, index: number): Cell {
    if (this.across.some(({ fromRow, toRow }) => fromRow <= above.row && above.row <= toRow)) return this.covering(above, index);
    for (let at = index - 1; at >= 0; at -= 1) {
      const cell = above.cells[at] ?? null;
      // Without a name below it is a head of its own, written across both rows.
      if (cell !== null) return (names.cells[at] ?? null) === null ? null : cell;
    }
    return null;
  }

  /** The text of a merged cell stands in the first cell of its range. */
  private covering({ row, cells }: SheetRow, index: number): Cell {
    const range = this.across.find(
      ({ fromRow, toRow, fromColumn, toColumn }) => fromRow <= row && row <= toRow && fromColumn < index && index <= toColumn,
    );
    return range === undefined ? null : (cells[range.fromColumn] ?? null);
  }
}
