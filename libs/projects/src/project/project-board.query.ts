import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { PROJECT_TEMPLATES, type BusinessDay, type Caller, type ProjectTemplate } from '#contracts';
import { OneOf, Text } from '#contracts/commands';
import { DATABASE, type SqlValue } from '#event-log';
import type { Database } from '#persistence';
import { Clock, decodeCursor, type ListAnswer, ListQuery, pageOfRows } from '#platform';
import { type References, referencesToken } from '#reference';
import { PROJECT_READING } from './project-access.js';
import { daysLate, nextOpenStage, progressOf, type Progress, type StagePoint } from './stages.js';
import { stageName } from './templates.js';

/** 进行中 · 暂停 · 全部环节已完成或跳过 */
export const BOARD_STATES = ['running', 'suspended', 'finished'] as const;
type BoardState = (typeof BOARD_STATES)[number];

/** Filters of the project board (项目看板). */
export class ProjectListQuery extends ListQuery {
  @Text({ optional: true, most: 100 })
  unitId?: string;

  @OneOf(PROJECT_TEMPLATES, { optional: true })
  template?: ProjectTemplate;

  @Text({ optional: true, most: 100 })
  villageCode?: string;

  @OneOf(BOARD_STATES, { optional: true })
  state?: BoardState;
}

/** One line of the board; lateness is as of today. */
export interface BoardItem {
  readonly id: string;
  readonly name: string;
  readonly template: ProjectTemplate;
  readonly unitId: string;
  readonly villageCode: string | null;
  readonly startedOn: BusinessDay;
  readonly state: BoardState;
  readonly nextStage: string | null;
  readonly nextStageName: string | null;
  readonly nextPlannedOn: BusinessDay | null;
  readonly daysLate: number;
  readonly progress: Progress;
  readonly budgetFen: number;
  readonly allocatedFen: number;
  readonly releasedFen: number;
  readonly paidFen: number;
  readonly designGrams: number;
  readonly approximate: boolean;
  readonly demo?: true;
}

/** The projects in the caller's sight, newest first. */
export class ListProjects {
  constructor(
    readonly query: ProjectListQuery,
    readonly caller: Caller,
  ) {}
}

interface BoardRow {
  readonly project_id: string;
  readonly name: string;
  readonly template: ProjectTemplate;
  readonly unit_id: string;
  readonly village_code: string | null;
  readonly started_on: string;
  readonly budget_fen: number;
  readonly design_grams: number;
  readonly allocated_fen: number;
  readonly released_fen: number;
  readonly paid_fen: number;
  readonly open_stages: number;
  readonly suspended: number;
  readonly approximate: number;
  readonly demo: number;
}

interface StageRow {
  readonly project_id: string;
  readonly stage: string;
  readonly state: StagePoint['state'];
  readonly baseline: string | null;
  readonly planned_on: string | null;
  readonly reached_on: string | null;
}

interface SumRow {
  readonly entries: number | string;
  readonly budget: number | string | null;
  readonly allocated: number | string | null;
  readonly released: number | string | null;
  readonly paid: number | string | null;
  readonly grams: number | string | null;
}

interface Condition {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

const STATE_CONDITIONS: Readonly<Record<BoardState, string>> = {
  running: 'suspended = 0 AND open_stages > 0',
  suspended: 'suspended = 1',
  finished: 'suspended = 0 AND open_stages = 0',
};

const SUMS = `SELECT COUNT(*) AS entries, SUM(budget_fen) AS budget, SUM(allocated_fen) AS allocated,
  SUM(released_fen) AS released, SUM(paid_fen) AS paid, SUM(design_grams) AS grams FROM project_board`;

@QueryHandler(ListProjects)
export class ListProjectsHandler implements IQueryHandler<ListProjects, ListAnswer<BoardItem>> {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly clock: Clock,
    @Inject(referencesToken('projects')) private readonly references: References,
  ) {}

