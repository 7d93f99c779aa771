import { dayNumber, type DimensionName } from '#contracts';
import { measureCode } from '../contribution/impact.projection.js';
import { type RowWithDimensions, rowsOf } from './evidence.js';
import { lastDayOf, yearsOf } from './figure-filters.js';
import type { SpecialKind } from './figure-plans.js';
import { overlap } from './overlap.js';
import { standingProjects } from './projects-by-stage.js';
import { contributionsIn, type Part } from './slice.js';
import { counting, groupBy, net, type SpecialContext, type SpecialRows } from './special-rows.js';
import { exact, plus, type Sum, sumOf } from './sums.js';

/** The rows of a special figure, and how they are decided. */
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
    case 'standing':
      return standingProjects(context);
  }
}

/** The first row that added something and was not taken back: of the first record that still counts. */
function standing(rows: readonly RowWithDimensions[]): RowWithDimensions | undefined {
  for (const ofRecord of groupBy(rows, (row) => row.subject).values()) {
    if (net(ofRecord) > 0) return ofRecord.findLast((row) => row.delta > 0);
  }
  return undefined;
}

const NAMED: Part = { measures: ['sale.household'], period: 'flow' };
const STATED: Part = { measures: ['sale.households-stated'], period: 'flow' };

/** What {@link reach} adds up to, counted by the database: households are many, and nobody asks for their list here. */
export async function reached({ session, slice }: SpecialContext): Promise<Sum> {
  const { sql, params } = contributionsIn(slice(NAMED));
  const [row] = await session.all<Record<keyof Sum, number | string | null>>(
    `SELECT COUNT(*) AS value, COUNT(*) AS entries, SUM(CASE WHEN h.approximate <> 0 THEN 1 ELSE 0 END) AS approximate,
     SUM(CASE WHEN h.demo <> 0 THEN 1 ELSE 0 END) AS demo
     FROM (SELECT SUM(x.delta * x.approximate) AS approximate, SUM(x.delta * x.demo) AS demo
       FROM impact_contribution x WHERE ${sql.join(' AND ')} GROUP BY x.member HAVING SUM(x.delta) > 0) h`,
    params,
  );
  const named = { value: exact(row?.value), entries: exact(row?.entries), approximate: exact(row?.approximate), demo: exact(row?.demo) };
  return plus(named, await sumOf(session, slice(STATED)));
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
        const first = standing(group);
        return first === undefined ? [] : [counting(first, 1)];
      });
      return [...distinct, ...rows.filter((row) => row.measure === stated)];
    },
  };
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
  const basis = planned.findLast((row) => row.delta > 0);
  if (basis === undefined || baseline <= 0) return [];
  const reaching = stage.filter((row) => row.measure === measureCode('project.stage-reached'));
  // A stage that was reopened may be reached again on an earlier day than before: what was recorded last holds.
  const latest = [...reaching].sort((left, right) => left.position - right.position || left.ordinal - right.ordinal);
  const reached = net(reaching) > 0 ? latest.findLast((row) => row.delta > 0) : undefined;
  const days = (reached?.day ?? end) - baseline;
  return days > 0 ? [counting(reached ?? basis, days)] : [];
}

/** 应填单位: budget units open in the year, and whoever filed for it. One row per unit. */
async function mustFile({ session, slice, filters, dimensions }: SpecialContext): Promise<SpecialRows> {
  const wanted = [...new Set<DimensionName>([...dimensions, 'unit'])];
  const open = await rowsOf(session, slice({ measures: ['unit.open'], period: 'stock', only: { kind: 'budget-unit' } }), wanted);
  const filed = await rowsOf(session, slice({ measures: ['reserve.filed'], period: 'reserve-year' }), wanted);
  const years = yearsOf(filters);
  const yearBegan = years === undefined ? Number.MIN_SAFE_INTEGER : dayNumber(`${years.to}-01-01`);
  return {
    rows: [...open, ...filed],
    decide: (rows) =>
      [...groupBy(rows, (row) => row.unit).values()].flatMap((group) => {
        const opening = openIn(
          group.filter((row) => row.measure === measureCode('unit.open')),
          yearBegan,
        );
        const filing = group.filter((row) => row.measure === measureCode('reserve.filed'));
        const proof = opening ?? (net(filing) > 0 ? filing.findLast((row) => row.delta > 0) : undefined);
        return proof === undefined ? [] : [counting(proof, 1)];
      }),
  };
}

/** The opening of a unit that was open in the year. A closing within the year does not count; an opening taken back never was. */
function openIn(rows: readonly RowWithDimensions[], yearBegan: number): RowWithDimensions | undefined {
  const byDay = [...groupBy(rows, (row) => row.day).values()];
  const counted = byDay.filter((day) => net(day) > 0 || (day[0]?.day ?? 0) < yearBegan);
  return counted.reduce((sum, day) => sum + net(day), 0) > 0 ? rows.find((row) => row.delta > 0) : undefined;
}
