import { dayNumber, dayOfNumber, type DimensionName, LOG_NAMES } from '#contracts';
import type { SqlSession } from '#persistence';
import { isOwn } from '../contribution/cells.js';
import { ANY_RECORDED, coverageOf, dayPeriod, type Days, daysOfMonths, monthPeriod } from '../contribution/periods.js';
import type { Knowledge } from './knowledge.js';
import { everyUnit, narrowing, OF_ANY_UNIT, OF_NO_UNIT, OVER_ALL_UNITS, type Sight, unitsOf } from './sights.js';
import { allOf, ANYTHING, type Condition, contributionsIn, inCells, oneOf, type Slice } from './slice.js';

/** A sum, how many entries it has, and how much of it is approximate or from a demonstration. */
export interface Sum {
  readonly value: number;
  readonly entries: number;
  readonly approximate: number;
  readonly demo: number;
}

/** The sum of no entries. */
export const NOTHING: Sum = { value: 0, entries: 0, approximate: 0, demo: 0 };

/** What sums are grouped by: a dimension, or a span of business time. */
export type Grouping = { readonly dimension: DimensionName } | { readonly time: Time };
type Time = 'day' | 'month' | 'year';
/** What one row of a source stands for. */
type Grain = 'day' | 'month';

/** A dimension's value; a day number, yyyymm or yyyy; null where nothing is grouped or the dimension is not given. */
export type Key = string | number | null;
/** Sums by the key of their group. */
export type GroupedSums = Map<Key, Sum>;

interface SumRow {
  readonly group_key: Key;
  readonly delta: number | string | null;
  readonly entries: number | string | null;
  readonly approximate: number | string | null;
  readonly demo: number | string | null;
}

/** Two sums as one. */
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
 * Sums a slice by group. Whole periods come from the roll-ups; what they do not hold (cut days of a unit, the cut month of
 * knowledge, dimensions that stay with the contributions) comes from the contributions, so that every cut is exact.
 */
export async function groupedSumsOf(session: SqlSession, slice: Slice, grouping?: Grouping): Promise<GroupedSums> {
  const sums = new GroupedBy(session, slice, grouping);
  await sums.run();
  return sums.found;
}

class GroupedBy {
  readonly found: GroupedSums = new Map();
  private readonly time: Time | undefined;
  private readonly dimension: DimensionName | undefined;

  constructor(
    private readonly session: SqlSession,
    private readonly slice: Slice,
    private readonly grouping: Grouping | undefined,
  ) {
    this.time = grouping !== undefined && 'time' in grouping ? grouping.time : undefined;
    this.dimension = grouping !== undefined && 'dimension' in grouping ? grouping.dimension : undefined;
  }

  async run(): Promise<void> {
    const { days, units, own } = this.slice;
    if (own.sql.length > 0 || (this.dimension !== undefined && isOwn(this.dimension))) return this.contributed(days);
    if (units === undefined) {
      if (this.dimension !== 'unit') return this.rolledUp(OVER_ALL_UNITS);
      await this.rolledUp(unitsOf(await everyUnit(this.session)));
      return this.rolledUp(OF_NO_UNIT);
    }
    const others = (await everyUnit(this.session)).filter((unit) => !units.includes(unit));
    if (this.dimension === 'unit' || others.length >= units.length) return this.rolledUp(unitsOf(units));
    // Most of the tree is read as all of it less the rest.
    await this.rolledUp(OF_ANY_UNIT);
    if (others.length > 0) await this.rolledUp({ ...unitsOf(others), sign: -1 });
  }

  private async rolledUp(sight: Sight): Promise<void> {
    const { days, knowledge } = this.slice;
    if (this.time === 'day') return this.cut(days, sight);
    const { months, cuts } = coverageOf(days);
    if (months !== undefined) {
      await this.rolled(sight, months.from, months.to, knownMonths(knowledge?.month), 'month');
      if (knowledge !== undefined) await this.recordedInCutMonth(knowledge, daysOfMonths(months), sight);
    }
    for (const part of cuts) await this.cut(part, sight);
  }

  /** Single days: rolled up over all units and as known now; else there are few enough contributions. */
  private cut(days: Days, sight: Sight): Promise<void> {
    if (sight.ofUnits || this.slice.knowledge !== undefined) return this.contributed(days, sight);
    return this.rolled(sight, dayPeriod(dayOfNumber(days.from)), dayPeriod(dayOfNumber(days.to)), ONCE, 'day');
  }

