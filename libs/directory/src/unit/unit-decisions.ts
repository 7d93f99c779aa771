import {
  type BusinessDay,
  isRefusal,
  type NewEvent,
  type ProblemItem,
  refuse,
  refuseAll,
  type Refusal,
  type UnitClosed,
  type UnitKind,
  type UnitMerged,
  type UnitMoved,
  type UnitRegistered,
  type UnitRenamed,
} from '#contracts';
import { type Proof, provenBy } from '../files/proof.js';
import type { OpenUnit, Unit } from './unit.js';

type Outcome = readonly NewEvent[] | Refusal;

/** Which unit, when, and with which proof. */
export interface UnitStep extends Proof {
  readonly unitId: string;
  readonly occurredOn: BusinessDay;
}

export interface Registration extends UnitStep {
  readonly name: string;
  readonly kind: UnitKind;
  readonly parentId: string | null;
  readonly regionCode: string | null;
}

/** 登记单位. @param parent the unit named as parent, absent where none is named */
export function registerUnit(unit: Unit, parent: Unit | undefined, registration: Registration): Outcome {
  const { unitId, name, kind, parentId, regionCode, occurredOn, unfit } = registration;
  if (unit.state !== 'absent') return refuse('RECORD.EXISTS', { id: unitId }, 'id');
  const problems = [...(parentId === null ? [] : unfitUnit(parent, parentId, 'parentId')), ...unfit];
  if (problems.length > 0) return refuseAll(problems);
  const facts = { unitId, name, kind, parentId, regionCode, ...provenBy(registration) };
  const data: UnitRegistered = { ...facts, under: { unit: unitId, kind }, postings: [{ measure: 'unit.open', delta: 1 }] };
  return [{ type: 'UnitRegistered', data, occurredOn }];
}

/** 更名: past years keep the old name, because the event says since when; so names are entered in the order of their days. */
export function renameUnit(unit: Unit, step: UnitStep, name: string): Outcome {
  const open = openUnit(unit, step, (live) => live.names.at(-1)?.from ?? live.openedOn);
  if (isRefusal(open)) return open;
  if (open.name === name) return [];
  const data: UnitRenamed = { unitId: step.unitId, name, previousName: open.name, ...provenBy(step) };
  return [{ type: 'UnitRenamed', data, occurredOn: step.occurredOn }];
}

/**
 * 调整隶属. The units above the new parent are walked through the loaded streams, so two moves at once cannot make a ring.
 * @param above the new parent and the units above it, as loaded, by unit id
 */
export function moveUnit(unit: Unit, step: UnitStep, parentId: string, above: ReadonlyMap<string, Unit>): Outcome {
  const { unitId, occurredOn } = step;
  const open = openUnit(unit, step, (live) => live.placedOn, unfitUnit(above.get(parentId), parentId, 'parentId'));
  if (isRefusal(open)) return open;
  for (let next: string | null = parentId; next !== null; next = parentOf(above.get(next))) {
    if (next === unitId) return refuse('UNIT.CYCLE', { unitId }, 'parentId');
    if (!above.has(next)) return refuse('UNIT.TREE_CHANGED');
  }
  if (open.parentId === parentId) return [];
  const data: UnitMoved = { unitId, parentId, previousParentId: open.parentId, ...provenBy(step) };
  return [{ type: 'UnitMoved', data, occurredOn }];
}

/** 合并: the unit ends; its past stays under its own name. */
export function mergeUnit(unit: Unit, into: Unit, step: UnitStep, intoUnitId: string): Outcome {
  const { unitId, occurredOn } = step;
  const itself: ProblemItem[] = [{ code: 'UNIT.CYCLE', path: 'intoUnitId', params: { unitId } }];
  const open = openUnit(unit, step, lastChange, intoUnitId === unitId ? itself : unfitUnit(into, intoUnitId, 'intoUnitId'));
  if (isRefusal(open)) return open;
  const data: UnitMerged = { unitId, intoUnitId, ...provenBy(step), ...closing(open) };
  return [{ type: 'UnitMerged', data, occurredOn }];
}

/** 撤销 */
export function closeUnit(unit: Unit, step: UnitStep, reason: string): Outcome {
  const open = openUnit(unit, step, lastChange);
  if (isRefusal(open)) return open;
  const data: UnitClosed = { unitId: step.unitId, reason, ...provenBy(step), ...closing(open) };
  return [{ type: 'UnitClosed', data, occurredOn: step.occurredOn }];
}

function closing(unit: OpenUnit): Pick<UnitClosed, 'under' | 'postings'> {
  return { under: { unit: unit.unitId, kind: unit.kind }, postings: [{ measure: 'unit.open', delta: -1 }] };
}

function lastChange({ placedOn, names, openedOn }: OpenUnit): BusinessDay {
  const named = names.at(-1)?.from ?? openedOn;
  return named > placedOn ? named : placedOn;
}

/** The unit if this step may be taken on it, else all that speaks against it. */
function openUnit(
  unit: Unit,
  { unitId, occurredOn, unfit }: UnitStep,
  earliest: (unit: OpenUnit) => BusinessDay,
  alsoUnfit: readonly ProblemItem[] = [],
): OpenUnit | Refusal {
  if (unit.state === 'absent' || unit.state === 'withdrawn') return refuse('RECORD.NOT_FOUND', { id: unitId });
  if (unit.state === 'closed') return refuse('UNIT.ENDED', { unitId });
  const start = earliest(unit);
  const early: ProblemItem[] =
    occurredOn < start ? [{ code: 'DATE.BEFORE_START', path: 'occurredOn', params: { day: occurredOn, start } }] : [];
  const problems = [...alsoUnfit, ...early, ...unfit];
  return problems.length > 0 ? refuseAll(problems) : unit;
}

function unfitUnit(unit: Unit | undefined, unitId: string, path: string): ProblemItem[] {
  if (unit === undefined || unit.state === 'absent' || unit.state === 'withdrawn') {
    return [{ code: 'UNIT.UNKNOWN', path, params: { unitId } }];
  }
  return unit.state === 'closed' ? [{ code: 'UNIT.CLOSED', path, params: { unitId, closedOn: unit.closedOn } }] : [];
}

function parentOf(unit: Unit | undefined): string | null {
  return unit !== undefined && 'parentId' in unit ? unit.parentId : null;
}
