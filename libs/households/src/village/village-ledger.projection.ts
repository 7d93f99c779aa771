import type { Envelope, HouseholdEvent } from '#contracts';
import type { Changes, Projection } from '#event-log';

/** 村名录: one row per village. */
export const villageLedger: Projection = {
  name: 'village_ledger',
  version: 1,
  logs: ['households'],
  tables: [
    {
      name: 'village_ledger',
      columns: [
        { name: 'code', type: 'id' },
        { name: 'name', type: 'text', default: null },
        { name: 'county_code', type: 'id', default: '' },
        { name: 'township', type: 'text', default: null },
        { name: 'registered_on', type: 'id', default: '' },
        { name: 'demo', type: 'integer', default: 0 },
        { name: 'withdrawn', type: 'integer', default: 0 },
      ],
      primaryKey: ['code'],
      indexes: [{ name: 'by_county', columns: ['county_code'] }],
    },
  ],
  handles: new Set<HouseholdEvent['type']>(['VillageRegistered', 'RecordWithdrawn']),
  apply(envelope: Envelope, changes: Changes): void {
    // The runner hands on only what `handles` names, upcast to the present shape.
    const event = envelope as HouseholdEvent;
    if (event.type === 'VillageRegistered') {
      const { code, name, countyCode, township } = event.data;
      const demo = event.meta.source === 'demo' ? 1 : 0;
      const columns = { name, county_code: countyCode, township, registered_on: event.occurredOn, demo, withdrawn: 0 };
      changes.set('village_ledger', { code }, columns);
    } else if (event.type === 'RecordWithdrawn' && event.streamId.startsWith('village-')) {
      changes.set('village_ledger', { code: event.streamId.slice('village-'.length) }, { withdrawn: 1 });
    }
  },
};
