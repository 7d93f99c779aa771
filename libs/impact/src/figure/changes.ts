import type { FigureName, Instant } from '#contracts';
import { type Contribution, toContribution } from './evidence.js';
import type { FigureFilters } from './figure-filters.js';
import type { FigurePlan } from './figure-plans.js';
import { type FigureReader, type FigureValue, type Question, resolve } from './figure-reader.js';
import { placeholders } from '#persistence';
import { cellCondition } from './sums.js';

/** Most events listed per figure; `count` tells how many there are. */
const MOST_EVENTS = 200;

/** What moved one figure since an instant. */
export interface FigureChange {
  readonly figure: string;
  readonly old: FigureValue;
  readonly new: FigureValue;
  readonly events: readonly Contribution[];
}

/** Old and new value of each figure, and the events recorded between. Figures that did not move are listed without events. */
export async function changesSince(
  reader: FigureReader,
  since: Instant,
  figures: readonly FigureName[],
  filters: FigureFilters,
): Promise<FigureChange[]> {
  const changes: FigureChange[] = [];
  for (const figure of figures) {
    const before = await reader.read(figure, { ...filters, knownAt: since });
    const after = await reader.read(figure, filters);
    const events = await reader.ask(figure, filters, (question) => eventsSince(question, Date.parse(since)));
    changes.push({ figure, old: before.value, new: after.value, events });
  }
  return changes;
}

async function eventsSince(question: Question, sinceMs: number): Promise<Contribution[]> {
  const found: Contribution[] = [];
  for (const plan of partsOf(question.plan)) {
    if (plan.kind !== 'sum') continue;
    const slice = resolve(question, plan.part);
    const list = placeholders(slice.measures);
    const known = slice.knowledge === undefined ? Number.MAX_SAFE_INTEGER : slice.knowledge.knownAtMs;
    const where = [
      `x.measure IN ${list.sql}`,
      'x.day BETWEEN ? AND ?',
      'x.recorded_at > ?',
      'x.recorded_at <= ?',
      ...cellCondition(slice.cell),
    ];
    const rows = await question.session.all<Parameters<typeof toContribution>[0]>(
      `SELECT x.* FROM impact_contribution x WHERE ${where.join(' AND ')} ORDER BY x.recorded_at, x.log, x.position, x.ordinal LIMIT ${MOST_EVENTS}`,
      [...list.params, slice.days.from, slice.days.to, sinceMs, known, ...slice.cell.params],
    );
    found.push(...rows.map(toContribution));
  }
  return found;
}

/** The sums a plan rests on. */
function partsOf(plan: FigurePlan): readonly FigurePlan[] {
  switch (plan.kind) {
    case 'ratio':
      return [...partsOf(plan.numerator), ...partsOf(plan.denominator)];
    case 'pace':
      return partsOf(plan.completion);
    case 'reach':
      return [{ kind: 'sum', part: { measures: ['sale.household', 'sale.households-stated'], period: 'flow' } }];
    case 'overlap':
      return [{ kind: 'sum', part: { measures: ['sale.linked'], period: 'flow' } }];
    case 'days-late':
      return [{ kind: 'sum', part: { measures: ['project.stage-planned', 'project.stage-reached'], period: 'stock' } }];
    case 'must-file':
      return [{ kind: 'sum', part: { measures: ['unit.open'], period: 'stock', only: { kind: 'budget-unit' } } }];
    case 'sum':
      return [plan];
  }
}
