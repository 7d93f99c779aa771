import { type DimensionName, dayOfNumber } from '#contracts';
import { ProblemError } from '#platform';
import type { RowWithDimensions } from './evidence.js';
import { type FigureFilters, lastDayOf } from './figure-filters.js';
import {
  addRow,
  type Completeness,
  completenessOf,
  evaluate,
  type Evaluated,
  type FigureValue,
  ofBase,
  paceOf,
  type Question,
  ratio,
  resolve,
  specialContext,
} from './figure-reader.js';
import { type FigurePlan, STANDING, UNCONVERTED, weighs } from './figure-plans.js';
import { filtersOfGroup } from './group-filters.js';
import { namesOf } from './group-names.js';
import { groupingsOf, isTime, type SeriesBy } from './groupings.js';
import { specialRows } from './special-figures.js';
import { groupedSumsOf, type Grouping, NOTHING, plus, type Sum } from './sums.js';

/** One group of a series; `key` is null for what counts under no such dimension. */
export interface Group {
  readonly key: string | null;
  readonly name: string;
  readonly value: FigureValue;
  /** What to ask the figure or its contributions with, to be told of this group alone. */
  readonly filters: FigureFilters;
  /** A group in which nothing has a weight is a group still: its value is 0 and not complete. */
  readonly completeness: Completeness;
  readonly approximate?: true;
  readonly demo?: true;
}

/** A figure in groups; groups add up to the total, but for maxima and distinct counts. */
export interface Series {
  readonly groups: readonly Group[];
  readonly total: FigureValue;
  readonly completeness: Completeness;
  readonly approximate: boolean;
  readonly demo: boolean;
}

/** The same number, grouped. @throws ProblemError SERIES.NOT_APPLICABLE */
export async function seriesOf(question: Question, by: SeriesBy): Promise<Series> {
  const { definition, plan, session, filters } = question;
  const allowed = groupingsOf(definition.name);
  if (!allowed.includes(by)) {
    throw new ProblemError([{ code: 'SERIES.NOT_APPLICABLE', path: 'by', params: { figure: definition.name, by, allowed: [...allowed] } }]);
  }
  const total = await evaluate(question, plan);
  const groups = await groupsOf(question, plan, by);
  const leftOut = await leftOutBy(question, by);
  for (const key of leftOut.keys()) if (!groups.has(key)) groups.set(key, nothingOf(plan));
  const names = await namesOf(session, by, lastDayOf(filters));
  const shown = [...groups].filter(([key, group]) => leftOut.has(key) || !isNothing(group));
  shown.sort(([left], [right]) => (left ?? '\uffff').localeCompare(right ?? '\uffff', 'zh'));
  return {
    groups: shown.map(([key, { value, sum }]) => ({
      key,
      name: key === null ? '—' : (names(key) ?? key),
      value,
      filters: filtersOfGroup(filters, by, key),
      completeness: completenessOf(leftOut.get(key) ?? 0),
      ...(sum.approximate === 0 ? {} : { approximate: true as const }),
      ...(sum.demo === 0 ? {} : { demo: true as const }),
    })),
    total: total.value,
    completeness: completenessOf([...leftOut.values()].reduce((all, of) => all + of, 0)),
    approximate: total.sum.approximate !== 0,
    demo: total.sum.demo !== 0,
  };
}

type Groups = Map<string | null, Evaluated>;

/** A group whose entries have all been taken back is no group: what was cleared leaves no trace, not even its name. */
function isNothing({ value, sum }: Evaluated): boolean {
  return value === 0 || (value === null && sum.value === 0);
}

/** How many sales a figure's weight leaves out, by group; only groups that have such sales, none where it rests on no weight. */
async function leftOutBy(question: Question, by: SeriesBy): Promise<Map<string | null, number>> {
  if (!weighs(question.plan)) return new Map();
  const sums = await sumsBy(question, UNCONVERTED, by);
  return new Map([...sums].flatMap(([key, { value }]) => (value === 0 ? [] : [[key, value]])));
}

