import type { Envelope, OrderEvent } from '#contracts';
import type { Changes, HistoryItem, Projection } from '#event-log';
import type { SqlSession } from '#persistence';

const TABLE = 'unit_reattribution';

/** 订单所属单位变更 as both units' histories show it (contract §3 Orders): one row per unit and event of the purchases log. */
export const unitReattribution: Projection = {
  name: TABLE,
  version: 1,
  logs: ['purchases'],
  tables: [
    {
      name: TABLE,
      columns: [
        { name: 'unit_id', type: 'id' },
        { name: 'position', type: 'integer' },
        { name: 'event_id', type: 'id', default: '' },
        { name: 'occurred_on', type: 'id', default: '' },
        { name: 'recorded_at', type: 'id', default: '' },
        { name: 'account', type: 'id', default: '' },
        { name: 'order_id', type: 'id', default: '' },
        { name: 'from_unit_id', type: 'id', default: '' },
        { name: 'to_unit_id', type: 'id', default: '' },
        { name: 'reason', type: 'text', default: null },
      ],
      primaryKey: ['unit_id', 'position'],
    },
  ],
  handles: new Set(['OrderReattributed']),
  apply(envelope: Envelope, changes: Changes): void {
    const event = envelope as OrderEvent;
    if (event.type !== 'OrderReattributed') return;
    const { orderId, fromUnitId, toUnitId, reason } = event.data;
    const row = {
      event_id: event.id,
      occurred_on: event.occurredOn,
      recorded_at: event.recordedAt,
      account: event.meta.actor.account,
      order_id: orderId,
      from_unit_id: fromUnitId,
      to_unit_id: toUnitId,
      reason,
    };
    for (const unitId of [fromUnitId, toUnitId]) changes.set(TABLE, { unit_id: unitId, position: event.position }, row);
  },
};

interface ReattributionRow {
  readonly event_id: string;
  readonly occurred_on: string;
  readonly recorded_at: string;
  readonly account: string;
  readonly order_id: string;
  readonly from_unit_id: string;
  readonly to_unit_id: string;
  readonly reason: string;
}

/** The orders that came to a unit or left it, as lines of its history, in the order of the log. */
export async function reattributionsOf(session: SqlSession, unitId: string): Promise<HistoryItem[]> {
  const rows = await session.all<ReattributionRow>(`SELECT * FROM ${TABLE} WHERE unit_id = ? ORDER BY position`, [unitId]);
  return rows.map((row) => ({
    eventId: row.event_id,
    type: 'OrderReattributed',
    occurredOn: row.occurred_on,
    recordedAt: row.recorded_at,
    account: row.account,
    reason: row.reason,
    changes: [
      { field: 'orderId', from: row.from_unit_id === unitId ? row.order_id : null, to: row.to_unit_id === unitId ? row.order_id : null },
      { field: 'orderUnitId', from: row.from_unit_id, to: row.to_unit_id },
    ],
  }));
}
