import { Injectable } from '@nestjs/common';
import type { Caller } from '#contracts';
import { Clock } from '#platform';
import { FigureReader } from '../figure/figure-reader.js';
import { type AnnualReport, noteOf, titleOf, writeSentences } from './annual-report.js';
import { ANNUAL_TEMPLATES } from './annual-templates.js';
import { type AnnualQuestion, YearSource } from './year-source.js';

/** Writes reports whose every number is a figure's answer, all of one moment. */
@Injectable()
export class ReportWriter {
  constructor(
    private readonly reader: FigureReader,
    private readonly clock: Clock,
  ) {}

  /**
   * @param caller for whom small groups may be withheld; absent = for the operator, to whom the whole ledger is open
   * @throws ProblemError UNIT.UNKNOWN
   */
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
