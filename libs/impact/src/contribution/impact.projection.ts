import {
  type Adjustment,
  type BusinessDay,
  type Counted,
  dayNumber,
  type DirectoryEvent,
  type Dimensions,
  type Envelope,
  EVENT_CATALOGUE,
  LOG_NAMES,
  MEASURES,
  type Measure,
  type Posting,
} from '#contracts';
import type { Changes, Projection } from '#event-log';
import { ALL_UNITS, type Cell, Cells } from './cells.js';
import { ADJUSTMENT, BATCH, CELL, CONTRIBUTION, IMPACT_TABLES, NAME, ORDERED, ROLLUP, UNIT_PARENT, UNPOSTED } from './impact-tables.js';
import { ANY_RECORDED, type DayForms, formsOfDay, formsOfInstant, type InstantForms, rememberingLast } from './periods.js';

const MEASURE_CODES = new Map<Measure, number>(MEASURES.map((measure, index) => [measure, index + 1]));

/** The number a measure has in the tables: its place in the list, which only grows. */
export function measureCode(measure: Measure): number {
  const code = MEASURE_CODES.get(measure);
  if (code === undefined) throw new TypeError(`unknown measure ${measure}`);
  return code;
}

/** What all postings of one event share. */
interface EventFacts {
  readonly log: number;
  readonly recorded: InstantForms;
  readonly demo: number;
}

/**
 * 成效: stores every posting of every event as a contribution and adds it to the roll-ups, and keeps names and the unit
 * tree by day. It knows nothing of orders or projects: what counts is said by the events.
 */
export function impactProjection(): Projection {
  const cells = new Cells();
  const written = new WrittenCells();
  const dayOf = rememberingLast(formsOfDay);
  const instantOf = rememberingLast(formsOfInstant);
  return {
    name: 'impact',
    version: 5,
    logs: LOG_NAMES,
    tables: IMPACT_TABLES,
    handles: new Set(Object.keys(EVENT_CATALOGUE)),
    apply(event: Envelope, changes: Changes): void {
      const { postings, adjustment } = event.data as Counted & Adjusted;
      keepNames(event, changes);
      const log = LOG_NAMES.indexOf(event.log);
      const recorded = instantOf(event.recordedAt);
      if (adjustment !== undefined) changes.append(ADJUSTMENT.name, { log, position: event.position, ...adjustment });
      if (postings === undefined || postings.length === 0) {
        changes.append(UNPOSTED.name, { log, position: event.position, recorded_at: recorded.ms });
        return;
      }
      const demo = event.meta.source === 'demo' ? 1 : 0;
      const facts: EventFacts = { log, recorded, demo };
      // All that can throw comes before the first change: what is remembered as written is then never dropped.
      const placed = postings.map((posting, ordinal) => place(event, posting, ordinal, cells, dayOf));
      keepBatch(event, log, changes);
      for (const posting of placed) contribute(event, facts, posting, changes, written);
    },
  };
}

/** What an event of a locked period says of itself. */
interface Adjusted {
  readonly adjustment?: Adjustment;
}

/** Which import an event came with stands beside the contributions: most ledgers hold few of them, or whole years. */
function keepBatch({ position, meta: { batchId, row } }: Envelope, log: number, changes: Changes): void {
  if (batchId !== undefined) changes.append(BATCH.name, { log, position, batch_id: batchId, batch_row: row ?? null });
}

const NO_DIMENSIONS: Dimensions = {};

/** A posting with what its event says for it. */
interface Placed {
  readonly posting: Posting;
  readonly ordinal: number;
  readonly shared: Dimensions;
  readonly own: Dimensions;
  readonly cell: Cell;
  readonly day: DayForms;
  readonly approximate: number;
}

function place(event: Envelope, posting: Posting, ordinal: number, cells: Cells, dayOf: (day: BusinessDay) => DayForms): Placed {
  if (!Number.isSafeInteger(posting.delta)) throw new RangeError(`posting ${ordinal} of ${event.id} is not a whole number`);
  measureCode(posting.measure);
  const counted = event.data as Counted;
  const shared = counted.under ?? NO_DIMENSIONS;
  const own = posting.under ?? NO_DIMENSIONS;
  const day = dayOf(posting.day ?? event.occurredOn);
  const approximate = (posting.approximate ?? counted.approximate) === true ? 1 : 0;
  return { posting, ordinal, shared, own, cell: cells.of(shared, own), day, approximate };
}

