import type { SqlSession } from '#persistence';
import { ALL_UNITS, ANY_UNIT, unitKey } from '../contribution/cells.js';
import { allOf, ANYTHING, type Condition, inCells, oneOf } from './slice.js';

/** Which of the roll-ups a question looks at. */
export interface Sight {
  readonly ofUnits: boolean;
  /** −1 takes away what it sees. */
  readonly sign: 1 | -1;
  readonly rolled: Condition;
  /** The combinations it may find there. */
  readonly cells: Condition;
  /** The same, of contributions. */
  readonly contributed: Condition;
}

const WHOLE: Condition = { sql: ['x.unit_key = ?'], params: [ALL_UNITS] };

/** Everything, whatever its unit. */
export const OVER_ALL_UNITS: Sight = {
  ofUnits: false,
  sign: 1,
  rolled: WHOLE,
  cells: { sql: ['c.whole = 1'], params: [] },
  contributed: ANYTHING,
};

const UNITLESS: Condition = { sql: ['c.unit IS NULL', 'c.whole = 1'], params: [] };
/** What counts under no unit. */
export const OF_NO_UNIT: Sight = {
  ofUnits: false,
  sign: 1,
  rolled: allOf(WHOLE, inCells(UNITLESS)),
  cells: UNITLESS,
  contributed: inCells(UNITLESS),
};

const ANY: Condition = { sql: ['c.unit = ?'], params: [ANY_UNIT] };
/** What counts under some unit, whichever. */
export const OF_ANY_UNIT: Sight = {
  ofUnits: false,
  sign: 1,
  rolled: allOf(WHOLE, inCells(ANY)),
  cells: ANY,
  contributed: inCells({ sql: ['c.whole = 0'], params: [] }),
};

/** What counts under one of some units. */
export function unitsOf(units: readonly string[]): Sight {
  const ofUnits = oneOf('c.unit', units);
  return { ofUnits: true, sign: 1, rolled: oneOf('x.unit_key', units.map(unitKey)), cells: ofUnits, contributed: inCells(ofUnits) };
}

/** The combinations a filter leaves; nothing to look up where the roll-up's own key says it all. */
export function narrowing(cell: Condition, sight: Sight): Condition[] {
  return cell.sql.length === 0 ? [] : [cell, sight.cells];
}

/** Every unit that anything was ever posted under. */
export async function everyUnit(session: SqlSession): Promise<string[]> {
  const rows = await session.all<{ unit: string }>('SELECT DISTINCT unit FROM impact_cell WHERE whole = 0');
  return rows.map(({ unit }) => unit);
}
