import type { BusinessDay, DirectoryEvent, Envelope, Posted, UnitKind } from '#contracts';
import { withPosted } from '#contracts';
import type { StreamDefinition, StreamRef } from '#event-log';

interface UnitFacts {
  readonly unitId: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly parentId: string | null;
  readonly regionCode: string | null;
  readonly openedOn: BusinessDay;
  readonly posted: Posted;
}

export type OpenUnit = UnitFacts & { readonly state: 'open' };

/** 单位: a closed unit keeps its past and takes nothing new. */
export type Unit =
  | { readonly state: 'absent' }
  | OpenUnit
  | (UnitFacts & { readonly state: 'closed'; readonly closedOn: BusinessDay; readonly mergedInto: string | null })
  | { readonly state: 'withdrawn' };

/** Folds one event into the unit. */
export function evolve(unit: Unit, envelope: Envelope): Unit {
  // The catalogue has checked type and version on the way in, so the payload is the one its type names.
  const event = envelope as DirectoryEvent;
  if (event.type === 'UnitRegistered') {
    const { unitId, name, kind, parentId, regionCode } = event.data;
    const posted = withPosted([], event.occurredOn, event.data);
    return { state: 'open', unitId, name, kind, parentId, regionCode, openedOn: event.occurredOn, posted };
  }
  if (event.type === 'RecordWithdrawn') return { state: 'withdrawn' };
  if (unit.state !== 'open') return unit;
  switch (event.type) {
    case 'UnitRenamed':
      return { ...unit, name: event.data.name };
    case 'UnitMoved':
      return { ...unit, parentId: event.data.parentId };
    case 'UnitMerged':
    case 'UnitClosed': {
      const mergedInto = event.type === 'UnitMerged' ? event.data.intoUnitId : null;
      return {
        ...unit,
        state: 'closed',
        closedOn: event.occurredOn,
        mergedInto,
        posted: withPosted(unit.posted, event.occurredOn, event.data),
      };
    }
    default:
      return unit;
  }
}

const definition: StreamDefinition<Unit> = { initial: { state: 'absent' }, evolve };

export function unitStream(unitId: string): StreamRef<Unit> {
  return { id: `unit-${unitId}`, definition };
}
