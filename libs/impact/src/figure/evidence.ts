import {
  type Adjustment,
  type BusinessDay,
  type DimensionName,
  dayOfNumber,
  eventId,
  type Instant,
  LOG_NAMES,
  type LogName,
  type Position,
} from '#contracts';
import { batchOf } from '#event-log';
import type { SqlSession } from '#persistence';
import { isOwn } from '../contribution/cells.js';
import { type Days, daysOfMonths, monthPeriod } from '../contribution/periods.js';
import { adjustmentsOf, eventKey } from './adjustments.js';
import type { Knowledge } from './knowledge.js';
import { allOf, ANYTHING, type Condition, contributionsIn, type Slice } from './slice.js';
import { groupedSumsOf } from './sums.js';

/** One line of the list a figure is made of (contract §4). */
export interface Contribution {
  readonly eventId: string;
  readonly log: LogName;
  readonly position: Position;
  readonly type: string;
  readonly occurredOn: BusinessDay;
  readonly recordedAt: Instant;
  readonly subject: string;
  readonly delta: number;
  /** What it counts under, of {@link SHOWN_DIMENSIONS}: whom and what it is about, for whoever reads the list. */
  readonly under?: Readonly<Partial<Record<ShownDimension, string>>>;
  readonly approximate?: true;
  /** Where its event put an amount into a locked period. */
  readonly adjustment?: Adjustment;
  readonly demo?: true;
  /** The import it came with, and the row of its file. */
  readonly batchId?: string;
  readonly row?: number;
}

/** Dimensions that a line of a list is told with. */
export const SHOWN_DIMENSIONS = [
  'unit',
  'village',
  'project',
  'stage',
  'kind',
  'category',
  'product',
] as const satisfies readonly DimensionName[];
/** One of {@link SHOWN_DIMENSIONS}. */
export type ShownDimension = (typeof SHOWN_DIMENSIONS)[number];

/** A contribution as read, with what the special figures need beside it. */
export interface ContributionRow {
  readonly log: number;
  readonly position: number;
  readonly ordinal: number;
  readonly measure: number;
  readonly delta: number;
  readonly day: number;
  readonly recorded_at: number;
  readonly cell: number;
  readonly type: string;
  readonly subject: string;
  readonly member: string | null;
  readonly approximate: number;
  readonly demo: number;
  readonly batch_id?: string | null;
  readonly batch_row?: number | null;
}

/** A row with the values of its dimensions. */
export type RowWithDimensions = ContributionRow & Readonly<Partial<Record<DimensionName, string | number | null>>>;

const COLUMNS = [
  'log',
  'position',
  'ordinal',
  'measure',
  'delta',
  'day',
  'recorded_at',
  'cell',
  'type',
  'subject',
  'member',
  'approximate',
  'demo',
];
const SELECTED = COLUMNS.map((column) => `x.${column}`).join(', ');

/** The same of the combination a row counts under. */
const CELL_WORDS = SHOWN_DIMENSIONS.filter((name) => !isOwn(name))
  .map((name) => `, d.${name}`)
  .join('');

/** Where a page of contributions begins: behind this row, in the order of day, log, position, ordinal. */
export type PageKey = readonly [day: number, log: number, position: number, ordinal: number];

const ORDER = 'ORDER BY x.day, x.log, x.position, x.ordinal';

/** One page of a slice's contributions, oldest day first. */
export async function pageOf(session: SqlSession, slice: Slice, limit: number, behind?: PageKey): Promise<RowWithDimensions[]> {
  const { days, rare } = await daysOfPage(session, slice, limit, behind);
  const { sql, params } = contributionsIn({ ...slice, days });
  const page = behind === undefined ? [] : ['(x.day, x.log, x.position, x.ordinal) > (?, ?, ?, ?)'];
  // An order that no index has makes the database find the few rows by their combinations, then sort them.
  const order = rare ? ORDER.replace('x.day', 'x.day + 0') : ORDER;
  // The page first and its words then: joined at once, the combinations would decide the plan and not the page.
  const rows = `SELECT ${SELECTED}, x.product FROM impact_contribution x WHERE ${[...sql, ...page].join(' AND ')} ${order} LIMIT ${limit}`;
  const words = `JOIN impact_cell d ON d.id = x.cell LEFT JOIN impact_batch b ON b.log = x.log AND b.position = x.position`;
  return session.all<RowWithDimensions>(`SELECT x.*${CELL_WORDS}, b.batch_id, b.batch_row FROM (${rows}) x ${words} ${ORDER}`, [
    ...params,
    ...(behind ?? []),
  ]);
}

