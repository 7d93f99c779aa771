import { type Envelope, RECORD_WITHDRAWN, type ReserveDeclared, type ReserveEvent } from '#contracts';
import type { Changes, Projection, Row } from '#event-log';

/** 预留份额台账: one row per unit and year as it stands now. */
export const reserveLedger: Projection = {
  name: 'reserve_ledger',
  version: 1,
  logs: ['purchases'],
  tables: [
    {
      name: 'reserve_ledger',
      columns: [
        { name: 'stream_id', type: 'id' },
        { name: 'unit_id', type: 'id', default: '' },
        { name: 'year', type: 'integer', default: 0 },
        { name: 'state', type: 'id', default: 'draft' },
        { name: 'canteen', type: 'id', default: '' },
        { name: 'canteen_spend_fen', type: 'integer', default: null },
        { name: 'canteen_reserve_fen', type: 'integer', default: null },
        { name: 'union_spend_fen', type: 'integer', default: null },
        { name: 'union_reserve_fen', type: 'integer', default: null },
        { name: 'representative_unit_id', type: 'id', default: null },
        { name: 'approximate', type: 'integer', default: 0 },
        { name: 'confirmed_fen', type: 'integer', default: 0 },
        { name: 'basis', type: 'id', default: '' },
        { name: 'demo', type: 'integer', default: 0 },
        { name: 'withdrawn', type: 'integer', default: 0 },
      ],
      primaryKey: ['stream_id'],
      indexes: [{ name: 'year', columns: ['year', 'unit_id'] }],
    },
  ],
  handles: new Set([
    'ReserveDeclared',
    'ReserveSubmitted',
    'ReserveReturned',
    'ReserveConfirmed',
    'ReserveAdjusted',
    'ReserveLocked',
    RECORD_WITHDRAWN,
  ]),
  apply(envelope: Envelope, changes: Changes): void {
    if (!envelope.streamId.startsWith('reserve-')) return;
    const event = envelope as ReserveEvent;
    const key = { stream_id: event.streamId };
    changes.set('reserve_ledger', key, columnsAfter(event));
    if (event.type !== 'ReserveConfirmed') return;
    const confirmed = (event.data.postings ?? []).filter(({ measure }) => measure === 'reserve.canteen' || measure === 'reserve.union');
    changes.add('reserve_ledger', key, { confirmed_fen: confirmed.reduce((sum, { delta }) => sum + delta, 0) });
  },
};

function columnsAfter(event: ReserveEvent): Row {
  switch (event.type) {
    case 'ReserveDeclared': {
      const { unitId, year, restored } = event.data;
      const demo = event.meta.source === 'demo' ? 1 : 0;
      return { unit_id: unitId, year, state: restored?.state ?? 'draft', demo, withdrawn: 0, ...declared(event.data) };
    }
    case 'ReserveAdjusted':
      return { state: 'adjusted', ...declared(event.data) };
    case 'ReserveSubmitted':
      return { state: 'submitted' };
    case 'ReserveReturned':
      return { state: 'returned' };
    case 'ReserveConfirmed':
      return { state: 'confirmed' };
    case 'ReserveLocked':
      return { state: 'locked' };
    case RECORD_WITHDRAWN:
      return { withdrawn: 1, confirmed_fen: 0 };
  }
}

function declared({ declaration, basis, approximate = false }: ReserveDeclared): Row {
  return {
    canteen: declaration.canteen,
    canteen_spend_fen: declaration.canteenSpendFen,
    canteen_reserve_fen: declaration.canteenReserveFen,
    union_spend_fen: declaration.unionSpendFen,
    union_reserve_fen: declaration.unionReserveFen,
    representative_unit_id: declaration.representativeUnitId,
    approximate: approximate ? 1 : 0,
    basis,
  };
}
