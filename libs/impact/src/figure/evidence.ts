import {
  type BusinessDay,
  type DimensionName,
  dayOfNumber,
  eventId,
  type Instant,
  LOG_NAMES,
  type LogName,
  type Position,
} from '#contracts';
import { placeholders, type SqlSession, type SqlValue } from '#persistence';
import { knownCondition, type Slice } from './slice.js';
import { cellCondition } from './sums.js';

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
  readonly approximate?: true;
  readonly demo?: true;
}

/** A contribution as read, with what the special figures need beside it. */
export interface ContributionRow {
  readonly log: number;
  readonly position: number;
  readonly ordinal: number;
  readonly measure: number;
  readonly delta: number;
  readonly day: number;
  readonly recorded_at: number;
  readonly type: string;
  readonly subject: string;
  readonly member: string | null;
  readonly approximate: number;
  readonly demo: number;
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
  'type',
  'subject',
  'member',
  'approximate',
  'demo',
];
const SELECTED = COLUMNS.map((column) => `x.${column}`).join(', ');

/** Where a page of contributions begins: behind this row, in the order of day, log, position, ordinal. */
export type PageKey = readonly [day: number, log: number, position: number, ordinal: number];

interface Conditions {
  readonly sql: readonly string[];
  readonly params: readonly SqlValue[];
}

function conditionsOf(slice: Slice): Conditions {
  const list = placeholders(slice.measures);
  const known = knownCondition(slice.knowledge);
  return {
    sql: [`x.measure IN ${list.sql}`, 'x.day BETWEEN ? AND ?', ...known.sql, ...cellCondition(slice.cell)],
    params: [...list.params, slice.days.from, slice.days.to, ...known.params, ...slice.cell.params],
  };
}

/** One page of a slice's contributions, oldest day first. */
export function pageOf(session: SqlSession, slice: Slice, limit: number, behind?: PageKey): Promise<ContributionRow[]> {
  const { sql, params } = conditionsOf(slice);
  const page = behind === undefined ? [] : ['(x.day, x.log, x.position, x.ordinal) > (?, ?, ?, ?)'];
  return session.all<ContributionRow>(
    `SELECT ${SELECTED} FROM impact_contribution x WHERE ${[...sql, ...page].join(' AND ')}
     ORDER BY x.day, x.log, x.position, x.ordinal LIMIT ${limit}`,
    [...params, ...(behind ?? [])],
  );
}

/** All contributions of a slice with the named dimensions beside them, in the order of the logs. */
export function rowsOf(session: SqlSession, slice: Slice, dimensions: readonly DimensionName[]): Promise<RowWithDimensions[]> {
  const { sql, params } = conditionsOf(slice);
  const named = dimensions.map((dimension) => `, d.${dimension}`).join('');
  return session.all<RowWithDimensions>(
    `SELECT ${SELECTED}${named} FROM impact_contribution x JOIN impact_cell d ON d.id = x.cell
     WHERE ${sql.join(' AND ')} ORDER BY x.day, x.log, x.position, x.ordinal`,
    params,
  );
}

export function toContribution(row: ContributionRow): Contribution {
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
    ...(row.approximate === 1 ? { approximate: true as const } : {}),
    ...(row.demo === 1 ? { demo: true as const } : {}),
  };
}
