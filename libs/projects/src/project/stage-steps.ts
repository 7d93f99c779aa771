import {
  dayNumber,
  refuse,
  refuseAll,
  type GateRequirement,
  type NewEvent,
  type Posting,
  type ProblemItem,
  type Refusal,
  type Waiver,
  type Step,
} from '#contracts';
import type { PlanStageBody, ReachStageBody, ReasonBody } from '#contracts/commands';
import { isLive, laterOf, type LiveProject, type Project, type Stage } from './project.js';
import { happened, stepProblems } from './step.js';
import { gateOf } from './templates.js';

/** The record and the stage a path names. */
export interface StagePath {
  readonly projectId: string;
  readonly stage: string;
}

interface Found {
  readonly project: LiveProject;
  readonly stage: Stage;
}

/**
 * 环节计划: the first plan is the baseline for ever, a later one needs a reason; the same day again changes nothing.
 * @returns StagePlanned or StageReplanned, or RECORD.NOT_FOUND, STAGE.ALREADY_REACHED, STAGE.SKIPPED, STAGE.REASON_REQUIRED
 */
export function planStage(state: Project, path: StagePath, step: Step<PlanStageBody>): NewEvent[] | Refusal {
  const found = find(state, path);
  if ('kind' in found) return found;
  const { project, stage } = found;
  const conflict = settledConflict(stage);
  if (conflict !== undefined) return refuseAll([conflict]);
  const problems = [...stepProblems(project, step), ...reasonProblems(stage, step)];
  if (problems.length > 0) return refuseAll(problems);
  const { plannedOn, reason } = step;
  if (stage.plannedOn === null) {
    const data = { stage: stage.stage, plannedOn, ...(reason == null ? {} : { reason }) };
    return happened(project, 'StagePlanned', step, data, [baselinePosting(stage.stage, dayNumber(plannedOn))]);
  }
  if (stage.plannedOn === plannedOn) return [];
  return happened(project, 'StageReplanned', step, { stage: stage.stage, plannedOn, previousPlannedOn: stage.plannedOn, reason });
}

/**
 * 环节完成. A gated stage needs each kind of its evidence, or a waiver that stays visible (contract §9, Gates).
 * @returns StageReached, or RECORD.NOT_FOUND, STAGE.ALREADY_REACHED, STAGE.SKIPPED, PROJECT.SUSPENDED, STAGE.OUT_OF_ORDER,
 * STAGE.EVIDENCE_MISSING, STAGE.BEFORE_REOPENED, DATE.BEFORE_START, FILE.UNKNOWN
 */
export function reachStage(state: Project, path: StagePath, step: Step<ReachStageBody>): NewEvent[] | Refusal {
  const found = find(state, path);
  if ('kind' in found) return found;
  const { project, stage } = found;
  const conflict = settledConflict(stage) ?? suspendedConflict(project) ?? orderConflict(project, stage);
  if (conflict !== undefined) return refuseAll([conflict]);
  const missing = missingAtGate(gateOf(project.template, stage.stage), step);
  const problems = [...stepProblems(project, step), ...heldProblems(stage, step.occurredOn), ...gateProblems(stage, missing, step)];
  if (problems.length > 0) return refuseAll(problems);
  const data = { stage: stage.stage, ...proofFields(step), ...waiverOf(step, missing) };
  return happened(project, 'StageReached', step, data, [reachedPosting(stage.stage, 1)]);
}

/**
 * 环节跳过, gated or not, always with a reason. Its baseline leaves the figures: what is not to be done is not late.
 * @returns StageSkipped, or RECORD.NOT_FOUND, STAGE.ALREADY_REACHED, STAGE.SKIPPED, PROJECT.SUSPENDED, STAGE.OUT_OF_ORDER,
 * DATE.BEFORE_START, FILE.UNKNOWN
 */
export function skipStage(state: Project, path: StagePath, step: Step<ReasonBody>): NewEvent[] | Refusal {
  const found = find(state, path);
  if ('kind' in found) return found;
  const { project, stage } = found;
  const conflict = settledConflict(stage) ?? suspendedConflict(project) ?? orderConflict(project, stage);
  if (conflict !== undefined) return refuseAll([conflict]);
  const problems = stepProblems(project, step);
  if (problems.length > 0) return refuseAll(problems);
  return happened(project, 'StageSkipped', step, { stage: stage.stage, reason: step.reason }, baselineMove(stage, step.occurredOn, -1));
}

/**
 * 环节重开: only a reached or skipped stage, while no later one is reached, and not before the day it was settled.
 * @returns StageReopened, or RECORD.NOT_FOUND, STAGE.NOT_REACHED, STAGE.LATER_REACHED, DATE.BEFORE_START, FILE.UNKNOWN
 */
