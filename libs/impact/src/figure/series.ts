import {
  CATEGORY_TERMS,
  CHANNEL_TERMS,
  type DimensionName,
  dayOfNumber,
  type FigureName,
  FUNDING_TERMS,
  STAGE_NAMES,
  TEMPLATE_TERMS,
  type Terms,
} from '#contracts';
import { countyByCode } from '#contracts/counties';
import type { SqlSession } from '#persistence';
import { ProblemError } from '#platform';
import type { RowWithDimensions } from './evidence.js';
import { lastDayOf } from './figure-filters.js';
import {
  addRow,
  evaluate,
  type Evaluated,
  type FigureValue,
  paceOf,
  type Question,
  ratio,
  resolve,
  specialContext,
} from './figure-reader.js';
import type { FigurePlan } from './figure-plans.js';
import { NO_STAGE, projectsByStage } from './projects-by-stage.js';
import { specialRows } from './special-figures.js';
import { groupedSumsOf, type Grouping, NOTHING, plus, type Sum } from './sums.js';

export const SERIES_BY = [
  'day',
  'month',
  'quarter',
  'year',
  'unit',
  'category',
  'funding',
  'channel',
  'county',
  'village',
  'project',
  'stage',
  'template',
  'product',
  'kind',
] as const;
export type SeriesBy = (typeof SERIES_BY)[number];

/** One group of a series; `key` is null for what counts under no such dimension. */
export interface Group {
  readonly key: string | null;
  readonly name: string;
  readonly value: FigureValue;
  readonly approximate?: true;
  readonly demo?: true;
}

export interface Series {
  readonly groups: readonly Group[];
  readonly total: FigureValue;
  readonly approximate: boolean;
  readonly demo: boolean;
}

const ORDERS: readonly SeriesBy[] = ['day', 'month', 'quarter', 'year', 'unit', 'category', 'funding', 'channel', 'county', 'project'];
const RESERVES: readonly SeriesBy[] = ['unit', 'kind'];
const SALES: readonly SeriesBy[] = ['day', 'month', 'quarter', 'year', 'category', 'village', 'county', 'product'];
const PROJECTS: readonly SeriesBy[] = ['day', 'month', 'quarter', 'year', 'unit', 'village', 'project', 'template', 'stage'];
const ACTIVITIES: readonly SeriesBy[] = ['day', 'month', 'quarter', 'year', 'village', 'kind'];
const HOUSEHOLDS: readonly SeriesBy[] = ['day', 'month', 'quarter', 'year', 'village', 'kind'];

/** How a figure may be grouped: by what its facts carry. */
export function groupingsOf(figure: FigureName): readonly SeriesBy[] {
  if (figure === 'reserve.completion') return ['month', 'quarter', 'unit'];
  if (figure === 'reserve.pace' || figure === 'reserve.filing' || figure === 'reserve.approval') return ['unit'];
  if (figure === 'projects.days-late') return ['unit', 'village', 'project', 'template', 'stage'];
  if (figure === 'storage.capacity') return ['unit', 'village', 'project', 'kind'];
  if (figure === 'storage.share') return ['village'];
  const area = figure.split('.')[0];
  const byArea: Readonly<Record<string, readonly SeriesBy[]>> = {
    purchase: ORDERS,
    reserve: RESERVES,
    sales: SALES,
    support: SALES,
    projects: PROJECTS,
    activities: ACTIVITIES,
    households: HOUSEHOLDS,
  };
  return byArea[area ?? ''] ?? [];
}

/** The same number, grouped. @throws ProblemError SERIES.NOT_APPLICABLE */
export async function seriesOf(question: Question, by: SeriesBy): Promise<Series> {
  const { definition, plan, session, filters } = question;
  const allowed = groupingsOf(definition.name);
  if (!allowed.includes(by)) {
    throw new ProblemError([{ code: 'SERIES.NOT_APPLICABLE', path: 'by', params: { figure: definition.name, by, allowed: [...allowed] } }]);
  }
  const total = await evaluate(question, plan);
  const groups = [...(await groupsOf(question, plan, by))].filter(([, group]) => !isNothing(group));
  const names = await namesOf(session, by, lastDayOf(filters));
  groups.sort(([left], [right]) => (left ?? '\uffff').localeCompare(right ?? '\uffff', 'zh'));
  return {
    groups: groups.map(([key, { value, sum }]) => ({
      key,
      name: key === null ? '—' : (names(key) ?? key),
      value,
      ...(sum.approximate === 0 ? {} : { approximate: true as const }),
      ...(sum.demo === 0 ? {} : { demo: true as const }),
    })),
    total: total.value,
    approximate: total.sum.approximate !== 0,
    demo: total.sum.demo !== 0,
  };
}

type Groups = Map<string | null, Evaluated>;

/** A group whose entries have all been taken back is no group: what was cleared leaves no trace, not even its name. */
function isNothing({ value, sum }: Evaluated): boolean {
  return value === 0 || (value === null && sum.value === 0);
}

async function groupsOf(question: Question, plan: FigurePlan, by: SeriesBy): Promise<Groups> {
  if (plan.kind === 'ratio') return ratios(question, plan, by);
  if (plan.kind === 'pace') return paces(question, plan.completion, by);
  const standing = question.definition.name === 'projects.count' && by === 'stage';
  const sums = standing ? await projectsByStage(specialContext(question)) : await sumsBy(question, plan, by);
  return new Map([...sums].map(([key, sum]) => [key, { value: sum.value, sum }]));
}

async function ratios(question: Question, plan: FigurePlan & { kind: 'ratio' }, by: SeriesBy): Promise<Groups> {
  const numerators = await sumsBy(question, plan.numerator, by);
  // By time the base is the whole one: the groups of the numerator then add up to the ratio.
  const base = isTime(by) ? (await evaluate(question, plan.denominator)).sum : undefined;
  const denominators = base === undefined ? await sumsBy(question, plan.denominator, by) : undefined;
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

function isTime(by: SeriesBy): boolean {
  return by === 'day' || by === 'month' || by === 'quarter' || by === 'year';
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

const CLOSED_LISTS: Partial<Record<SeriesBy, Terms>> = {
  channel: CHANNEL_TERMS,
  funding: FUNDING_TERMS,
  category: CATEGORY_TERMS,
  template: TEMPLATE_TERMS,
};

/** What a group is called, where its key is no word that a reader knows: today's name of a county, the last of the period for others. */
async function namesOf(session: SqlSession, by: SeriesBy, day: number): Promise<(key: string) => string | undefined> {
  if (by === 'stage') return (key) => (key === NO_STAGE.key ? NO_STAGE.name : STAGE_NAMES[key]?.zh);
  if (by === 'county') return (key) => countyByCode(key)?.name;
  const terms = CLOSED_LISTS[by];
  if (terms !== undefined) return (key) => terms[key]?.zh;
  if (by !== 'unit' && by !== 'village' && by !== 'project') return () => undefined;
  const rows = await session.all<{ id: string; from_day: number; name: string }>(
    'SELECT id, from_day, name FROM impact_name WHERE kind = ? ORDER BY id, from_day, position',
    [by],
  );
  const names = new Map<string, string>();
  for (const row of rows) if (!names.has(row.id) || row.from_day <= day) names.set(row.id, row.name);
  return (key) => names.get(key);
}
