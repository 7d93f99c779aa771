import { dayNumber, type BusinessDay, type DimensionName } from '#contracts';
import type { SqlSession } from '#persistence';
import { measureCode } from '../contribution/impact.projection.js';
import { exact } from './sums.js';
import { rowsOf, type ContributionRow, type RowWithDimensions } from './evidence.js';
import { type FigureFilters, lastDayOf } from './figure-filters.js';
import { type Part, type Slice, yearsOf } from './slice.js';

/** What a special figure is evaluated with. */
export interface SpecialContext {
  readonly session: SqlSession;
  readonly filters: FigureFilters;
  readonly today: BusinessDay;
  /** Resolves a part against the filters of the question. */
  readonly slice: (part: Part) => Slice;
  /** Dimensions a series wants beside each row. */
  readonly dimensions: readonly DimensionName[];
}

export type SpecialKind = 'reach' | 'overlap' | 'days-late' | 'must-file';

/** The rows a special figure is read from, and how their deltas are decided; the value is the sum of what comes out. */
export interface SpecialRows {
  readonly rows: readonly RowWithDimensions[];
  decide(rows: readonly RowWithDimensions[]): RowWithDimensions[];
}

export function specialRows(kind: SpecialKind, context: SpecialContext): Promise<SpecialRows> {
  switch (kind) {
    case 'reach':
      return reach(context);
    case 'overlap':
      return overlap(context);
    case 'days-late':
      return lateness(context);
    case 'must-file':
      return mustFile(context);
  }
}

function counting(row: RowWithDimensions, delta: number): RowWithDimensions {
  return { ...row, delta };
}

function groupBy<Key>(rows: readonly RowWithDimensions[], keyOf: (row: RowWithDimensions) => Key): Map<Key, RowWithDimensions[]> {
  const groups = new Map<Key, RowWithDimensions[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

function net(rows: readonly ContributionRow[]): number {
  return rows.reduce((sum, row) => sum + row.delta, 0);
}

/** Each household with sales left counts once, on its first sale; sales that name none count the households they state. */
async function reach({ session, slice, dimensions }: SpecialContext): Promise<SpecialRows> {
  const stated = measureCode('sale.households-stated');
  const part: Part = { measures: ['sale.household', 'sale.households-stated'], period: 'flow' };
  return {
    rows: await rowsOf(session, slice(part), dimensions),
    decide: (rows) => {
      const named = rows.filter((row) => row.measure !== stated);
      const distinct = [...groupBy(named, (row) => row.member).values()].flatMap((group) => {
        const first = group.find((row) => row.delta > 0);
        return first !== undefined && net(group) > 0 ? [counting(first, 1)] : [];
      });
      return [...distinct, ...rows.filter((row) => row.measure === stated)];
    },
  };
}

/** Per linked sale the smaller of its amount and what is left of its order; an order's total is used up only once. */
async function overlap({ session, slice, filters, dimensions }: SpecialContext): Promise<SpecialRows> {
  const rows = await rowsOf(session, slice({ measures: ['sale.linked'], period: 'flow' }), dimensions);
  const totals = await orderTotals(session, [...new Set(rows.map((row) => row.member ?? ''))], filters);
  return {
    rows,
    decide: (linked) => {
      const left = new Map(totals);
      return [...groupBy(linked, (row) => row.subject).values()].flatMap((group) => {
        const first = group.find((row) => row.delta > 0);
        if (first === undefined) return [];
        const open = left.get(first.member ?? '') ?? 0;
        const both = Math.max(0, Math.min(net(group), open));
        left.set(first.member ?? '', open - both);
        return both === 0 ? [] : [counting(first, both)];
      });
    },
  };
}

async function orderTotals(session: SqlSession, orderIds: readonly string[], filters: FigureFilters): Promise<Map<string, number>> {
  const known = filters.knownAt === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(filters.knownAt);
  const totals = new Map<string, number>();
  for (const orderId of orderIds) {
    const [row] = await session.all<{ total: number | string | null }>(
      'SELECT SUM(delta) AS total FROM impact_contribution WHERE subject = ? AND measure = ? AND recorded_at <= ?',
      [`order-${orderId}`, measureCode('purchase.ordered'), known],
    );
    totals.set(orderId, exact(row?.total));
  }
  return totals;
}

/** The stage that is latest against its baseline decides; a reached stage by its day, an open one by the end of the period or today. */
async function lateness({ session, slice, filters, today, dimensions }: SpecialContext): Promise<SpecialRows> {
  const wanted = new Set<DimensionName>([...dimensions, 'project', 'stage']);
  const part: Part = { measures: ['project.stage-planned', 'project.stage-reached'], period: 'stock' };
  const end = Math.min(lastDayOf(filters), dayNumber(today));
  return {
    rows: await rowsOf(session, slice(part), [...wanted]),
    decide: (rows) => {
      const stages = groupBy(rows, (row) => JSON.stringify([row.project, row.stage]));
      const late = [...stages.values()].flatMap((stage) => latenessOf(stage, end));
      const worst = late.sort((left, right) => right.delta - left.delta)[0];
      return worst === undefined ? [] : [worst];
    },
  };
}

function latenessOf(stage: readonly RowWithDimensions[], end: number): RowWithDimensions[] {
  const planned = stage.filter((row) => row.measure === measureCode('project.stage-planned'));
  const baseline = net(planned);
  const basis = planned.find((row) => row.delta > 0);
  if (basis === undefined || baseline <= 0) return [];
  const reaching = stage.filter((row) => row.measure === measureCode('project.stage-reached'));
  const reached = net(reaching) > 0 ? reaching.filter((row) => row.delta > 0).at(-1) : undefined;
  const days = (reached?.day ?? end) - baseline;
  return days > 0 ? [counting(reached ?? basis, days)] : [];
}

/** 应填单位: budget units open in the year, and whoever filed for it. One row per unit. */
async function mustFile({ session, slice, filters, dimensions }: SpecialContext): Promise<SpecialRows> {
  const wanted = new Set<DimensionName>([...dimensions, 'unit']);
  const open = await rowsOf(session, slice({ measures: ['unit.open'], period: 'stock', only: { kind: 'budget-unit' } }), [...wanted]);
  const filed = await rowsOf(session, slice({ measures: ['reserve.filed'], period: 'reserve-year' }), [...wanted]);
  const years = yearsOf(filters);
  const yearBegan = years === undefined ? Number.MIN_SAFE_INTEGER : dayNumber(`${years.to}-01-01`);
  return {
    rows: [...open.filter((row) => row.delta > 0 || row.day < yearBegan), ...filed],
    decide: (rows) =>
      [...groupBy(rows, (row) => row.unit).values()].flatMap((group) => {
        const opened = group.filter((row) => row.measure === measureCode('unit.open'));
        const filing = group.filter((row) => row.measure === measureCode('reserve.filed'));
        const proof = net(opened) > 0 ? opened.find((row) => row.delta > 0) : filing.find((row) => row.delta > 0);
        return proof !== undefined && (net(opened) > 0 || net(filing) > 0) ? [counting(proof, 1)] : [];
      }),
  };
}