  /** Those the caller sees, newest first; page, count and sums are of one moment. @throws ProblemError QUERY.INVALID for an unusable cursor */
  async execute({ query, caller }: ListProjects): Promise<ListAnswer<BoardItem>> {
    const scope = await this.references.scopeOf(caller, PROJECT_READING);
    const filter = filterOf(query, scope.on(this.clock.today(), 'unit_id'));
    const page = pageOf(query, filter);
    return this.database.snapshot(async (session) => {
      const [sums] = await session.all<SumRow>(`${SUMS} WHERE ${filter.sql}`, filter.params);
      const rows = await session.all<BoardRow>(page.sql, page.params);
      const { shown, nextCursor } = pageOfRows(rows, query.limit, (last) => [last.started_on, last.project_id]);
      const ids = shown.map((row) => row.project_id);
      const stages = ids.length === 0 ? [] : await session.all<StageRow>(stagesSql(ids.length), ids);
      const today = this.clock.today();
      return {
        items: shown.map((row) =>
          itemOf(
            row,
            stages.filter((stage) => stage.project_id === row.project_id),
            today,
          ),
        ),
        nextCursor,
        count: Number(sums?.entries ?? 0),
        sums: sumsOf(sums),
      };
    });
  }
}

function filterOf({ unitId, template, villageCode, state }: ProjectListQuery, within: Condition): Condition {
  const given = [
    ['unit_id', unitId],
    ['template', template],
    ['village_code', villageCode],
  ] as const;
  const equal = given.flatMap(([column, value]) => (value == null ? [] : [{ column, value }]));
  const sql = [
    'withdrawn = 0',
    within.sql,
    ...equal.map(({ column }) => `${column} = ?`),
    ...(state == null ? [] : [STATE_CONDITIONS[state]]),
  ];
  return { sql: sql.join(' AND '), params: [...within.params, ...equal.map(({ value }) => value)] };
}

function pageOf({ cursor, limit }: ProjectListQuery, filter: Condition): Condition {
  const [day, id] = cursor == null ? [] : decodeCursor(cursor, ['text', 'text']);
  const after = day === undefined || id === undefined ? [] : [day, day, id];
  const where = after.length === 0 ? filter.sql : `${filter.sql} AND (started_on < ? OR (started_on = ? AND project_id > ?))`;
  const sql = `SELECT * FROM project_board WHERE ${where} ORDER BY started_on DESC, project_id LIMIT ${limit + 1}`;
  return { sql, params: [...filter.params, ...after] };
}

function stagesSql(projects: number): string {
  const marks = new Array<string>(projects).fill('?').join(', ');
  return `SELECT * FROM project_board_stage WHERE project_id IN (${marks}) ORDER BY project_id, ordinal`;
}

function itemOf(row: BoardRow, stages: readonly StageRow[], today: BusinessDay): BoardItem {
  const points = stages.map(({ stage, state, baseline, reached_on: reachedOn }) => ({ stage, state, baseline, reachedOn }));
  const nextStage = nextOpenStage(points);
  return {
    id: row.project_id,
    name: row.name,
    template: row.template,
    unitId: row.unit_id,
    villageCode: row.village_code,
    startedOn: row.started_on,
    state: row.suspended === 1 ? 'suspended' : row.open_stages === 0 ? 'finished' : 'running',
    nextStage,
    nextStageName: nextStage === null ? null : stageName(row.template, nextStage),
    nextPlannedOn: stages.find((stage) => stage.stage === nextStage)?.planned_on ?? null,
    daysLate: daysLate(points, today),
    progress: progressOf(points),
    budgetFen: row.budget_fen,
    allocatedFen: row.allocated_fen,
    releasedFen: row.released_fen,
    paidFen: row.paid_fen,
    designGrams: row.design_grams,
    approximate: row.approximate === 1,
    ...(row.demo === 1 ? { demo: true as const } : {}),
  };
}

/** A sum over no rows is NULL, and MySQL gives sums as text: both become plain numbers here. */
function sumsOf(sums: SumRow | undefined): Record<string, number> {
  return {
    budgetFen: Number(sums?.budget ?? 0),
    allocatedFen: Number(sums?.allocated ?? 0),
    releasedFen: Number(sums?.released ?? 0),
    paidFen: Number(sums?.paid ?? 0),
    designGrams: Number(sums?.grams ?? 0),
  };
}
