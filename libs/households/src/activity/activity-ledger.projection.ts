import type { ActivityRecorded, Envelope, HouseholdEvent } from '#contracts';
import type { Changes, Projection, Row } from '#event-log';

const LEDGER = 'activity_ledger';

const HANDLED: readonly HouseholdEvent['type'][] = ['ActivityRecorded', 'ActivityVoided', 'RecordWithdrawn'];

/** 帮扶活动台账: one row per activity. */
export const activityLedger: Projection = {
  name: LEDGER,
  version: 1,
  logs: ['households'],
  tables: [
    {
      name: LEDGER,
      columns: [
        { name: 'activity_id', type: 'id' },
        { name: 'held_on', type: 'id', default: '' },
        { name: 'state', type: 'id', default: 'recorded' },
        { name: 'kind', type: 'id', default: '' },
        { name: 'village_code', type: 'id', default: null },
        { name: 'place', type: 'text', default: null },
        { name: 'topic', type: 'text', default: null },
        { name: 'sessions', type: 'integer', default: null },
        { name: 'participants', type: 'integer', default: null },
        { name: 'received_fen', type: 'integer', default: 0 },
        { name: 'pledged_fen', type: 'integer', default: 0 },
        { name: 'approximate', type: 'integer', default: 0 },
        { name: 'demo', type: 'integer', default: 0 },
        { name: 'withdrawn', type: 'integer', default: 0 },
      ],
      primaryKey: ['activity_id'],
      indexes: [
        { name: 'by_day', columns: ['withdrawn', 'held_on', 'activity_id'] },
        { name: 'by_kind', columns: ['kind', 'held_on'] },
      ],
    },
  ],
  handles: new Set<string>(HANDLED),
  apply(envelope: Envelope, changes: Changes): void {
    // The runner hands on only what `handles` names, upcast to the present shape.
    const event = envelope as HouseholdEvent;
    switch (event.type) {
      case 'ActivityRecorded': {
        changes.set(LEDGER, { activity_id: event.data.activityId }, columnsOf(event.data, event));
        return;
      }
      case 'ActivityVoided': {
        changes.set(LEDGER, { activity_id: event.data.activityId }, { state: 'void' });
        return;
      }
      case 'RecordWithdrawn': {
        withdraw(event.streamId, changes);
        return;
      }
      default:
        return;
    }
  },
};

function columnsOf(data: ActivityRecorded, { occurredOn, meta }: Pick<Envelope, 'occurredOn' | 'meta'>): Row {
  return {
    held_on: occurredOn,
    kind: data.kind,
    village_code: data.villageCode,
    place: data.place,
    topic: data.topic,
    sessions: data.sessions,
    participants: data.participants,
    received_fen: (data.cashFen ?? 0) + (data.goodsFen ?? 0),
    pledged_fen: data.pledgedFen ?? 0,
    approximate: data.approximate === true ? 1 : 0,
    demo: meta.source === 'demo' ? 1 : 0,
  };
}

function withdraw(streamId: string, changes: Changes): void {
  const prefix = 'activity-';
  if (streamId.startsWith(prefix)) changes.set(LEDGER, { activity_id: streamId.slice(prefix.length) }, { withdrawn: 1 });
}