/** What a plan comes to of no entries. */
function nothingOf(plan: FigurePlan): Evaluated {
  return plan.kind === 'ratio' ? ratio(NOTHING, NOTHING, plan.noBase) : { value: 0, sum: NOTHING };
}

async function groupsOf(question: Question, plan: FigurePlan, by: SeriesBy): Promise<Groups> {
  if (plan.kind === 'ratio') return ratios(question, plan, by);
  if (plan.kind === 'pace') return paces(question, plan.completion, by);
  const sums = await sumsBy(question, question.definition.name === 'projects.count' && by === 'stage' ? STANDING : plan, by);
  return new Map([...sums].map(([key, sum]) => [key, { value: sum.value, sum }]));
}

async function ratios(question: Question, plan: FigurePlan & { kind: 'ratio' }, by: SeriesBy): Promise<Groups> {
  const numerators = await sumsBy(question, plan.numerator, by);
  // By time the base is the whole one: the groups of the numerator then add up to the ratio.
  const whole = ofBase(question);
  const base = isTime(by) ? (await evaluate(whole, plan.denominator)).sum : undefined;
  const denominators = base === undefined ? await sumsBy(whole, plan.denominator, by) : undefined;
  const keys = new Set([...numerators.keys(), ...(denominators?.keys() ?? [])]);
  const groups: Groups = new Map();
  for (const key of keys) {
    const part = numerators.get(key) ?? NOTHING;
    if (base !== undefined && part.value === 0) continue;
    groups.set(key, ratio(part, base ?? denominators?.get(key) ?? NOTHING, plan.noBase));
  }
  return groups;
}

async function paces(question: Question, completion: FigurePlan, by: SeriesBy): Promise<Groups> {
  if (completion.kind !== 'ratio') throw new TypeError('a pace is one of a ratio');
  const groups = await ratios(question, completion, by);
  return new Map([...groups].map(([key, group]) => [key, paceOf(question, group)]));
}

async function sumsBy(question: Question, plan: FigurePlan, by: SeriesBy): Promise<Map<string | null, Sum>> {
  if (plan.kind === 'sum') {
    const grouped = await groupedSumsOf(question.session, resolve(question, plan.part), groupingOf(by));
    const sums = new Map<string | null, Sum>();
    for (const [key, sum] of grouped) {
      const name = keyText(by, key);
      sums.set(name, plus(sums.get(name) ?? NOTHING, sum));
    }
    return sums;
  }
  if (plan.kind === 'ratio' || plan.kind === 'pace') throw new TypeError('a ratio is grouped by its parts');
  const special = await specialRows(plan.kind, specialContext(question, isTime(by) ? [] : [by as DimensionName]));
  const parts = new Map<string | null, RowWithDimensions[]>();
  for (const row of special.rows) {
    const key = rowKey(row, by);
    parts.set(key, [...(parts.get(key) ?? []), row]);
  }
  return new Map([...parts].map(([key, rows]) => [key, special.decide(rows).reduce(addRow, NOTHING)]));
}

function rowKey(row: RowWithDimensions, by: SeriesBy): string | null {
  if (!isTime(by)) return keyText(by, row[by as DimensionName] ?? null);
  const day = dayOfNumber(row.day);
  const month = Number(day.slice(0, 4)) * 100 + Number(day.slice(5, 7));
  return keyText(by, by === 'day' ? row.day : by === 'year' ? Math.floor(month / 100) : month);
}

function groupingOf(by: SeriesBy): Grouping {
  if (by === 'day' || by === 'year') return { time: by };
  return isTime(by) ? { time: 'month' } : { dimension: by as DimensionName };
}

/** 2020-03-01 · 2020-03 · 2020-Q1 · 2020, or the id of the dimension. */
function keyText(by: SeriesBy, key: string | number | null): string | null {
  if (key === null) return null;
  const number = Number(key);
  const year = Math.floor(number / 100);
  switch (by) {
    case 'day':
      return dayOfNumber(number);
    case 'month':
      return `${year}-${String(number % 100).padStart(2, '0')}`;
    case 'quarter':
      return `${year}-Q${Math.ceil((number % 100) / 3)}`;
    default:
      return String(key);
  }
}
