import type { DimensionName } from './postings.js';

/** Unit of a figure's value; a ratio's value is `{ numerator, denominator, permyriad }`. */
export type FigureUnit = 'fen' | 'grams' | 'count' | 'ratio' | 'permyriad' | 'days';

/** Filters that narrow a figure beyond its time. */
export const FIGURE_FILTERS = [
  'unitId',
  'channel',
  'funding',
  'category',
  'countyCode',
  'villageCode',
  'projectId',
  'template',
  'stage',
  'product',
  'kind',
  'within',
  'basis',
] as const;
/** Name of a filter. */
export type FigureFilter = (typeof FIGURE_FILTERS)[number];

/** What a figure means and how it may be asked, in one list (contract §4). */
export interface FigureDefinition {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly unit: FigureUnit;
  /** 口径: raised when the same events would give another value. */
  readonly ruleVersion: number;
  readonly rule: { readonly zh: string; readonly en: string };
  readonly source: string;
  readonly filters: readonly FigureFilter[];
}

/** In the place of a county, village or project: what counts under none; of a stage: projects that have reached none. */
export const NONE = 'none';

/** Which filter reads which dimension. */
export const FILTER_DIMENSIONS: Readonly<Record<Exclude<FigureFilter, 'basis' | 'within'>, DimensionName>> = {
  unitId: 'unit',
  channel: 'channel',
  funding: 'funding',
  category: 'category',
  countyCode: 'county',
  villageCode: 'village',
  projectId: 'project',
  template: 'template',
  stage: 'stage',
  product: 'product',
  kind: 'kind',
};

/** 口径 of one figure: what counts, in both languages, and where the rule comes from. */
interface Rule {
  readonly zh: string;
  readonly en: string;
  readonly source?: string;
}

/** One line of the list. */
export function figure<Name extends string>(
  name: Name,
  zh: string,
  en: string,
  unit: FigureUnit,
  filters: readonly FigureFilter[],
  rule: Rule,
): FigureDefinition & { readonly name: Name } {
  const { source = '本系统口径 / rule of this ledger', ...text } = rule;
  return { name, zh, en, unit, ruleVersion: 1, rule: text, source, filters };
}
