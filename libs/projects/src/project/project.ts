import {
  type BusinessDay,
  type ColdStorage,
  type Dimensions,
  type Envelope,
  type Fen,
  type FundKind,
  type FundSource,
  type NoticeKind,
  type Posted,
  type Posting,
  type ProjectEvent,
  type ProjectRegistered,
  type ProjectTemplate,
  type StageReached,
  type StageReopened,
  type Waiver,
  negated,
  withPosted,
} from '#contracts';
import type { StreamDefinition, StreamRef } from '#event-log';

/** What a person showed when a stage was reached. */
export interface StageProof {
  readonly evidence: readonly string[];
  readonly documentNo: string | null;
  readonly winner: string | null;
  readonly contractFen: Fen | null;
  readonly measuredVolumeM3: number | null;
  readonly waiver: Waiver | null;
  readonly approximate: boolean;
}

interface StagePlan {
  readonly stage: string;
  /** 基线: the first plan, for ever. */
  readonly baseline: BusinessDay | null;
  readonly plannedOn: BusinessDay | null;
  /** The latest day on which the baseline entered or left the figures. */
  readonly baselineMovedOn: BusinessDay | null;
  /** A reopened stage may not be reached again before this day, or it would count twice until then. */
  readonly heldUntil: BusinessDay | null;
}

/** 环节: open, reached with its proof, or skipped for a reason. */
export type Stage = StagePlan &
  (
    | { readonly state: 'open' }
    | { readonly state: 'reached'; readonly reachedOn: BusinessDay; readonly proof: StageProof }
    | { readonly state: 'skipped'; readonly skippedOn: BusinessDay; readonly reason: string }
  );

/** 公示, from day to day. */
export interface PublicNotice {
  readonly kind: NoticeKind;
  readonly from: BusinessDay;
  readonly to: BusinessDay;
}

/** Whole fen by kind and source; absent = 0. */
export type Funds = Readonly<Record<FundKind, Readonly<Partial<Record<FundSource, Fen>>>>>;

interface ProjectFacts {
  readonly projectId: string;
  readonly name: string;
  readonly template: ProjectTemplate;
  readonly unitId: string;
  readonly villageCode: string | null;
  readonly budgetFen: Fen | null;
  readonly coldStorage: ColdStorage | null;
  readonly startedOn: BusinessDay;
  readonly stages: readonly Stage[];
  readonly funds: Funds;
  readonly notices: readonly PublicNotice[];
  /** 约: one of its amounts was given as 余/约/近/达. */
  readonly approximate: boolean;
  readonly under: Dimensions;
  readonly posted: Posted;
}

/** A project that takes commands. */
export type LiveProject = ProjectFacts &
  (
    | { readonly state: 'running'; readonly suspension: null }
    | { readonly state: 'suspended'; readonly suspension: { readonly since: BusinessDay; readonly reason: string } }
  );

/** 项目; `withdrawn`: taken back with its demonstration. */
export type Project = { readonly state: 'absent' } | LiveProject | { readonly state: 'withdrawn' };

/** Before its first event. */
export const ABSENT: Project = { state: 'absent' };

/** Whether it is registered and not withdrawn. */
export function isLive(project: Project): project is LiveProject {
  return project.state === 'running' || project.state === 'suspended';
}

/** Folds one event into the project; events of other aggregates leave it as it is. */
export function evolve(project: Project, envelope: Envelope): Project {
  // The catalogue has checked type and version on the way in, so the payload is the one its type names.
  const event = envelope as ProjectEvent;
  if (event.type === 'ProjectRegistered') return registered(event.data, event.occurredOn);
  if (event.type === 'RecordWithdrawn') return { state: 'withdrawn' };
  if (!isLive(project)) return project;
  const changed = stepped(project, event);
  return { ...changed, posted: withPosted(project.posted, event.occurredOn, event.data) };
}

/** How a project is folded from its stream. */
export const projectDefinition: StreamDefinition<Project> = { initial: ABSENT, evolve };

/** The stream of one project. */
export function projectStream(projectId: string): StreamRef<Project> {
  return { id: `project-${projectId}`, definition: projectDefinition };
}

/** The postings that bring every figure back to what it was without the project. */
export function reversalOf(project: Project): { under?: Dimensions; postings: Posting[] } {
  return isLive(project) ? { under: project.under, postings: negated(project.posted) } : { postings: [] };
}