interface DaysOfPage {
  readonly days: Days;
  /** Whether the page is spread over many months: its rows are few among others. */
  readonly rare: boolean;
}

const FEW_MONTHS = 2;

/**
 * The first months of a slice that hold a page: the roll-ups know how many entries each month has, so that neither a rare
 * combination makes the database walk through years of others, nor a common one makes it sort years of its own.
 */
async function daysOfPage(session: SqlSession, slice: Slice, limit: number, behind: PageKey | undefined): Promise<DaysOfPage> {
  const from = Math.max(slice.days.from, behind?.[0] ?? slice.days.from);
  const rest = { from, to: slice.days.to };
  const byMonth = await groupedSumsOf(session, { ...slice, days: rest }, { time: 'month' });
  // Some of the first month lies before the page.
  const begun = behind === undefined ? -1 : monthPeriod(dayOfNumber(from));
  let [found, months] = [0, 0];
  for (const [month, { entries }] of [...byMonth].sort(([left], [right]) => Number(left) - Number(right))) {
    months += 1;
    if (month !== begun) found += entries;
    const { to } = daysOfMonths({ from: Number(month), to: Number(month) });
    if (found >= limit) return { days: { from, to: Math.min(rest.to, to) }, rare: months > FEW_MONTHS };
  }
  return { days: rest, rare: true };
}

/** All contributions of a slice with the named dimensions beside them, oldest day first. */
export function rowsOf(
  session: SqlSession,
  slice: Slice,
  dimensions: readonly DimensionName[],
  only: Condition = ANYTHING,
): Promise<RowWithDimensions[]> {
  const { sql, params } = allOf(contributionsIn(slice), only);
  const named = dimensions.map((dimension) => `, ${isOwn(dimension) ? 'x' : 'd'}.${dimension}`).join('');
  return session.all<RowWithDimensions>(
    `SELECT ${SELECTED}${named} FROM impact_contribution x JOIN impact_cell d ON d.id = x.cell WHERE ${sql.join(' AND ')} ${ORDER}`,
    params,
  );
}

/** The contributions of a slice that came after a cut in knowledge, log by log, and how many there are. */
export async function rowsSince(
  session: SqlSession,
  slice: Slice,
  cut: Knowledge,
  limit: number,
): Promise<{ rows: ContributionRow[]; count: number }> {
  const rows: ContributionRow[] = [];
  let count = 0;
  for (const [index, log] of LOG_NAMES.entries()) {
    const after = { sql: ['x.log = ?', 'x.position > ?'], params: [index, cut.positions.get(log) ?? 0] };
    const { sql, params } = allOf(after, contributionsIn(slice, '+x.measure'));
    const from = `FROM impact_contribution x WHERE ${sql.join(' AND ')}`;
    const [found] = await session.all<{ count: number | string }>(`SELECT COUNT(*) AS count ${from}`, params);
    count += Number(found?.count ?? 0);
    rows.push(
      ...(await session.all<ContributionRow>(`SELECT ${SELECTED} ${from} ORDER BY x.log, x.position, x.ordinal LIMIT ${limit}`, params)),
    );
  }
  return { rows, count };
}

/** Rows as the list shows them. */
export async function toContributions(session: SqlSession, rows: readonly RowWithDimensions[]): Promise<Contribution[]> {
  const adjustments = await adjustmentsOf(session, rows);
  return rows.map((row) => toContribution(row, adjustments.get(eventKey(row))));
}

function toContribution(row: RowWithDimensions, adjustment: Adjustment | undefined): Contribution {
  const log = LOG_NAMES[row.log];
  if (log === undefined) throw new RangeError(`contribution of an unknown log ${row.log}`);
  return {
    eventId: eventId(log, row.position),
    log,
    position: row.position,
    type: row.type,
    occurredOn: dayOfNumber(row.day),
    recordedAt: new Date(row.recorded_at).toISOString(),
    subject: row.subject,
    delta: row.delta,
    ...underOf(row),
    ...(row.approximate === 1 ? { approximate: true as const } : {}),
    ...(adjustment === undefined ? {} : { adjustment }),
    ...(row.demo === 1 ? { demo: true as const } : {}),
    ...batchOf(row.batch_id, row.batch_row),
  };
}

/** What a row counts under; nothing where it was read without its dimensions. */
function underOf(row: RowWithDimensions): Pick<Contribution, 'under'> {
  const told = SHOWN_DIMENSIONS.flatMap((name) => {
    const value = row[name];
    return value === undefined || value === null ? [] : [[name, String(value)] as const];
  });
  return told.length === 0 ? {} : { under: Object.fromEntries(told) };
}
