import {
  type BusinessDay,
  businessDayAt,
  type Caller,
  figureDefinition,
  type FigureFilter,
  type FigureName,
  type Instant,
  yearOf,
} from '#contracts';
import type { SqlSession } from '#persistence';
import type { FigureFilters } from '../figure/figure-filters.js';
import type { FigureAnswer, FigureReader } from '../figure/figure-reader.js';
import type { SeriesBy } from '../figure/groupings.js';
import { answerWithheld, seriesWithheld, withholds } from '../figure/small-groups.js';
import { seriesOf } from '../figure/series.js';
import { type ReportGroup, type ReportSource, yearBefore } from './annual-report.js';

/** What a report of the year is asked of: the whole ledger or a unit with those below it, as known now or at an instant. */
export interface AnnualQuestion {
  readonly year: number;
  readonly unitId?: string;
  readonly knownAt?: Instant;
}

/** Asks each figure under the filters of the report that it carries. */
export class YearSource implements ReportSource {
  readonly year: number;
  readonly yearIsOver: boolean;
  readonly yearBefore: FigureFilters;
  readonly knownOn: BusinessDay | undefined;

  constructor(
    private readonly question: AnnualQuestion,
    today: BusinessDay,
    private readonly reader: FigureReader,
    private readonly moment: SqlSession,
    private readonly caller: Caller | undefined,
  ) {
    this.year = question.year;
    // What was not known yet was not over yet: a paragraph of June that says 全年 would claim the months to come.
    const asOf = question.knownAt === undefined ? today : earlier(today, businessDayAt(question.knownAt));
    this.yearIsOver = question.year < yearOf(asOf);
    this.yearBefore = yearBefore(question.year, asOf);
    this.knownOn = question.knownAt === undefined || this.yearIsOver ? undefined : asOf;
  }

  covers(figure: FigureName): boolean {
    return this.question.unitId === undefined || carries(figure, 'unitId');
  }

  async read(figure: FigureName, extra: FigureFilters = {}): Promise<FigureAnswer> {
    const filters = { ...this.question, ...extra };
    const answer = await this.reader.answer(await this.reader.questionAt(this.moment, figure, filters));
    return this.withholds(figure, filters) ? answerWithheld(answer) : answer;
  }

  async groups(figure: FigureName, by: SeriesBy, extra: FigureFilters = {}): Promise<readonly ReportGroup[]> {
    const filters = { ...this.question, ...extra };
    const series = await seriesOf(await this.reader.questionAt(this.moment, figure, filters), by);
    const { groups } = this.withholds(figure, filters) ? seriesWithheld(series) : series;
    return groups.flatMap(({ key, name, value }) => (typeof value === 'number' && value > 0 && key !== null ? [{ key, name, value }] : []));
  }

  /** One rule with the routes of the figures: who is told there of no small group is not told of it here. */
  private withholds(figure: FigureName, filters: FigureFilters): boolean {
    return this.caller !== undefined && withholds(this.caller, figure, filters);
  }
}

function earlier(one: BusinessDay, other: BusinessDay): BusinessDay {
  return one < other ? one : other;
}

function carries(figure: FigureName, filter: FigureFilter): boolean {
  return figureDefinition(figure)?.filters.includes(filter) === true;
}