/** The later of two days; `null` is before every day. */
export function laterOf(day: BusinessDay, other: BusinessDay | null): BusinessDay {
  return other !== null && other > day ? other : day;
}

function registered(data: ProjectRegistered, startedOn: BusinessDay): LiveProject {
  const { projectId, name, template, unitId, villageCode, budgetFen, coldStorage } = data;
  return {
    state: 'running',
    suspension: null,
    projectId,
    name,
    template,
    unitId,
    villageCode,
    budgetFen,
    coldStorage,
    startedOn,
    stages: data.stages.map(({ stage, plannedOn }) => ({
      state: 'open',
      stage,
      baseline: plannedOn,
      plannedOn,
      baselineMovedOn: plannedOn === null ? null : startedOn,
      heldUntil: null,
    })),
    funds: { allocated: {}, released: {}, paid: {} },
    notices: [],
    approximate: data.approximate === true,
    under: data.under ?? {},
    posted: withPosted([], startedOn, data),
  };
}

type Step = Exclude<ProjectEvent, { type: 'ProjectRegistered' | 'RecordWithdrawn' }>;

function stepped(project: LiveProject, event: Step): LiveProject {
  switch (event.type) {
    case 'ProjectFundsRecorded': {
      const { kind, source, amountFen } = event.data;
      const ofKind = { ...project.funds[kind], [source]: (project.funds[kind][source] ?? 0) + amountFen };
      const approximate = project.approximate || event.data.approximate === true;
      return { ...project, approximate, funds: { ...project.funds, [kind]: ofKind } };
    }
    case 'PublicNoticePosted': {
      const { kind, from, to } = event.data;
      return { ...project, notices: [...project.notices, { kind, from, to }] };
    }
    case 'ProjectSuspended':
      return { ...project, state: 'suspended', suspension: { since: event.occurredOn, reason: event.data.reason } };
    case 'ProjectResumed':
      return { ...project, state: 'running', suspension: null };
    default: {
      const { stage } = event.data;
      const stages = project.stages.map((held) => (held.stage === stage ? stageAfter(held, event) : held));
      return { ...project, stages };
    }
  }
}

type StageStep = Extract<Step, { data: { stage: string } }>;

function stageAfter(stage: Stage, { type, data, occurredOn }: StageStep): Stage {
  switch (type) {
    case 'StagePlanned':
      return { ...stage, baseline: data.plannedOn, plannedOn: data.plannedOn, baselineMovedOn: occurredOn };
    case 'StageReplanned':
      return { ...stage, plannedOn: data.plannedOn };
    case 'StageReached':
      return { ...planOf(stage), state: 'reached', reachedOn: occurredOn, proof: proofOf(data) };
    case 'StageSkipped':
      return { ...planOf(stage), ...baselineMoved(stage, occurredOn), state: 'skipped', skippedOn: occurredOn, reason: data.reason };
    case 'StageReopened':
      return reopened(stage, data.was, occurredOn);
  }
}

function reopened(stage: Stage, was: StageReopened['was'], occurredOn: BusinessDay): Stage {
  if (was === 'skipped') return { ...planOf(stage), ...baselineMoved(stage, occurredOn), state: 'open' };
  // Reopened on the very day it was reached, it never counted: the day may be corrected in either direction.
  const neverCounted = stage.state === 'reached' && stage.reachedOn === occurredOn;
  return { ...planOf(stage), ...(neverCounted ? {} : { heldUntil: laterOf(occurredOn, stage.heldUntil) }), state: 'open' };
}

function planOf({ stage, baseline, plannedOn, baselineMovedOn, heldUntil }: Stage): StagePlan {
  return { stage, baseline, plannedOn, baselineMovedOn, heldUntil };
}

/** A skipped stage cannot be late: its baseline leaves the figures, and returns when it is reopened. */
function baselineMoved(stage: Stage, occurredOn: BusinessDay): { baselineMovedOn: BusinessDay | null } {
  return { baselineMovedOn: stage.baseline === null ? null : laterOf(occurredOn, stage.baselineMovedOn) };
}

function proofOf(data: StageReached): StageProof {
  return {
    evidence: data.evidence ?? [],
    documentNo: data.documentNo ?? null,
    winner: data.winner ?? null,
    contractFen: data.contractFen ?? null,
    measuredVolumeM3: data.measuredVolumeM3 ?? null,
    waiver: data.waiver ?? null,
    approximate: data.approximate === true,
  };
}
