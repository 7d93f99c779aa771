import { type DirectoryEvent, type Envelope, RECORD_WITHDRAWN } from '#contracts';
import type { Changes, Projection, Row } from '#event-log';

/** 单位名录: one row per unit as it stands now. */
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
  ],
  handles: new Set(['UnitRegistered', 'UnitRenamed', 'UnitMoved', 'UnitMerged', 'UnitClosed', RECORD_WITHDRAWN]),
  apply(envelope: Envelope, changes: Changes): void {
    const columns = columnsAfter(envelope as DirectoryEvent);
    const unitId = envelope.streamId.replace(/^unit-/, '');
    if (columns !== undefined) changes.set('unit_ledger', { unit_id: unitId }, columns);
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
