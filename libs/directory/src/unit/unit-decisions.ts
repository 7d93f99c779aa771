import {
  type BusinessDay,
  isRefusal,
  type NewEvent,
  refuse,
  type Refusal,
  type UnitClosed,
  type UnitKind,
  type UnitMerged,
  type UnitMoved,
  type UnitRegistered,
  type UnitRenamed,
} from '#contracts';
import type { OpenUnit, Unit } from './unit.js';

type Outcome = readonly NewEvent[] | Refusal;

export interface Registration {
  readonly unitId: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly parentId: string | null;
  readonly regionCode: string | null;
  readonly occurredOn: BusinessDay;
}

/** 登记单位. @param parent the unit named as parent, absent where none is named */
export function registerUnit(unit: Unit, parent: Unit | undefined, registration: Registration): Outcome {
  const { unitId, name, kind, parentId, regionCode, occurredOn } = registration;
  if (unit.state !== 'absent') return refuse('RECORD.EXISTS', { id: unitId }, 'id');
  const unfit = parentId === null ? undefined : unfitParent(parent, parentId);
  if (unfit !== undefined) return unfit;
  const data: UnitRegistered = {
    unitId,
    name,
    kind,
    parentId,
    regionCode,
    under: { unit: unitId, kind },
    postings: [{ measure: 'unit.open', delta: 1 }],
  };
  return [{ type: 'UnitRegistered', data, occurredOn }];
}

/** 更名: past years keep the old name, because the event says since when. */
export function renameUnit(unit: Unit, unitId: string, name: string, occurredOn: BusinessDay): Outcome {
  const open = openUnit(unit, unitId, occurredOn);
  if (isRefusal(open)) return open;
  if (open.name === name) return [];
  const data: UnitRenamed = { unitId, name, previousName: open.name };
  return [{ type: 'UnitRenamed', data, occurredOn }];
}

/**
 * 调整隶属. The units above the new parent are walked through the loaded streams, so two moves at once cannot make a ring.
 * @param above the new parent and the units above it, as loaded, by unit id
 */
export function moveUnit(unit: Unit, unitId: string, parentId: string, above: ReadonlyMap<string, Unit>, occurredOn: BusinessDay): Outcome {
  const open = openUnit(unit, unitId, occurredOn);
  if (isRefusal(open)) return open;
  const unfit = unfitParent(above.get(parentId), parentId);
  if (unfit !== undefined) return unfit;
  for (let next: string | null = parentId; next !== null; next = parentOf(above.get(next))) {
    if (next === unitId) return refuse('UNIT.CYCLE', { unitId }, 'parentId');
    if (!above.has(next)) return refuse('UNIT.TREE_CHANGED');
  }
  if (open.parentId === parentId) return [];
  const data: UnitMoved = { unitId, parentId, previousParentId: open.parentId };
  return [{ type: 'UnitMoved', data, occurredOn }];
}

/** 合并: the unit ends; its past stays under its own name. */
export function mergeUnit(unit: Unit, into: Unit, unitId: string, intoUnitId: string, occurredOn: BusinessDay): Outcome {
  const open = openUnit(unit, unitId, occurredOn);
  if (isRefusal(open)) return open;
  if (intoUnitId === unitId) return refuse('UNIT.CYCLE', { unitId }, 'intoUnitId');
  const unfit = unfitParent(into, intoUnitId, 'intoUnitId');
  if (unfit !== undefined) return unfit;
  const data: UnitMerged = { unitId, intoUnitId, ...closing(open) };
  return [{ type: 'UnitMerged', data, occurredOn }];
}

/** 撤销 */
export function closeUnit(unit: Unit, unitId: string, reason: string, occurredOn: BusinessDay): Outcome {
  const open = openUnit(unit, unitId, occurredOn);
  if (isRefusal(open)) return open;
  const data: UnitClosed = { unitId, reason, ...closing(open) };
  return [{ type: 'UnitClosed', data, occurredOn }];
}

function closing(unit: OpenUnit): Pick<UnitClosed, 'under' | 'postings'> {
  return { under: { unit: unit.unitId, kind: unit.kind }, postings: [{ measure: 'unit.open', delta: -1 }] };
}

function openUnit(unit: Unit, unitId: string, occurredOn: BusinessDay): OpenUnit | Refusal {
  if (unit.state === 'absent' || unit.state === 'withdrawn') return refuse('RECORD.NOT_FOUND', { id: unitId });
  if (unit.state === 'closed') return refuse('UNIT.ENDED', { unitId });
  if (occurredOn < unit.openedOn) return refuse('DATE.BEFORE_START', { day: occurredOn, start: unit.openedOn }, 'occurredOn');
  return unit;
}

function unfitParent(parent: Unit | undefined, unitId: string, path = 'parentId'): Refusal | undefined {
  if (parent === undefined || parent.state === 'absent' || parent.state === 'withdrawn') return refuse('UNIT.UNKNOWN', { unitId }, path);
  if (parent.state === 'closed') return refuse('UNIT.CLOSED', { unitId, closedOn: parent.closedOn }, path);
  return undefined;
}

function parentOf(unit: Unit | undefined): string | null {
  return unit !== undefined && 'parentId' in unit ? unit.parentId : null;
}
