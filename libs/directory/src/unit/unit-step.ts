import { beforeStart, type BusinessDay, type ProblemItem, type Refusal, refuse, refuseAll, type UnitClosed } from '#contracts';
import type { Proof } from '../files/proof.js';
import type { OpenUnit, Unit } from './unit.js';

/** Which unit, when, and with which proof. */
export interface UnitStep extends Proof {
  readonly unitId: string;
  readonly occurredOn: BusinessDay;
}

/** The unit if this step may be taken on it, else all that speaks against it. */
export function openUnit(
  unit: Unit,
  { unitId, occurredOn, unfit }: UnitStep,
  earliest: (unit: OpenUnit) => BusinessDay,
  alsoUnfit: readonly ProblemItem[] = [],
): OpenUnit | Refusal {
  if (unit.state === 'absent' || unit.state === 'withdrawn') return refuse('RECORD.NOT_FOUND', { id: unitId });
  if (unit.state === 'closed') return refuse('UNIT.ENDED', { unitId });
  const problems = [...alsoUnfit, ...beforeStart(occurredOn, earliest(unit)), ...unfit];
  return problems.length > 0 ? refuseAll(problems) : unit;
}

/** Why a unit cannot be named by another one, if it cannot. @param path the field that names it */
export function unfitUnit(unit: Unit | undefined, unitId: string, path: string): ProblemItem[] {
  if (unit === undefined || unit.state === 'absent' || unit.state === 'withdrawn') {
    return [{ code: 'UNIT.UNKNOWN', path, params: { unitId } }];
  }
  return unit.state === 'closed' ? [{ code: 'UNIT.CLOSED', path, params: { unitId, closedOn: unit.closedOn } }] : [];
}

/** The day of the last change: a unit does not end before it. */
export function lastChange({ placedOn, names, openedOn }: OpenUnit): BusinessDay {
  const named = names.at(-1)?.from ?? openedOn;
  return named > placedOn ? named : placedOn;
}

/** The postings of a unit that ends. */
export function closing(unit: OpenUnit): Pick<UnitClosed, 'under' | 'postings'> {
  return { under: { unit: unit.unitId, kind: unit.kind }, postings: [{ measure: 'unit.open', delta: -1 }] };
}
