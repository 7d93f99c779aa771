import { createHash } from 'node:crypto';
import { DIMENSION_NAMES, type Dimensions } from '#contracts';

/** Columns of the `cell` table, in the order in which they are hashed. */
export const CELL_COLUMNS = DIMENSION_NAMES;

/** One combination of dimensions: what a posting counts under, as one number. */
export interface Cell {
  readonly id: number;
  readonly columns: Readonly<Record<string, string | number | null>>;
}

/** Cells kept in memory per process; the oldest go first. */
const MOST_KEPT = 100_000;
/** 2^52: ids stay exact integers in JavaScript, SQLite and MySQL. */
const ID_HEX_DIGITS = 13;

/** Two combinations met in one id. Nothing may be added up under it (about 1 in 10^6 for 100,000 combinations). */
export class CellCollisionError extends Error {
  constructor(id: number, left: string, right: string) {
    super(`cell ${id} stands for ${left} and for ${right}`);
    this.name = 'CellCollisionError';
  }
}

/**
 * Names every combination of dimensions by a hash of it, so that a reducer needs no look-up, every instance finds the
 * same id, and a rebuild gives the same rows.
 */
export class Cells {
  private readonly byText = new Map<string, Cell>();
  private readonly textById = new Map<number, string>();

  /** @throws CellCollisionError */
  of(under: Dimensions): Cell {
    const text = CELL_COLUMNS.map((name) => under[name] ?? '').join('\u001f');
    return this.byText.get(text) ?? this.remember(text, under);
  }

  private remember(text: string, under: Dimensions): Cell {
    const id = Number.parseInt(createHash('sha256').update(text).digest('hex').slice(0, ID_HEX_DIGITS), 16);
    const known = this.textById.get(id);
    if (known !== undefined && known !== text) throw new CellCollisionError(id, known, text);
    const columns = Object.fromEntries(CELL_COLUMNS.map((name) => [name, under[name] ?? null]));
    const cell: Cell = { id, columns };
    this.forgetOldest();
    this.byText.set(text, cell);
    this.textById.set(id, text);
    return cell;
  }

  private forgetOldest(): void {
    if (this.byText.size < MOST_KEPT) return;
    for (const [text, cell] of this.byText) {
      this.byText.delete(text);
      this.textById.delete(cell.id);
      return;
    }
  }
}
