import { createHash } from 'node:crypto';
import { DIMENSION_NAMES, type DimensionName, type Dimensions } from '#contracts';

/**
 * Dimensions that stay with each contribution. They take many values and are seldom asked for; in a combination
 * they would make nearly every contribution one of its own, and nothing could be summed up beforehand (docs/adr).
 */
export const OWN_DIMENSIONS = ['county', 'product'] as const satisfies readonly DimensionName[];
/** One of {@link OWN_DIMENSIONS}. */
export type OwnDimension = (typeof OWN_DIMENSIONS)[number];
/** A dimension of the combinations. */
export type CellDimension = Exclude<DimensionName, OwnDimension>;

/** Columns of the `cell` table, in the order in which they are hashed. */
export const CELL_DIMENSIONS = DIMENSION_NAMES.filter((name): name is CellDimension => !isOwn(name));

/** Whether a dimension stays with each contribution and is in no combination. */
export function isOwn(name: DimensionName): name is OwnDimension {
  return (OWN_DIMENSIONS as readonly DimensionName[]).includes(name);
}

/** Stands for "some unit" in the combinations that sums over all units are kept under. */
export const ANY_UNIT = '*';
/** The key of sums over all units. */
export const ALL_UNITS = 0;

/** One combination of dimensions: what a posting counts under, as one number. */
export interface Cell {
  readonly id: number;
  /** More of the hash: tells combinations apart that share an id. */
  readonly proof: number;
  readonly columns: Readonly<Record<string, string | number | null>>;
  /** {@link unitKey} of its unit; {@link ALL_UNITS} where it has none. */
  readonly unitKey: number;
  /** The same combination over all units; itself where it has no unit. */
  readonly whole: Cell;
}

/** Cells kept in memory per process; the oldest go first. */
const MOST_KEPT = 100_000;
/** 2^52: ids stay exact integers in JavaScript, SQLite and MySQL. */
const HEX_DIGITS = 13;
const SEPARATOR = '\u001f';

/**
 * Two combinations met in one id (about 1 in 10^6 for 100,000 combinations). Nothing may be added up under it: the event
 * is parked, and figures refuse to be read from tables that hold such a pair.
 */
export class CellCollisionError extends Error {
  constructor(what: string) {
    super(`two combinations of dimensions share an id: ${what}`);
    this.name = 'CellCollisionError';
  }
}

/** The number a unit has in the roll-ups: a hash, so that neither writing nor reading needs a look-up. Never 0. */
export function unitKey(unitId: string): number {
  return digest(`unit${SEPARATOR}${unitId}`).id || 1;
}

/** A place in the tree of what has been said of combinations: one step per dimension and value. */
class Saying {
  cell: Cell | undefined;
  private readonly next = new Map<string, Map<string | number, Saying>>();

  after(name: string, value: string | number): Saying {
    const values = this.next.get(name) ?? new Map<string | number, Saying>();
    if (values.size === 0) this.next.set(name, values);
    const known = values.get(value);
    if (known !== undefined) return known;
    const fresh = new Saying();
    values.set(value, fresh);
    return fresh;
  }
}

/** The place after all dimensions of `under`, but for those that stay with the contribution. */
function placeAfter(saying: Saying, under: Dimensions): Saying {
  let at = saying;
  for (const name in under) {
    const value = under[name as DimensionName];
    if (value !== undefined && name !== 'county' && name !== 'product') at = at.after(name, value);
  }
  return at;
}

/**
 * Names every combination of dimensions by a hash of it, so that a reducer needs no look-up, every instance finds the
 * same id, and a rebuild gives the same rows.
 */
export class Cells {
  private readonly byText = new Map<string, Cell>();
  /**
   * A shorter way to the same cells: by what an event says, in its order. Events say few combinations many times, and steps
   * cost less than a text of all they say. Never hashed, so it may hold one cell twice.
   */
  private sayings = new Saying();
  private said = 0;
  private readonly textById = new Map<number, string>();

  /**
   * @param own overrides what is said in `shared`
   * @throws CellCollisionError
   */
  of(shared: Dimensions, own: Dimensions): Cell {
    const saying = placeAfter(placeAfter(this.sayings, shared), own);
    saying.cell ??= this.firstSaid(shared, own);
    return saying.cell;
  }

  private firstSaid(shared: Dimensions, own: Dimensions): Cell {
    if (this.said >= MOST_KEPT) {
      this.sayings = new Saying();
      this.said = 0;
    }
    this.said += 1;
    return this.byDimensions({ ...shared, ...own });
  }

  private byDimensions(under: Dimensions): Cell {
    let text = '';
    for (const name of CELL_DIMENSIONS) text += `${under[name] ?? ''}${SEPARATOR}`;
    return this.byText.get(text) ?? this.remember(text, under);
  }

  private remember(text: string, under: Dimensions): Cell {
    const { id, proof } = digest(text);
    const known = this.textById.get(id);
    if (known !== undefined && known !== text) throw new CellCollisionError(`${known} and ${text}`);
    const cell = cellOf(id, proof, under, (whole) => this.byDimensions(whole));
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

/** A combination that stands for all units, so for itself. */
class WholeCell implements Cell {
  readonly unitKey = ALL_UNITS;
  readonly whole = this;

  constructor(
    readonly id: number,
    readonly proof: number,
    readonly columns: Cell['columns'],
  ) {}
}

function cellOf(id: number, proof: number, under: Dimensions, wholeOf: (under: Dimensions) => Cell): Cell {
  const ofUnit = under.unit !== undefined && under.unit !== ANY_UNIT;
  const dimensions = Object.fromEntries(CELL_DIMENSIONS.map((name) => [name, under[name] ?? null]));
  const columns = { whole: ofUnit ? 0 : 1, ...dimensions };
  if (ofUnit) return { id, proof, columns, unitKey: unitKey(under.unit), whole: wholeOf({ ...under, unit: ANY_UNIT }) };
  return new WholeCell(id, proof, columns);
}

function digest(text: string): { id: number; proof: number } {
  const hex = createHash('sha256').update(text).digest('hex');
  const part = (from: number): number => Number.parseInt(hex.slice(from, from + HEX_DIGITS), 16);
  return { id: part(0), proof: part(HEX_DIGITS) };
}
