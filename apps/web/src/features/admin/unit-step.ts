import type { UnitKind } from '#contracts';
import type { UnitItem } from '../../api/record-answers';

/** What can be done to a unit that is there. */
export const UNIT_STEPS = ['rename', 'move', 'merge', 'close'] as const;
export type UnitStep = 'register' | (typeof UNIT_STEPS)[number];

/** Everything any step may ask for. */
export interface UnitFields {
  name: string;
  kind: UnitKind;
  parentId: string;
  regionCode: string;
  contactName: string;
  contactPhone: string;
  intoUnitId: string;
  reason: string;
}

export const FIELDS_OF: Readonly<Record<UnitStep, readonly (keyof UnitFields)[]>> = {
  register: ['name', 'kind', 'parentId', 'regionCode', 'contactName', 'contactPhone'],
  rename: ['name'],
  move: ['parentId'],
  merge: ['intoUnitId'],
  close: ['reason'],
};

/** May stay empty when a unit is registered. */
const OPTIONAL: readonly (keyof UnitFields)[] = ['parentId', 'regionCode', 'contactName', 'contactPhone'];

/** The form of a step: as the unit is now. */
export function emptyUnit(unit: UnitItem | null): UnitFields {
  return {
    name: unit?.name ?? '',
    kind: unit?.kind ?? 'budget-unit',
    parentId: unit?.parentId ?? '',
    regionCode: unit?.regionCode ?? '',
    // Sealed: lists do not carry whom to call.
    contactName: '',
    contactPhone: '',
    intoUnitId: '',
    reason: '',
  };
}

/** Whether a step knows all it needs; what is wrong with it the server says. */
export function isFilled(step: UnitStep, fields: UnitFields): boolean {
  return FIELDS_OF[step].every((field) => fields[field].trim() !== '' || (step === 'register' && OPTIONAL.includes(field)));
}

/** The command's address below `/api`. */
export function pathOf(step: UnitStep, unitId = ''): string {
  return step === 'register' ? 'units' : `units/${encodeURIComponent(unitId)}/${step}`;
}

/** The command: what the step asks for, without what was left empty. */
export function bodyOf(step: UnitStep, fields: UnitFields): object {
  const given = FIELDS_OF[step].map((field) => [field, fields[field].trim()] as const);
  return Object.fromEntries(given.filter(([, text]) => text !== ''));
}