export function reopenStage(state: Project, path: StagePath, step: Step<ReasonBody>): NewEvent[] | Refusal {
  const found = find(state, path);
  if ('kind' in found) return found;
  const { project, stage } = found;
  if (stage.state === 'open') return refuse('STAGE.NOT_REACHED', { stage: stage.stage });
  const later = project.stages.slice(project.stages.indexOf(stage) + 1).filter((other) => other.state === 'reached');
  if (later.length > 0) return refuse('STAGE.LATER_REACHED', { stage: stage.stage, later: later.map((other) => other.stage) });
  const settledOn = stage.state === 'reached' ? stage.reachedOn : stage.skippedOn;
  // The settled day is never before the project's first one, so this covers DATE.BEFORE_START of both.
  const problems = stepProblems({ ...project, startedOn: settledOn }, step);
  if (problems.length > 0) return refuseAll(problems);
  const postings = stage.state === 'reached' ? [reachedPosting(stage.stage, -1)] : baselineMove(stage, step.occurredOn, 1);
  return happened(project, 'StageReopened', step, { stage: stage.stage, was: stage.state, reason: step.reason }, postings);
}

function find(project: Project, path: StagePath): Found | Refusal {
  if (!isLive(project)) return refuse('RECORD.NOT_FOUND', { id: path.projectId });
  const stage = project.stages.find((candidate) => candidate.stage === path.stage);
  return stage === undefined ? refuse('RECORD.NOT_FOUND', { id: path.stage }) : { project, stage };
}

function settledConflict(stage: Stage): ProblemItem | undefined {
  if (stage.state === 'reached') return { code: 'STAGE.ALREADY_REACHED', params: { stage: stage.stage, reachedOn: stage.reachedOn } };
  if (stage.state === 'skipped') return { code: 'STAGE.SKIPPED', params: { stage: stage.stage, skippedOn: stage.skippedOn } };
  return undefined;
}

function suspendedConflict(project: LiveProject): ProblemItem | undefined {
  if (project.state === 'running') return undefined;
  return { code: 'PROJECT.SUSPENDED', params: { suspendedOn: project.suspension.since, reason: project.suspension.reason } };
}

function orderConflict(project: LiveProject, stage: Stage): ProblemItem | undefined {
  const before = project.stages.slice(0, project.stages.indexOf(stage));
  const open = before.filter((other) => other.state === 'open').map((other) => other.stage);
  return open.length === 0 ? undefined : { code: 'STAGE.OUT_OF_ORDER', params: { stage: stage.stage, open } };
}

function reasonProblems(stage: Stage, { plannedOn, reason }: Step<PlanStageBody>): ProblemItem[] {
  if (stage.plannedOn === null || stage.plannedOn === plannedOn || reason != null) return [];
  return [{ code: 'STAGE.REASON_REQUIRED', path: 'reason', params: { stage: stage.stage, plannedOn: stage.plannedOn } }];
}

function heldProblems(stage: Stage, day: string): ProblemItem[] {
  if (stage.heldUntil === null || day >= stage.heldUntil) return [];
  return [{ code: 'STAGE.BEFORE_REOPENED', path: 'occurredOn', params: { stage: stage.stage, day, reopenedOn: stage.heldUntil } }];
}

function missingAtGate(gate: readonly GateRequirement[], step: Step<ReachStageBody>): GateRequirement[] {
  return gate.filter((need) => (need === 'file' ? (step.evidence ?? []).length === 0 : step[need] == null));
}

function gateProblems(stage: Stage, missing: readonly GateRequirement[], step: Step<ReachStageBody>): ProblemItem[] {
  const [first] = missing;
  if (first === undefined || step.waiver != null) return [];
  const path = first === 'file' ? 'evidence' : first;
  return [{ code: 'STAGE.EVIDENCE_MISSING', path, params: { stage: stage.stage, missing } }];
}

function proofFields({ documentNo, winner, contractFen, measuredVolumeM3 }: Step<ReachStageBody>): object {
  const fields = { documentNo, winner, contractFen, measuredVolumeM3 };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null));
}

function waiverOf({ waiver }: Step<ReachStageBody>, missing: readonly GateRequirement[]): { waiver?: Waiver } {
  return waiver == null ? {} : { waiver: { reason: waiver.reason, missing } };
}

function reachedPosting(stage: string, delta: 1 | -1): Posting {
  return { measure: 'project.stage-reached', delta, under: { stage } };
}

function baselinePosting(stage: string, delta: number): Posting {
  return { measure: 'project.stage-planned', delta, under: { stage } };
}

/** Takes the baseline out of the figures or puts it back, never on a day before it last moved. */
function baselineMove(stage: Stage, occurredOn: string, sign: 1 | -1): Posting[] {
  if (stage.baseline === null) return [];
  return [{ ...baselinePosting(stage.stage, sign * dayNumber(stage.baseline)), day: laterOf(occurredOn, stage.baselineMovedOn) }];
}
