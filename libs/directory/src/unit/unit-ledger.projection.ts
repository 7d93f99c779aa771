import { type DirectoryEvent, type Envelope, RECORD_WITHDRAWN } from '#contracts';
import type { Changes, Projection, Row } from '#event-log';

/** 单位名录: one row per unit as it stands now, and its names by the day from which it bears them. */
export const unitLedger: Projection = {
  name: 'unit_ledger',
  version: 1,
  logs: ['directory'],
  tables: [
    {
      name: 'unit_ledger',
      columns: [
        { name: 'unit_id', type: 'id' },
        { name: 'name', type: 'id', default: '' },
        { name: 'kind', type: 'id', default: '' },
        { name: 'parent_id', type: 'id', default: null },
        { name: 'region_code', type: 'id', default: null },
        { name: 'opened_on', type: 'id', default: '' },
        { name: 'closed_on', type: 'id', default: null },
        { name: 'merged_into', type: 'id', default: null },
        { name: 'demo', type: 'integer', default: 0 },
        { name: 'withdrawn', type: 'integer', default: 0 },
      ],
      primaryKey: ['unit_id'],
      indexes: [{ name: 'parent', columns: ['parent_id'] }],
    },
    {
      name: 'unit_ledger_name',
      columns: [
        { name: 'unit_id', type: 'id' },
        { name: 'from_day', type: 'id' },
        { name: 'name', type: 'id', default: '' },
      ],
      primaryKey: ['unit_id', 'from_day'],
    },
  ],
  handles: new Set(['UnitRegistered', 'UnitRenamed', 'UnitMoved', 'UnitMerged', 'UnitClosed', RECORD_WITHDRAWN]),
  apply(envelope: Envelope, changes: Changes): void {
    const event = envelope as DirectoryEvent;
    const columns = columnsAfter(event);
    const unitId = event.streamId.replace(/^unit-/, '');
    if (columns !== undefined) changes.set('unit_ledger', { unit_id: unitId }, columns);
    if (event.type !== 'UnitRegistered' && event.type !== 'UnitRenamed') return;
    changes.set('unit_ledger_name', { unit_id: unitId, from_day: event.occurredOn }, { name: event.data.name });
  },
};

function columnsAfter(event: DirectoryEvent): Row | undefined {
  switch (event.type) {
    case 'UnitRegistered': {
      const { name, kind, parentId, regionCode } = event.data;
      const demo = event.meta.source === 'demo' ? 1 : 0;
      return { name, kind, parent_id: parentId, region_code: regionCode, opened_on: event.occurredOn, demo };
    }
    case 'UnitRenamed':
      return { name: event.data.name };
    case 'UnitMoved':
      return { parent_id: event.data.parentId };
    case 'UnitMerged':
      return { closed_on: event.occurredOn, merged_into: event.data.intoUnitId };
    case 'UnitClosed':
      return { closed_on: event.occurredOn };
    case RECORD_WITHDRAWN:
      return event.streamId.startsWith('unit-') ? { withdrawn: 1 } : undefined;
    default:
      return undefined;
  }
}
