import { type DimensionName, FIGURES, type FigureName, LOG_NAMES, type Position } from '#contracts';
import type { SqlSession } from '#persistence';
import { measureCode } from '../contribution/impact.projection.js';
import { BASES } from './figure-filters.js';
import { partsOf, planOf } from './figure-plans.js';
import type { Part } from './slice.js';

/** Beyond so many events in one log nothing is looked through: any figure may have moved. */
const MOST_LOOKED_THROUGH = 50_000;

/** What parts of figures are restricted by. */
const RESTRICTIONS = ['channel', 'kind'] as const satisfies readonly DimensionName[];

type MovedRow = Readonly<Record<(typeof RESTRICTIONS)[number], string | null>> & { readonly measure: number; readonly type: string };

/** Names what the contributions of some events are parts of: figures and the ratios that rest on them. */
interface Moved {
  readonly figure: FigureName;
  readonly parts: readonly Part[];
}

const RESTING: readonly Moved[] = FIGURES.map(({ name }) => ({
  figure: name,
  parts: BASES.flatMap((basis) => partsOf(planOf(name, { basis }))),
}));

/** Figures with contributions between two states of the figures, by the last position read of each log; in the order of their list. */
export async function figuresMoved(
  session: SqlSession,
  after: Readonly<Record<string, Position>>,
  until: Readonly<Record<string, Position>>,
): Promise<FigureName[]> {
  const rows: MovedRow[] = [];
  for (const [index, log] of LOG_NAMES.entries()) {
    const [from, to] = [after[log] ?? 0, until[log] ?? 0];
    if (to - from > MOST_LOOKED_THROUGH) return FIGURES.map(({ name }) => name);
    if (to > from) rows.push(...(await rowsBetween(session, index, from, to)));
  }
  return RESTING.filter((resting) => rows.some((row) => moves(row, resting))).map(({ figure }) => figure);
}

function rowsBetween(session: SqlSession, log: number, after: Position, until: Position): Promise<MovedRow[]> {
  const dimensions = RESTRICTIONS.map((dimension) => `d.${dimension}`).join(', ');
  return session.all<MovedRow>(
    `SELECT DISTINCT x.measure, x.type, ${dimensions} FROM impact_contribution x JOIN impact_cell d ON d.id = x.cell
      WHERE x.log = ? AND x.position > ? AND x.position <= ?`,
    [log, after, until],
  );
}

function moves(row: MovedRow, { figure, parts }: Moved): boolean {
  // What a linked order has left of itself moves the overlap; a new order has no sale yet that could name it.
  if (figure === 'support.overlap' && row.measure === measureCode('purchase.ordered') && row.type !== 'OrderPlaced') return true;
  return parts.some(
    ({ measures, only }) =>
      measures.some((measure) => measureCode(measure) === row.measure) &&
      RESTRICTIONS.every((dimension) => only?.[dimension] === undefined || only[dimension] === row[dimension]),
  );
}
