import type { DimensionName } from '#contracts';
import { placeholders, type SqlSession, type SqlValue } from '#persistence';
import { coverageOf, type Days, daysOfRange, type PeriodRange } from '../contribution/periods.js';
import { type CellFilter, knownCondition, type Slice } from './slice.js';

/** A sum, how many entries it has, and how much of it is approximate or from a demonstration. */
export interface Sum {
  readonly value: number;
  readonly entries: number;
  readonly approximate: number;
  readonly demo: number;
}

export const NOTHING: Sum = { value: 0, entries: 0, approximate: 0, demo: 0 };

/** What sums are grouped by: a dimension, or a span of business time. */
export type Grouping = { readonly dimension: DimensionName } | { readonly time: 'day' | 'month' | 'year' };

type Key = string | number | null;
export type GroupedSums = Map<Key, Sum>;

interface SumRow {
  readonly group_key: Key;
  readonly delta: number | string | null;
  readonly entries: number | string | null;
  readonly approximate: number | string | null;
  readonly demo: number | string | null;
}

export function plus(left: Sum, right: Sum): Sum {
  return {
    value: left.value + right.value,
    entries: left.entries + right.entries,
    approximate: left.approximate + right.approximate,
    demo: left.demo + right.demo,
  };
}

/** A sum that passed 2^53 is not a number any more; it may not be shown. */
export function exact(value: number | string | null | undefined): number {
  const number = Number(value ?? 0);
  if (!Number.isSafeInteger(number)) throw new RangeError(`a sum has left the range of exact integers: ${String(value)}`);
  return number;
}

/** Sums a slice as a whole. */
export async function sumOf(session: SqlSession, slice: Slice): Promise<Sum> {
  return (await groupedSumsOf(session, slice, undefined)).get(null) ?? NOTHING;
}

/**
 * Sums a slice by group: whole months and years from the roll-up, the cut days (and the cut month of knowledge) from the
 * contributions themselves, so that every cut is exact.
 */
export async function groupedSumsOf(session: SqlSession, slice: Slice, grouping: Grouping | undefined): Promise<GroupedSums> {
  const time = grouping !== undefined && 'time' in grouping ? grouping.time : undefined;
  const coverage = time === 'day' ? { periods: [], cuts: [slice.days] } : coverageOf(slice.days, time === 'month' ? 'month' : 'year');
  const sums: GroupedSums = new Map();
  for (const range of coverage.periods) addAll(sums, await rolledUp(session, slice, range, grouping));
  for (const days of coverage.cuts) addAll(sums, await contributed(session, slice, { days }, grouping));
  return sums;
}

function addAll(sums: GroupedSums, more: GroupedSums): void {
  for (const [key, sum] of more) sums.set(key, plus(sums.get(key) ?? NOTHING, sum));
}

async function rolledUp(session: SqlSession, slice: Slice, range: PeriodRange, grouping: Grouping | undefined): Promise<GroupedSums> {
  const { measures, cell, knowledge } = slice;
  const list = placeholders(measures);
  const known = knowledge === undefined ? undefined : monthOfMs(knowledge.knownAtMs);
  const where = [
    `x.measure IN ${list.sql}`,
    'x.period BETWEEN ? AND ?',
    // Both grains live in one table: yyyy00 is a whole year.
    range.grain === 'year' ? 'x.period % 100 = 0' : 'x.period % 100 > 0',
    ...(known === undefined ? [] : ['x.recorded_month < ?']),
    ...cellCondition(cell),
  ];
  const params: SqlValue[] = [...list.params, range.from, range.to, ...(known === undefined ? [] : [known]), ...cell.params];
  const rows = await session.all<SumRow>(
    `SELECT ${keyOf(grouping, 'x.period', 'x.period - x.period % 100')} AS ${KEY}, SUM(x.delta) AS delta, SUM(x.entries) AS entries,
     SUM(x.approximate) AS approximate, SUM(x.demo) AS demo
     FROM impact_rollup x${joinOf(grouping, 'x')} WHERE ${where.join(' AND ')}${groupOf(grouping)}`,
    params,
  );
  const sums = fromRows(rows, grouping);
  if (known === undefined) return sums;
  addAll(sums, await contributed(session, slice, { days: daysOfRange(range), recordedFromMs: monthStartMs(known) }, grouping));
  return sums;
}

