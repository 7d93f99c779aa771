import { FUND_KINDS, type BusinessDay, type Envelope, type Fen, type FundKind, type GateRequirement } from '#contracts';
import { isLive, type LiveProject, type Project, type Stage } from './project.js';
import { daysLate, daysLateOf, nextOpenStage, progressOf, type Progress, type StagePoint } from './stages.js';
import { gateOf, stageName } from './templates.js';

/** One stage as `GET /api/projects/{id}` shows it. */
export interface StageView extends StagePoint {
  readonly name: string;
  /** What its gate asks for; empty = not gated. */
  readonly gate: readonly GateRequirement[];
  readonly plannedOn: BusinessDay | null;
  readonly skippedOn: BusinessDay | null;
  readonly skippedFor: string | null;
  readonly daysLate: number;
  readonly evidence: readonly string[];
  readonly documentNo: string | null;
  readonly winner: string | null;
  readonly contractFen: Fen | null;
  readonly measuredVolumeM3: number | null;
  readonly waiver: { readonly reason: string; readonly missing: readonly GateRequirement[] } | null;
  readonly approximate: boolean;
}

/** Sums of one kind of funds, over all sources and by source. */
export interface FundsView {
  readonly totalFen: Fen;
  readonly bySource: Readonly<Record<string, Fen>>;
}

/** Facts the stream itself knows of the record (contract §3, last line). */
export interface RecordMark {
  readonly streamVersion: number;
  readonly source: string;
  readonly demo?: true;
}

/** What {@link projectView} shows. */
export type ProjectView = ReturnType<typeof projectView>;

/** 项目现状 as of `today`. Field names follow the commands'. */
export function projectView(project: LiveProject, today: BusinessDay, mark: RecordMark) {
  const points = project.stages.map(pointOf);
  const { projectId, name, template, unitId, villageCode, budgetFen, coldStorage, startedOn, notices, approximate } = project;
  return {
    id: projectId,
    name,
    template,
    unitId,
    villageCode,
    budgetFen,
    coldStorage,
    startedOn,
    approximate,
    state: project.state === 'running' && nextOpenStage(points) === null ? 'finished' : project.state,
    suspension: project.suspension,
    nextStage: nextOpenStage(points),
    daysLate: daysLate(points, today),
    progress: progressOf(points) satisfies Progress,
    stages: project.stages.map((stage) => stageView(project, stage, today)),
    funds: fundsView(project),
    notices,
    ...mark,
  };
}

function fundsView(project: LiveProject): Record<FundKind, FundsView> {
  const ofKind = (kind: FundKind): FundsView => {
    const bySource = project.funds[kind];
    return { totalFen: Object.values(bySource).reduce((sum, fen) => sum + fen, 0), bySource };
  };
  return { allocated: ofKind('allocated'), released: ofKind('released'), paid: ofKind('paid') };
}

/** What lateness is told from: a stage's first plan and the day it was reached. */
export function pointOf(stage: Stage): StagePoint {
  const { state, baseline } = stage;
  return { stage: stage.stage, state, baseline, reachedOn: stage.state === 'reached' ? stage.reachedOn : null };
}

const NO_PROOF = {
  evidence: [],
  documentNo: null,
  winner: null,
  contractFen: null,
  measuredVolumeM3: null,
  waiver: null,
  approximate: false,
};

function stageView({ template }: LiveProject, stage: Stage, today: BusinessDay): StageView {
  const point = pointOf(stage);
  return {
    ...point,
    name: stageName(template, stage.stage),
    gate: gateOf(template, stage.stage),
    plannedOn: stage.plannedOn,
    skippedOn: stage.state === 'skipped' ? stage.skippedOn : null,
    skippedFor: stage.state === 'skipped' ? stage.reason : null,
    daysLate: daysLateOf(point, today),
    ...(stage.state === 'reached' ? stage.proof : NO_PROOF),
  };
}

/** The facts of a project by the path of each, for telling what an event changed. Nothing in it depends on today. */
export function factsOf(project: Project): Readonly<Record<string, unknown>> {
  if (!isLive(project)) return { state: project.state === 'withdrawn' ? 'withdrawn' : null };
  const facts: Record<string, unknown> = {};
  const { name, template, unitId, villageCode, budgetFen, approximate, state } = project;
  const set = (prefix: string, values: object): void => {
    for (const [field, value] of Object.entries(values)) facts[`${prefix}${field}`] = value;
  };
  set('', { name, template, unitId, villageCode, budgetFen, approximate, state });
  set('coldStorage.', project.coldStorage ?? {});
  for (const stage of project.stages) set(`stages.${stage.stage}.`, stageFacts(stage));
  for (const kind of FUND_KINDS) set(`funds.${kind}.`, project.funds[kind]);
  project.notices.forEach((notice, index) => set(`notices.${index}.`, notice));
  return facts;
}

function stageFacts(stage: Stage): object {
  const { state, baseline, plannedOn } = stage;
  if (stage.state === 'reached') return { state, baseline, plannedOn, reachedOn: stage.reachedOn, ...stage.proof };
  if (stage.state === 'skipped') return { state, baseline, plannedOn, skippedOn: stage.skippedOn, skippedFor: stage.reason };
  return { state, baseline, plannedOn };
}

/** Where a record came from, read from its first event. @param events all events of the stream, at least one */
export function markOf(events: readonly Envelope[]): RecordMark {
  const source = events[0]?.meta.source ?? 'manual';
  return { streamVersion: events.at(-1)?.streamVersion ?? 0, source, ...(source === 'demo' ? { demo: true as const } : {}) };
}
