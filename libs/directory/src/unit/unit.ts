import type { BusinessDay, DirectoryEvent, Envelope, Posted, Source, UnitKind } from '#contracts';
import { withPosted } from '#contracts';
import type { StreamDefinition, StreamRef } from '#event-log';

/** A name and the day from which the unit bears it. */
export interface UnitName {
  readonly name: string;
  readonly from: BusinessDay;
}

interface UnitFacts {
  readonly unitId: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly parentId: string | null;
  /** The day from which it stands below `parentId`. */
  readonly placedOn: BusinessDay;
  readonly regionCode: string | null;
  readonly openedOn: BusinessDay;
  /** Every name it has had, first one first. */
  readonly names: readonly UnitName[];
  readonly evidence: readonly string[];
  readonly source: Source;
  readonly posted: Posted;
}

/** A unit that takes entries. */
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
  if (event.type === 'UnitRegistered') return registered(event);
  if (event.type === 'RecordWithdrawn') return { state: 'withdrawn' };
  if (unit.state !== 'open') return unit;
  const { occurredOn } = event;
  switch (event.type) {
    case 'UnitRenamed': {
      const { name } = event.data;
      return proven({ ...unit, name, names: [...unit.names, { name, from: occurredOn }] }, event.data);
    }
    case 'UnitMoved':
      return proven({ ...unit, parentId: event.data.parentId, placedOn: occurredOn }, event.data);
    case 'UnitMerged':
    case 'UnitClosed': {
      const mergedInto = event.type === 'UnitMerged' ? event.data.intoUnitId : null;
      const posted = withPosted(unit.posted, occurredOn, event.data);
      return { ...proven(unit, event.data), state: 'closed', closedOn: occurredOn, mergedInto, posted };
    }
    default:
      return unit;
  }
}

function registered({ data, occurredOn, meta }: Extract<DirectoryEvent, { type: 'UnitRegistered' }>): OpenUnit {
  const { unitId, name, kind, parentId, regionCode, evidence = [] } = data;
  return {
    state: 'open',
    unitId,
    name,
    kind,
    parentId,
    placedOn: occurredOn,
    regionCode,
    openedOn: occurredOn,
    names: [{ name, from: occurredOn }],
    evidence,
    source: meta.source,
    posted: withPosted([], occurredOn, data),
  };
}

function proven(unit: OpenUnit, { evidence = [] }: { readonly evidence?: readonly string[] }): OpenUnit {
  const added = evidence.filter((fileId) => !unit.evidence.includes(fileId));
  return added.length === 0 ? unit : { ...unit, evidence: [...unit.evidence, ...added] };
}

const definition: StreamDefinition<Unit> = { initial: { state: 'absent' }, evolve };

/** The stream of one unit. */
export function unitStream(unitId: string): StreamRef<Unit> {
  return { id: `unit-${unitId}`, definition };
}
