import type { FigureName, Instant } from '#contracts';
import type { FigureFilters } from '../figure/figure-filters.js';
import type { FigureAnswer } from '../figure/figure-reader.js';
import type { SeriesBy } from '../figure/series.js';

/** A number a sentence prints, with the question that gives it again. */
export interface PrintedFigure {
  readonly figure: string;
  readonly filters: FigureFilters;
  readonly printed: string;
}

export interface Sentence {
  readonly template: string;
  readonly text: string;
  readonly figures: readonly PrintedFigure[];
}

/** A sentence that had no base, and why. */
export interface Omission {
  readonly template: string;
  readonly reason: string;
}

/** 年度帮扶段落 (contract §7). */
export interface AnnualReport {
  readonly title: string;
  readonly year: number;
  readonly demo: boolean;
  readonly asOf: { readonly knownAt: Instant; readonly positions: Readonly<Record<string, number>> };
  readonly sentences: readonly Sentence[];
  readonly omitted: readonly Omission[];
}

/** What a template may ask: figures of the year, names and groups; every answer it prints is remembered. */
export interface ReportSource {
  readonly year: number;
  readonly filters: FigureFilters;
  read(figure: string, extra?: FigureFilters): Promise<FigureAnswer>;
  /** Groups of a figure with a value above 0: key, name, value. */
  groups(figure: FigureName, by: SeriesBy): Promise<readonly ReportGroup[]>;
  /** The product all helped sales of the year share, if they share one. */
  soldProduct(): Promise<string | undefined>;
}

export interface ReportGroup {
  readonly key: string;
  readonly name: string;
  readonly value: number;
}

/** A sentence template: gives its sentence, or the reason why it has no base. */
export interface Template {
  readonly name: string;
  write(source: ReportSource): Promise<Omit<Sentence, 'template'> | string>;
}

/** Writes every template in order; a sentence without its base is left out and named. */
export async function writeSentences(
  templates: readonly Template[],
  source: ReportSource,
): Promise<Pick<AnnualReport, 'sentences' | 'omitted'>> {
  const sentences: Sentence[] = [];
  const omitted: Omission[] = [];
  for (const template of templates) {
    const written = await template.write(source);
    if (typeof written === 'string') omitted.push({ template: template.name, reason: written });
    else sentences.push({ template: template.name, ...written });
  }
  return { sentences, omitted };
}

/** 首行缩进: two ideographic spaces. */
const INDENT = '\u3000\u3000';

/** The report as a terminal shows it: one paragraph, then what was left out. */
export function renderAnnual(report: AnnualReport): string {
  const omitted = report.omitted.map((omission) => `  · ${omission.template}：${omission.reason}`);
  const left = omitted.length === 0 ? [] : ['', '未写入（没有依据）：', ...omitted];
  return [report.title, '', `${INDENT}${report.sentences.map((sentence) => sentence.text).join('')}`, ...left].join('\n');
}
