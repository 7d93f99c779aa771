import { type BusinessDay, type FigureName, type Instant, printDay, yearOf } from '#contracts';
import type { FigureFilters } from '../figure/figure-filters.js';
import type { FigureAnswer } from '../figure/figure-reader.js';
import type { SeriesBy } from '../figure/groupings.js';

/** A number a sentence prints, with the question that gives it again. */
export interface PrintedFigure {
  readonly figure: string;
  readonly filters: FigureFilters;
  readonly printed: string;
  /** 同比: the printed number is the change against the same figure under these filters. */
  readonly comparedWith?: FigureFilters;
}

/** What a template has written, with every number that it prints. */
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
  /** Stands in the place of the paragraph where there is no sentence at all. */
  readonly note?: string;
}

/** What a template may ask: figures of the year and their groups, all of one moment. */
export interface ReportSource {
  readonly year: number;
  /** True where the year is over: its pace says nothing that its completion does not. */
  readonly yearIsOver: boolean;
  /** The day of `knownAt`, where the report is asked for as it was known before its year was over. */
  readonly knownOn: BusinessDay | undefined;
  /** 上年同期: the year before, up to the same day while this year is not over. */
  readonly yearBefore: FigureFilters;
  /** False where the report is one unit's and the figure cannot be narrowed to a unit. */
  covers(figure: FigureName): boolean;
  read(figure: FigureName, extra?: FigureFilters): Promise<FigureAnswer>;
  /** Groups of a figure with a value above 0. */
  groups(figure: FigureName, by: SeriesBy, extra?: FigureFilters): Promise<readonly ReportGroup[]>;
}

/** A group that a sentence may name. */
export interface ReportGroup {
  readonly key: string;
  readonly name: string;
  readonly value: number;
}

/** A sentence template: gives its sentence, or the reason why it has no base. */
export interface Template {
  readonly name: string;
  /** Figures without which there is no sentence. */
  readonly needs: readonly FigureName[];
  write(source: ReportSource): Promise<Omit<Sentence, 'template'> | string>;
}

const NOT_BY_UNIT = '这类指标不按单位统计，单位报告不写 / not counted by unit, so a report of one unit leaves it out';

/** Writes every template in order; a sentence without its base is left out and named. */
export async function writeSentences(
  templates: readonly Template[],
  source: ReportSource,
): Promise<Pick<AnnualReport, 'sentences' | 'omitted' | 'demo'>> {
  const sentences: Sentence[] = [];
  const omitted: Omission[] = [];
  let demo = false;
  for (const template of templates) {
    const covered = template.needs.every((figure) => source.covers(figure));
    const asked = new Asked(source);
    const written = covered ? await template.write(asked) : NOT_BY_UNIT;
    if (typeof written === 'string') omitted.push({ template: template.name, reason: written });
    else sentences.push({ template: template.name, ...written });
    demo ||= typeof written !== 'string' && asked.demo;
  }
  return { sentences, omitted, demo };
}

/** A source that remembers whether any of its answers was a demonstration: only of sentences that are kept does it matter. */
class Asked implements ReportSource {
  demo = false;
  readonly year = this.source.year;
  readonly yearIsOver = this.source.yearIsOver;
  readonly yearBefore = this.source.yearBefore;
  readonly knownOn = this.source.knownOn;

  constructor(private readonly source: ReportSource) {}

  covers(figure: FigureName): boolean {
    return this.source.covers(figure);
  }

  async read(figure: FigureName, extra?: FigureFilters): Promise<FigureAnswer> {
    const answer = await this.source.read(figure, extra);
    this.demo ||= answer.demo;
    return answer;
  }

  groups(figure: FigureName, by: SeriesBy, extra?: FigureFilters): Promise<readonly ReportGroup[]> {
    return this.source.groups(figure, by, extra);
  }
}

/** What a year calls the work: 消费扶贫 until the end of 2020, when the poverty line was passed, 消费帮扶 since. */
export function wordsOf(year: number): { readonly work: string; readonly households: string; readonly poor: string } {
  if (year <= 2020) return { work: '消费扶贫', households: '贫困户', poor: '贫困户' };
  return { work: '消费帮扶', households: '农户', poor: '建档立卡户' };
}

/** How a sentence begins that is of the whole period: 全年 only of a year that is over. */
export function spanOf(source: Pick<ReportSource, 'yearIsOver' | 'knownOn'>): string {
  return source.yearIsOver ? '全年' : `截至${untilOf(source)}，`;
}

/** Up to when a report knows its year, behind 截至. */
export function untilOf({ yearIsOver, knownOn }: Pick<ReportSource, 'yearIsOver' | 'knownOn'>): string {
  if (yearIsOver) return '年末';
  return knownOn === undefined ? '目前' : printDay(knownOn);
}

/** The report's title; a demonstration says so. */
export function titleOf(year: number, demo: boolean): string {
  return `${year}年${wordsOf(year).work}工作情况${demo ? '（演示数据）' : ''}`;
}

/** What a report without a sentence says instead; `omitted` tells why of each. */
export function noteOf(year: number, sentences: readonly Sentence[]): { readonly note?: string } {
  if (sentences.length > 0) return {};
  return { note: `账中没有${year}年可写入本报告的记录。 / The ledger holds no entries of ${year} for this report.` };
}

/** 上年同期 as a filter. @param today business day on which the report is written, or as of which it is asked for */
export function yearBefore(year: number, today: BusinessDay): FigureFilters {
  if (yearOf(today) !== year) return { year: year - 1 };
  const day = today.slice(5);
  return { year: year - 1, to: `${year - 1}-${day === '02-29' ? '02-28' : day}` };
}

/** 首行缩进: two ideographic spaces. */
const INDENT = '\u3000\u3000';

/** The report as a terminal shows it: one paragraph, then what was left out. */
export function renderAnnual(report: AnnualReport): string {
  const omitted = report.omitted.map((omission) => `  · ${omission.template}：${omission.reason}`);
  const left = omitted.length === 0 ? [] : ['', '未写入（没有依据）：', ...omitted];
  const paragraph = report.note ?? report.sentences.map((sentence) => sentence.text).join('');
  return [report.title, '', `${INDENT}${paragraph}`, ...left].join('\n');
}