function contribute(event: Envelope, facts: EventFacts, placed: Placed, changes: Changes, written: WrittenCells): void {
  const { posting, ordinal, shared, own, cell, day, approximate } = placed;
  const { demo, log, recorded } = facts;
  const { delta, member } = posting;
  const measure = measureCode(posting.measure);
  changes.append(CONTRIBUTION.name, {
    log,
    position: event.position,
    ordinal,
    measure,
    delta,
    day: day.number,
    recorded_at: recorded.ms,
    cell: cell.id,
    county: own.county ?? shared.county ?? null,
    product: own.product ?? shared.product ?? null,
    type: event.type,
    subject: event.streamId,
    member: member ?? null,
    approximate,
    demo,
  });
  if (posting.measure === 'purchase.ordered') {
    changes.append(ORDERED.name, { subject: event.streamId, position: event.position, ordinal, delta, recorded_at: recorded.ms });
  }
  written.keep(cell, changes);
  const amounts = { delta, entries: 1, approximate: approximate * delta, demo: demo * delta };
  rollUp(changes, measure, cell, day, recorded.month, amounts);
}

type Amounts = Readonly<Record<'delta' | 'entries' | 'approximate' | 'demo', number>>;

/** Adds to each sum that {@link ROLLUP} promises. */
function rollUp(changes: Changes, measure: number, cell: Cell, day: DayForms, recorded: number, amounts: Amounts): void {
  const { whole, unitKey } = cell;
  const add = (unit_key: number, period: number, id: number, recorded_month: number): void =>
    changes.add(ROLLUP.name, { measure, unit_key, period, cell: id, recorded_month }, amounts);
  add(ALL_UNITS, day.month, whole.id, recorded);
  add(ALL_UNITS, day.day, whole.id, ANY_RECORDED);
  if (unitKey !== ALL_UNITS) add(unitKey, day.month, cell.id, recorded);
}

/** Says each combination once to whoever collects the changes: once per batch, once in a whole rebuild. */
class WrittenCells {
  private batch: Changes | undefined;
  private readonly ids = new Set<number>();

  keep(cell: Cell, changes: Changes): void {
    if (this.batch !== changes) this.ids.clear();
    this.batch = changes;
    if (this.ids.has(cell.id)) return;
    this.ids.add(cell.id);
    changes.ensure(CELL.name, { id: cell.id, proof: cell.proof }, cell.columns);
    if (cell.whole !== cell) this.keep(cell.whole, changes);
  }
}

function keepNames(envelope: Envelope, changes: Changes): void {
  const event = envelope as DirectoryEvent | NamedElsewhere;
  const name = (kind: string, id: string, text: string): void =>
    changes.append(NAME.name, { kind, id, from_day: dayNumber(event.occurredOn), position: event.position, name: text });
  const parent = (unitId: string, parentId: string | null): void =>
    changes.append(UNIT_PARENT.name, {
      unit_id: unitId,
      from_day: dayNumber(event.occurredOn),
      position: event.position,
      parent_id: parentId,
    });
  switch (event.type) {
    case 'UnitRegistered':
      name('unit', event.data.unitId, event.data.name);
      parent(event.data.unitId, event.data.parentId);
      return;
    case 'UnitRenamed':
      name('unit', event.data.unitId, event.data.name);
      return;
    case 'UnitMoved':
      parent(event.data.unitId, event.data.parentId);
      return;
    case 'VillageRegistered':
      name('village', event.data.code, event.data.name);
      return;
    case 'ProjectRegistered':
      name('project', event.data.projectId, event.data.name);
      return;
    default:
      return;
  }
}

/** Events of other logs that give something its name. */
type NamedElsewhere =
  | Envelope<'VillageRegistered', { readonly code: string; readonly name: string }>
  | Envelope<'ProjectRegistered', { readonly projectId: string; readonly name: string }>;
