import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { FIGURE_EVIDENCE, type FigureDefinition, type FigureName, FIGURES } from '#contracts';
import { decodeCursor, encodeCursor, For, ForAnyRole, type ListAnswer, unusableCursor, ReadsFrom } from '#platform';
import { changesSince, type FigureChange } from './changes.js';
import type { PageKey } from './evidence.js';
import { type FigureFilters, givenFilters } from './figure-filters.js';
import { ChangesQuery, FigureQuery, SeriesQuery } from './figure-query.js';
import { type ContributionList, contributionsOf, type FigureAnswer, FigureReader, type Question } from './figure-reader.js';
import type { FigurePlan } from './figure-plans.js';
import { groupingsOf, type Series, type SeriesBy, seriesOf } from './series.js';

/** 指标: every number, what it is made of, how it is grouped and what moved it (contract §4). */
@ApiTags('figures')
@Controller()
export class FiguresController {
  constructor(private readonly reader: FigureReader) {}

  @Get('figures')
  @ForAnyRole()
  @ApiOperation({ summary: '全部指标及口径 / Every figure with its rule' })
  all(): ListAnswer<ListedFigure> {
    return { items: FIGURES.map(listed), nextCursor: null, count: FIGURES.length, sums: {} };
  }

  @Get('changes')
  @For(FIGURE_EVIDENCE)
  @ApiOperation({ summary: '某时刻以来数字的变化 / What moved the figures since an instant' })
  @ReadsFrom('impact')
  async changes(@Query() query: ChangesQuery): Promise<{ since: string; items: FigureChange[] }> {
    const filters = filtersOf(query);
    const given = givenFilters(filters);
    const carrying = FIGURES.filter((figure: FigureDefinition) => given.every((filter) => figure.filters.includes(filter)));
    const figures = query.figures ?? carrying.map((figure) => figure.name);
    return { since: query.since, items: await changesSince(this.reader, query.since, figures, filters) };
  }

  @Get('figures/:figure')
  @ForAnyRole()
  @ApiOperation({ summary: '一个指标 / One figure' })
  @ReadsFrom('impact')
  figure(@Param('figure') figure: string, @Query() query: FigureQuery): Promise<FigureAnswer> {
    return this.reader.read(figure, filtersOf(query));
  }

  @Get('figures/:figure/series')
  @ForAnyRole()
  @ApiOperation({ summary: '按月、单位等分组 / A figure, grouped' })
  @ReadsFrom('impact')
  series(@Param('figure') figure: string, @Query() query: SeriesQuery): Promise<Series & { figure: string; by: string }> {
    return this.reader.ask(figure, filtersOf(query), async (question) => ({
      figure,
      by: query.by,
      ...(await seriesOf(question, query.by)),
    }));
  }

  @Get('figures/:figure/contributions')
  @For(FIGURE_EVIDENCE)
  @ApiOperation({ summary: '一个数由哪些事件构成 / The events a figure is made of' })
  @ReadsFrom('impact')
  contributions(@Param('figure') figure: string, @Query() query: FigureQuery): Promise<object> {
    const behind = query.cursor === undefined ? undefined : pageKey(query.cursor);
    return this.reader.ask(figure, filtersOf(query), (question) => listOf(question, query.limit, behind));
  }
}

/** A figure as it is listed: its rule with id and version as in every answer, and how it may be grouped. */
type ListedFigure = Omit<FigureDefinition, 'rule'> & {
  readonly rule: FigureDefinition['rule'] & { readonly id: string; readonly version: number };
  readonly groupings: readonly SeriesBy[];
};

function listed(figure: FigureDefinition & { readonly name: FigureName }): ListedFigure {
  const { name, ruleVersion, rule } = figure;
  return { ...figure, rule: { id: name, version: ruleVersion, ...rule }, groupings: groupingsOf(name) };
}

/** @throws ProblemError QUERY.INVALID for what no page has ended with */
function pageKey(cursor: string): PageKey {
  const [day, log, position, ordinal] = decodeCursor(cursor, 4).map(Number);
  const parts = [day, log, position, ordinal].map((part) => part ?? Number.NaN);
  if (!parts.every(Number.isSafeInteger) || Math.abs(parts[0] ?? 0) > MOST_DAYS) {
    throw unusableCursor();
  }
  return parts as unknown as PageKey;
}

/** Further from 1970 than any business day. */
const MOST_DAYS = 100_000;

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
