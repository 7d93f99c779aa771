import type { Envelope, HouseholdEvent } from '#contracts';
import type { Changes, Projection } from '#event-log';

const LEDGER = 'household_ledger';

const HANDLED: readonly HouseholdEvent['type'][] = ['HouseholdRegistered', 'HouseholdExited', 'HouseholdForgotten', 'RecordWithdrawn'];

/** 农户台账: one row per household; names and phones stay sealed and are put beside the rows when they are read. */
export const householdLedger: Projection = {
  name: LEDGER,
  version: 1,
  logs: ['households'],
  tables: [
    {
      name: LEDGER,
      columns: [
        { name: 'household_id', type: 'id' },
        { name: 'village_code', type: 'id', default: '' },
        { name: 'category', type: 'id', default: '' },
        { name: 'members', type: 'integer', default: 0 },
        { name: 'registered_on', type: 'id', default: '' },
        { name: 'exited_on', type: 'id', default: null },
        { name: 'forgotten_on', type: 'id', default: null },
        { name: 'seal_id', type: 'id', default: null },
        { name: 'approximate', type: 'integer', default: 0 },
        { name: 'demo', type: 'integer', default: 0 },
        { name: 'withdrawn', type: 'integer', default: 0 },
      ],
      primaryKey: ['household_id'],
      indexes: [
        { name: 'by_day', columns: ['withdrawn', 'registered_on', 'household_id'] },
        { name: 'by_village', columns: ['village_code', 'registered_on'] },
      ],
    },
  ],
  handles: new Set<string>(HANDLED),
  apply(envelope: Envelope, changes: Changes): void {
    // The runner hands on only what `handles` names, upcast to the present shape.
    const event = envelope as HouseholdEvent;
    switch (event.type) {
      case 'HouseholdRegistered': {
        const { householdId, villageCode, category, members, sealId, approximate } = event.data;
        const marks = { approximate: approximate === true ? 1 : 0, demo: event.meta.source === 'demo' ? 1 : 0 };
        const columns = { village_code: villageCode, category, members, registered_on: event.occurredOn, seal_id: sealId, ...marks };
        changes.set(LEDGER, { household_id: householdId }, columns);
        return;
      }
      case 'HouseholdExited': {
        changes.set(LEDGER, { household_id: event.data.householdId }, { exited_on: event.occurredOn });
        return;
      }
      case 'HouseholdForgotten': {
        changes.set(LEDGER, { household_id: event.data.householdId }, { forgotten_on: event.occurredOn, seal_id: null });
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

function withdraw(streamId: string, changes: Changes): void {
  const prefix = 'household-';
  if (streamId.startsWith(prefix)) changes.set(LEDGER, { household_id: streamId.slice(prefix.length) }, { withdrawn: 1, seal_id: null });
}
