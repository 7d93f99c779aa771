import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Caller, FIGURE_EVIDENCE, type FigureDefinition, type FigureName, FIGURES, SMALL_GROUP } from '#contracts';
import { Asking, decodeCursor, encodeCursor, For, ForAnyRole, type ListAnswer, unusableCursor, ReadsFrom } from '#platform';
import { changesSince, type FigureChange } from './changes.js';
import type { PageKey } from './evidence.js';
import { type FigureFilters, givenFilters } from './figure-filters.js';
import { FigureScopes, reachesFigure } from './figure-scope.query.js';
import { ChangesQuery, FigureQuery, SeriesQuery } from './figure-query.js';
import { type ContributionList, contributionsOf } from './contribution-list.js';
import { type FigureAnswer, FigureReader, ofBase, type Question } from './figure-reader.js';
import type { FigurePlan } from './figure-plans.js';
import { answerWithheld, isSmall, listWithheld, seriesWithheld, withholds } from './small-groups.js';
import { groupingsOf, type SeriesBy } from './groupings.js';
import { type Series, seriesOf } from './series.js';

/** 指标: every number, what it is made of, how it is grouped and what moved it (contract §4). */
@ApiTags('figures')
@Controller()
export class FiguresController {
  constructor(
    private readonly reader: FigureReader,
    private readonly scopes: FigureScopes,
  ) {}

  @Get('figures')
  @ForAnyRole()
  @ApiOperation({ summary: '可查阅的指标及口径 / Every figure the caller may read, with its rule' })
  all(@Asking() caller: Caller): ListAnswer<ListedFigure> {
    const items = FIGURES.filter((figure) => reachesFigure(caller, figure)).map(listed);
    return { items, nextCursor: null, count: items.length, sums: {} };
  }

  @Get('changes')
  @For(FIGURE_EVIDENCE)
  @ApiOperation({ summary: '某时刻以来数字的变化 / What moved the figures since an instant' })
  @ReadsFrom('impact')
  async changes(@Query() query: ChangesQuery, @Asking() caller: Caller): Promise<{ since: string; items: object[] }> {
    const filters = filtersOf(query);
    const given = givenFilters(filters);
    const carrying = FIGURES.filter((figure: FigureDefinition) => given.every((filter) => figure.filters.includes(filter)));
    const figures = query.figures ?? carrying.filter((figure) => reachesFigure(caller, figure)).map((figure) => figure.name);
    const items: object[] = [];
    for (const figure of figures) {
      const narrowed = await this.scopes.narrowed(caller, figure, filters);
      const changes = await changesSince(this.reader, query.since, [figure], narrowed);
      items.push(...(withholds(caller, figure, narrowed) ? changes.map(changeWithheld) : changes));
    }
    return { since: query.since, items };
  }

  @Get('figures/:figure')
  @ForAnyRole()
  @ApiOperation({ summary: '一个指标 / One figure' })
  @ReadsFrom('impact')
  async figure(@Param('figure') figure: string, @Query() query: FigureQuery, @Asking() caller: Caller): Promise<FigureAnswer> {
    const filters = await this.scopes.narrowed(caller, figure, filtersOf(query));
    const answer = await this.reader.read(figure, filters);
    return withholds(caller, figure, filters) ? answerWithheld(answer) : answer;
  }

  @Get('figures/:figure/series')
  @ForAnyRole()
  @ApiOperation({ summary: '按月、单位等分组 / A figure, grouped' })
  @ReadsFrom('impact')
  async series(
    @Param('figure') figure: string,
    @Query() query: SeriesQuery,
    @Asking() caller: Caller,
  ): Promise<Series & { figure: string; by: string; filters: FigureFilters }> {
    const filters = await this.scopes.narrowed(caller, figure, filtersOf(query));
    const series = await this.reader.ask(figure, filters, (question) => seriesOf(question, query.by));
    return { figure, by: query.by, filters, ...(withholds(caller, figure, filters) ? seriesWithheld(series) : series) };
  }

  @Get('figures/:figure/contributions')
  @For(FIGURE_EVIDENCE)
  @ApiOperation({ summary: '一个数由哪些事件构成 / The events a figure is made of' })
  @ReadsFrom('impact')
  async contributions(@Param('figure') figure: string, @Query() query: FigureQuery, @Asking() caller: Caller): Promise<object> {
    const behind = query.cursor === undefined ? undefined : pageKey(query.cursor);
    const filters = await this.scopes.narrowed(caller, figure, filtersOf(query));
    const shown = withholds(caller, figure, filters) ? listWithheld : (list: ContributionList): object => list;
    return this.reader.ask(figure, filters, (question) => listOf(question, query.limit, behind, shown));
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
  const key = decodeCursor(cursor, ['integer', 'integer', 'integer', 'integer']);
  if (Math.abs(key[0]) > MOST_DAYS) throw unusableCursor();
  return key;
}

/** Further from 1970 than any business day. */
const MOST_DAYS = 100_000;

/** One list, or one per part for a ratio. */
async function listOf(
  question: Question,
  limit: number,
  behind: PageKey | undefined,
  shown: (list: ContributionList) => object,
): Promise<object> {
  const list = async (plan: FigurePlan, of = question): Promise<object> => {
    const found = await contributionsOf(of, plan, limit, behind);
    return shown({ ...found, ...paged(found) });
  };
  const plan = question.plan.kind === 'pace' ? question.plan.completion : question.plan;
  const figure = question.definition.name;
  if (plan.kind !== 'ratio') return { figure, ...(await list(plan)) };
  return { figure, numerator: await list(plan.numerator), denominator: await list(plan.denominator, ofBase(question)) };
}

function paged({ nextCursor }: ContributionList): object {
  return { nextCursor: nextCursor === null ? null : encodeCursor(nextCursor) };
}

/** What moved a small group, without what would tell it apart. */
function changeWithheld(change: FigureChange): object {
  const shown = { ...change, old: isSmall(change.old) ? null : change.old, new: isSmall(change.new) ? null : change.new };
  return isSmall(change.old) || isSmall(change.new) ? { ...shown, count: null, events: [], reason: SMALL_GROUP } : shown;
}

/** Every filter, held against the type: one that is new and not here would be a wrong number without a word. */
const FILTER_NAMES: Record<keyof FigureFilters, true> = {
  year: true,
  from: true,
  to: true,
  unitId: true,
  includeBelow: true,
  channel: true,
  funding: true,
  category: true,
  countyCode: true,
  villageCode: true,
  projectId: true,
  template: true,
  stage: true,
  product: true,
  kind: true,
  within: true,
  basis: true,
  knownAt: true,
};

/** The filters of a query without its paging. */
function filtersOf(query: FigureQuery): FigureFilters {
  return Object.fromEntries(Object.entries(query).filter(([name, value]) => name in FILTER_NAMES && value !== undefined));
}
