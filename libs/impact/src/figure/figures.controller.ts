import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type FigureDefinition, FIGURES } from '#contracts';
import { decodeCursor, encodeCursor, ReadsFrom } from '#platform';
import { changesSince, type FigureChange } from './changes.js';
import type { PageKey } from './evidence.js';
import { type FigureFilters, givenFilters } from './figure-filters.js';
import { ChangesQuery, FigureQuery, SeriesQuery } from './figure-query.js';
import { type ContributionList, contributionsOf, type FigureAnswer, FigureReader, type Question } from './figure-reader.js';
import type { FigurePlan } from './figure-plans.js';
import { type Series, seriesOf } from './series.js';

/** 指标: every number, what it is made of, how it is grouped and what moved it (contract §4). */
@ApiTags('figures')
@Controller()
export class FiguresController {
  constructor(private readonly reader: FigureReader) {}

  @Get('figures')
  all(): { items: readonly FigureDefinition[] } {
    return { items: FIGURES };
  }

  @Get('changes')
  @ReadsFrom('impact')
  async changes(@Query() query: ChangesQuery): Promise<{ since: string; items: FigureChange[] }> {
    const filters = filtersOf(query);
    const given = givenFilters(filters);
    const carrying = FIGURES.filter((figure: FigureDefinition) => given.every((filter) => figure.filters.includes(filter)));
    const figures = query.figures ?? carrying.map((figure) => figure.name);
    return { since: query.since, items: await changesSince(this.reader, query.since, figures, filters) };
  }

  @Get('figures/:figure')
  @ReadsFrom('impact')
  figure(@Param('figure') figure: string, @Query() query: FigureQuery): Promise<FigureAnswer> {
    return this.reader.read(figure, filtersOf(query));
  }

  @Get('figures/:figure/series')
  @ReadsFrom('impact')
  series(@Param('figure') figure: string, @Query() query: SeriesQuery): Promise<Series & { figure: string; by: string }> {
    return this.reader.ask(figure, filtersOf(query), async (question) => ({
      figure,
      by: query.by,
      ...(await seriesOf(question, query.by)),
    }));
  }

  @Get('figures/:figure/contributions')
  @ReadsFrom('impact')
  contributions(@Param('figure') figure: string, @Query() query: FigureQuery): Promise<object> {
    const behind = query.cursor === undefined ? undefined : (decodeCursor(query.cursor, 4) as unknown as PageKey);
    return this.reader.ask(figure, filtersOf(query), (question) => listOf(question, query.limit, behind));
  }
}

/** One list, or one per part for a ratio. */
async function listOf(question: Question, limit: number, behind: PageKey | undefined): Promise<object> {
  const list = async (plan: FigurePlan): Promise<object> => paged(await contributionsOf(question, plan, limit, behind));
  const plan = question.plan.kind === 'pace' ? question.plan.completion : question.plan;
  const figure = question.definition.name;
  if (plan.kind !== 'ratio') return { figure, ...(await list(plan)) };
  return { figure, numerator: await list(plan.numerator), denominator: await list(plan.denominator) };
}

function paged(list: ContributionList): object {
  return { ...list, nextCursor: list.nextCursor === null ? null : encodeCursor(list.nextCursor) };
}

/** The filters of a query without its paging. */
export function filtersOf(query: FigureQuery): FigureFilters {
  const names = [
    'year',
    'from',
    'to',
    'unitId',
    'includeBelow',
    'channel',
    'funding',
    'category',
    'villageCode',
    'projectId',
    'template',
    'stage',
    'basis',
    'knownAt',
  ];
  return Object.fromEntries(Object.entries(query).filter(([name, value]) => names.includes(name) && value !== undefined));
}
