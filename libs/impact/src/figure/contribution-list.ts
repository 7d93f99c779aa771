import { type Contribution, pageOf, type PageKey, type RowWithDimensions, toContributions } from './evidence.js';
import type { FigurePlan } from './figure-plans.js';
import { addRow, type Question, resolve, specialContext } from './figure-reader.js';
import { specialRows } from './special-figures.js';
import { NOTHING, sumOf } from './sums.js';

/** One list of contributions with the sum of the whole list. */
export interface ContributionList {
  readonly items: readonly Contribution[];
  readonly nextCursor: PageKey | null;
  readonly count: number;
  readonly sum: number;
}

/** A page of what a sum or a special figure is made of; `sum` and `count` are of the whole list. */
export async function contributionsOf(question: Question, plan: FigurePlan, limit: number, behind?: PageKey): Promise<ContributionList> {
  if (plan.kind === 'sum') {
    const slice = resolve(question, plan.part);
    const { value, entries } = await sumOf(question.session, slice);
    const rows = await pageOf(question.session, slice, limit + 1, behind);
    return list(question, rows, limit, entries, value);
  }
  if (plan.kind === 'ratio' || plan.kind === 'pace') throw new TypeError('a ratio has one list per part');
  const special = await specialRows(plan.kind, specialContext(question));
  const all = [...special.decide(special.rows)].sort((left, right) => comparePages(keyOf(left), keyOf(right)));
  const rows = behind === undefined ? all : all.filter((row) => comparePages(keyOf(row), behind) > 0);
  return list(question, rows.slice(0, limit + 1), limit, all.length, all.reduce(addRow, NOTHING).value);
}

async function list(
  { session }: Question,
  rows: readonly RowWithDimensions[],
  limit: number,
  count: number,
  sum: number,
): Promise<ContributionList> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > limit && last !== undefined ? keyOf(last) : null;
  return { items: await toContributions(session, shown), nextCursor, count, sum };
}

function keyOf(row: RowWithDimensions): PageKey {
  return [row.day, row.log, row.position, row.ordinal];
}

function comparePages(left: PageKey, right: PageKey): number {
  for (const [index, value] of left.entries()) {
    const other = right[index] ?? 0;
    if (value !== other) return value - other;
  }
  return 0;
}
