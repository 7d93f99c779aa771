import { Injectable } from '@nestjs/common';
import { type BusinessDay, type Caller, figureDefinition, type FigureFilter, type FigureName, type Instant, yearOf } from '#contracts';
import type { SqlSession } from '#persistence';
import { Clock } from '#platform';
import type { FigureFilters } from '../figure/figure-filters.js';
import { type FigureAnswer, FigureReader } from '../figure/figure-reader.js';
import { answerWithheld, withholds } from '../figure/small-groups.js';
import type { SeriesBy } from '../figure/groupings.js';
import { seriesOf } from '../figure/series.js';
import { type AnnualReport, noteOf, type ReportGroup, type ReportSource, titleOf, writeSentences, yearBefore } from './annual-report.js';
import { ANNUAL_TEMPLATES } from './annual-templates.js';

export interface AnnualQuestion {
  readonly year: number;
  readonly unitId?: string;
  readonly knownAt?: Instant;
}

/** Writes reports whose every number is a figure's answer, all of one moment. */
@Injectable()
export class ReportWriter {
  constructor(
    private readonly reader: FigureReader,
    private readonly clock: Clock,
  ) {}

  /** @param caller for whom small groups may be withheld; absent = for the operator, to whom the whole ledger is open
   * @throws ProblemError UNIT.UNKNOWN */
  annual(question: AnnualQuestion, caller?: Caller): Promise<AnnualReport> {
    return this.reader.atOneMoment(async (moment) => {
      const source = new YearSource(question, this.clock.today(), this.reader, moment, caller);
      const { asOf } = await source.read('purchase.paid');
      const written = await writeSentences(ANNUAL_TEMPLATES, source);
      const head = { title: titleOf(question.year, written.demo), year: question.year, asOf };
      return { ...head, ...written, ...noteOf(question.year, written.sentences) };
    });
  }
}

/** Asks each figure under the filters of the report that it carries. */
class YearSource implements ReportSource {
  readonly year: number;
  readonly yearIsOver: boolean;
  readonly yearBefore: FigureFilters;

  constructor(
    private readonly question: AnnualQuestion,
    today: BusinessDay,
    private readonly reader: FigureReader,
    private readonly moment: SqlSession,
    private readonly caller: Caller | undefined,
  ) {
    this.year = question.year;
    this.yearIsOver = question.year < yearOf(today);
    this.yearBefore = yearBefore(question.year, today);
  }

  covers(figure: FigureName): boolean {
    return this.question.unitId === undefined || carries(figure, 'unitId');
  }

  async read(figure: FigureName, extra: FigureFilters = {}): Promise<FigureAnswer> {
    const filters = { ...this.question, ...extra };
    const answer = await this.reader.answer(await this.reader.questionAt(this.moment, figure, filters));
    return this.caller !== undefined && withholds(this.caller, figure, filters) ? answerWithheld(answer) : answer;
  }

  async groups(figure: FigureName, by: SeriesBy, extra: FigureFilters = {}): Promise<readonly ReportGroup[]> {
    const { groups } = await seriesOf(await this.reader.questionAt(this.moment, figure, { ...this.question, ...extra }), by);
    return groups.flatMap(({ key, name, value }) => (typeof value === 'number' && value > 0 && key !== null ? [{ key, name, value }] : []));
  }
}

function carries(figure: FigureName, filter: FigureFilter): boolean {
  return figureDefinition(figure)?.filters.includes(filter) === true;
}