  private rolled(sight: Sight, from: number, to: number, recorded: Condition, grain: Grain): Promise<void> {
    const { measures, cell } = this.slice;
    const periods = { sql: ['x.period BETWEEN ? AND ?'], params: [from, to] };
    const where = allOf(oneOf('x.measure', measures), sight.rolled, periods, recorded, inCells(...narrowing(cell, sight)));
    return this.add(ROLLED, 'x.period', where, grain, sight.sign);
  }

  private contributed(days: Days, sight?: Sight): Promise<void> {
    const where = contributionsIn({ ...this.slice, units: undefined, days });
    return this.add(CONTRIBUTED, 'x.day', allOf(where, sight === undefined ? this.ofUnits() : sight.contributed), 'day', sight?.sign);
  }

  private ofUnits(): Condition {
    return this.slice.units === undefined ? ANYTHING : inCells(oneOf('c.unit', this.slice.units));
  }

  /** What of whole months was recorded in the month of the cut and is known. */
  private async recordedInCutMonth(knowledge: Knowledge, days: Days, sight: Sight): Promise<void> {
    for (const [index, log] of LOG_NAMES.entries()) {
      const from = knowledge.beforeMonth.get(log) ?? 0;
      const to = knowledge.positions.get(log) ?? 0;
      if (from >= to) continue;
      // What was recorded together lies together in the order of the log; a great many are found sooner by their measure.
      const measure = to - from > MOST_IN_LOG_ORDER ? 'x.measure' : '+x.measure';
      const where = contributionsIn({ ...this.slice, units: undefined, days }, measure);
      const recorded = { sql: ['x.log = ?', 'x.position > ?', 'x.position <= ?'], params: [index, from, to] };
      await this.add(CONTRIBUTED, 'x.day', allOf(recorded, where, sight.contributed), 'day', sight.sign);
    }
  }

  private async add(sums: string, period: string, where: Condition, grain: Grain, sign: 1 | -1 = 1): Promise<void> {
    const joined = this.dimension !== undefined && !isOwn(this.dimension) ? ' JOIN impact_cell g ON g.id = x.cell' : '';
    const grouped = this.grouping === undefined ? '' : ` GROUP BY ${KEY}`;
    const rows = await this.session.all<SumRow>(
      `SELECT ${this.key(period)} AS ${KEY}, ${sums}${joined} WHERE ${where.sql.join(' AND ')}${grouped}`,
      where.params,
    );
    for (const row of rows) {
      const key = this.time === undefined ? row.group_key : periodKey(this.time, grain, Number(row.group_key));
      const sum = plus(this.found.get(key) ?? NOTHING, {
        value: sign * exact(row.delta),
        entries: sign * exact(row.entries),
        approximate: sign * exact(row.approximate),
        demo: sign * exact(row.demo),
      });
      if (sum.entries === 0) this.found.delete(key);
      else this.found.set(key, sum);
    }
  }

  private key(period: string): string {
    if (this.dimension === undefined) return this.time === undefined ? 'NULL' : period;
    return isOwn(this.dimension) ? `x.${this.dimension}` : `g.${this.dimension}`;
  }
}

/** `key` is a word of MySQL's own. */
const KEY = 'group_key';

const CONTRIBUTED = `SUM(x.delta) AS delta, COUNT(*) AS entries, SUM(x.delta * x.approximate) AS approximate, SUM(x.delta * x.demo) AS demo
  FROM impact_contribution x`;
const ROLLED = `SUM(x.delta) AS delta, SUM(x.entries) AS entries, SUM(x.approximate) AS approximate, SUM(x.demo) AS demo
  FROM impact_rollup x`;

/** More contributions than this are not read in the order of the log. */
const MOST_IN_LOG_ORDER = 50_000;

/** Sums that are kept once, whenever they were recorded. */
const ONCE: Condition = { sql: ['x.recorded_month = ?'], params: [ANY_RECORDED] };

function knownMonths(month: number | undefined): Condition {
  return month === undefined ? ANYTHING : { sql: ['x.recorded_month < ?'], params: [month] };
}

/** A group of time from a period of a finer grain. */
function periodKey(time: Time, grain: Grain, period: number): number {
  if (grain === 'month') return time === 'year' ? Math.floor(period / 100) : period;
  // Days are day numbers among contributions and yyyymmdd in the roll-up, which no day number reaches.
  const day = period < FIRST_DAY_PERIOD ? period : dayNumber(dayText(period));
  if (time === 'day') return day;
  const month = monthPeriod(dayOfNumber(day));
  return time === 'year' ? Math.floor(month / 100) : month;
}

const FIRST_DAY_PERIOD = 1900_01_01;

function dayText(period: number): string {
  const text = String(period);
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
}
