import { Injectable } from '@nestjs/common';
import { figureDefinition, type FigureFilter, type FigureName, type Instant } from '#contracts';
import type { FigureFilters } from '../figure/figure-filters.js';
import { type FigureAnswer, FigureReader } from '../figure/figure-reader.js';
import { type SeriesBy, seriesOf } from '../figure/series.js';
import { type AnnualReport, type ReportGroup, type ReportSource, writeSentences } from './annual-report.js';
import { ANNUAL_TEMPLATES } from './annual-templates.js';

export interface AnnualQuestion {
  readonly year: number;
  readonly unitId?: string;
  readonly knownAt?: Instant;
}

/** Writes reports whose every number is a figure's answer. */
@Injectable()
export class ReportWriter {
  constructor(private readonly reader: FigureReader) {}

  async annual(question: AnnualQuestion): Promise<AnnualReport> {
    const source = new YearSource(question, this.reader);
    const written = await writeSentences(ANNUAL_TEMPLATES, source);
    const asOf = (await source.read('purchase.paid')).asOf;
    const { demo } = source;
    return { title: `${question.year}年消费帮扶工作情况${demo ? '（演示数据）' : ''}`, year: question.year, demo, asOf, ...written };
  }
}

/** Asks each figure under the filters of the report that it carries, and remembers whether any answer was a demonstration. */
class YearSource implements ReportSource {
  demo = false;
  readonly year: number;
  readonly filters: FigureFilters;

  constructor(
    question: AnnualQuestion,
    private readonly reader: FigureReader,
  ) {
    this.year = question.year;
    this.filters = question;
  }

  async read(figure: string, extra: FigureFilters = {}): Promise<FigureAnswer> {
    const answer = await this.reader.read(figure, { ...this.carried(figure), ...extra });
    this.demo ||= answer.demo;
    return answer;
  }

  async groups(figure: FigureName, by: SeriesBy): Promise<readonly ReportGroup[]> {
    const { groups } = await this.reader.ask(figure, this.carried(figure), (question) => seriesOf(question, by));
    return groups.flatMap(({ key, name, value }) => (typeof value === 'number' && value > 0 && key !== null ? [{ key, name, value }] : []));
  }

  async soldProduct(): Promise<string | undefined> {
    const products = await this.groups('sales.weight', 'product');
    return products.length === 1 ? products[0]?.name : undefined;
  }

  private carried(figure: string): FigureFilters {
    const filters: readonly FigureFilter[] = figureDefinition(figure)?.filters ?? [];
    const { unitId, ...rest } = this.filters;
    return unitId !== undefined && filters.includes('unitId') ? { ...rest, unitId } : rest;
  }
}