interface Cut {
  readonly days: Days;
  readonly recordedFromMs?: number;
}

async function contributed(session: SqlSession, slice: Slice, cut: Cut, grouping: Grouping | undefined): Promise<GroupedSums> {
  const list = placeholders(slice.measures);
  const known = knownCondition(slice.knowledge);
  const since = cut.recordedFromMs;
  const where = [
    `x.measure IN ${list.sql}`,
    'x.day BETWEEN ? AND ?',
    ...known.sql,
    ...(since === undefined ? [] : ['x.recorded_at >= ?']),
    ...cellCondition(slice.cell),
  ];
  const params = [
    ...list.params,
    cut.days.from,
    cut.days.to,
    ...known.params,
    ...(since === undefined ? [] : [since]),
    ...slice.cell.params,
  ];
  const rows = await session.all<SumRow>(
    `SELECT ${keyOf(grouping, 'x.day', 'x.day')} AS ${KEY}, SUM(x.delta) AS delta, COUNT(*) AS entries,
     SUM(x.delta * x.approximate) AS approximate, SUM(x.delta * x.demo) AS demo
     FROM impact_contribution x${joinOf(grouping, 'x')} WHERE ${where.join(' AND ')}${groupOf(grouping)}`,
    params,
  );
  return fromRows(rows, grouping, dayKey);
}

/** `key` is a word of MySQL's own. */
const KEY = 'group_key';

function keyOf(grouping: Grouping | undefined, month: string, year: string): string {
  if (grouping === undefined) return 'NULL';
  if ('dimension' in grouping) return `g.${grouping.dimension}`;
  return grouping.time === 'year' ? year : month;
}

function joinOf(grouping: Grouping | undefined, alias: string): string {
  return grouping !== undefined && 'dimension' in grouping ? ` JOIN impact_cell g ON g.id = ${alias}.cell` : '';
}

function groupOf(grouping: Grouping | undefined): string {
  return grouping === undefined ? '' : ` GROUP BY ${KEY}`;
}

/** Restricts rows `x` to the cells a filter names; nothing where no dimension is filtered. */
export function cellCondition(cell: CellFilter): string[] {
  if (cell.sql.length === 0) return [];
  return [`x.cell IN (SELECT c.id FROM impact_cell c WHERE ${cell.sql.join(' AND ')})`];
}

function fromRows(rows: readonly SumRow[], grouping: Grouping | undefined, day?: (grouping: Grouping, key: Key) => Key): GroupedSums {
  const sums: GroupedSums = new Map();
  for (const row of rows) {
    const key = grouping !== undefined && day !== undefined ? day(grouping, row.group_key) : row.group_key;
    const sum = { value: exact(row.delta), entries: exact(row.entries), approximate: exact(row.approximate), demo: exact(row.demo) };
    if (sum.entries > 0) sums.set(key, plus(sums.get(key) ?? NOTHING, sum));
  }
  return sums;
}

/** The group of a single day: itself, its month or its year. */
function dayKey(grouping: Grouping, key: Key): Key {
  if (!('time' in grouping) || grouping.time === 'day') return key;
  const date = new Date(Number(key) * 86_400_000);
  const month = date.getUTCFullYear() * 100 + date.getUTCMonth() + 1;
  return grouping.time === 'month' ? month : month - (month % 100);
}

function monthOfMs(ms: number): number {
  const date = new Date(ms);
  return date.getUTCFullYear() * 100 + date.getUTCMonth() + 1;
}

function monthStartMs(month: number): number {
  return Date.UTC(Math.floor(month / 100), (month % 100) - 1, 1);
}
