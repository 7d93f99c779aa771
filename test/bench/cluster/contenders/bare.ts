import type { PoolConnection } from 'mysql2/promise';
import { taskOf } from './contender.js';
import { runLoop } from './loops.js';

/*
 * Contender (c): written by hand for exactly these events and tables, nothing general: folds a batch in maps and writes
 * two multi-row upserts.
 */

interface BenchEvent {
  readonly type: string;
  readonly occurredOn: string;
  readonly data: {
    readonly orderId: string;
    readonly under: { readonly unit: string };
    totalFen: number;
    amountFen: number;
    stars: number;
  };
}

type OrderRow = [id: string, unit: string, on: string, total: number, paid: number, accepted: number, stars: number, events: number];
type MonthRow = [unit: string, month: string, orders: number, ordered: number, paid: number, accepted: number];

await runLoop(taskOf(process.argv[2]), async (connection, values) => {
  const orders = new Map<string, OrderRow>();
  const months = new Map<string, MonthRow>();
  for (const value of values) fold(JSON.parse(value.toString()) as BenchEvent, orders, months);
  await write(
    connection,
    'INSERT INTO bench_order (order_id, unit_id, ordered_on, total_fen, paid_fen, accepted_fen, stars, events) VALUES ?' +
      " ON DUPLICATE KEY UPDATE unit_id = IF(VALUES(unit_id) = '', unit_id, VALUES(unit_id)), ordered_on = IF(VALUES(ordered_on) = '', ordered_on, VALUES(ordered_on))," +
      ' total_fen = total_fen + VALUES(total_fen), paid_fen = paid_fen + VALUES(paid_fen), accepted_fen = accepted_fen + VALUES(accepted_fen),' +
      ' stars = stars + VALUES(stars), events = events + VALUES(events)',
    [...orders.values()],
  );
  await write(
    connection,
    'INSERT INTO bench_unit_month (unit_id, month, orders, ordered_fen, paid_fen, accepted_fen) VALUES ?' +
      ' ON DUPLICATE KEY UPDATE orders = orders + VALUES(orders), ordered_fen = ordered_fen + VALUES(ordered_fen),' +
      ' paid_fen = paid_fen + VALUES(paid_fen), accepted_fen = accepted_fen + VALUES(accepted_fen)',
    [...months.values()],
  );
});

function fold({ type, occurredOn, data }: BenchEvent, orders: Map<string, OrderRow>, months: Map<string, MonthRow>): void {
  const month = occurredOn.slice(0, 7);
  const monthKey = `${data.under.unit}|${month}`;
  const order = orders.get(data.orderId) ?? [data.orderId, '', '', 0, 0, 0, 0, 0];
  const sums = months.get(monthKey) ?? [data.under.unit, month, 0, 0, 0, 0];
  if (type === 'OrderPlaced') {
    order[1] = data.under.unit;
    order[2] = occurredOn;
    order[3] += data.totalFen;
    sums[2] += 1;
    sums[3] += data.totalFen;
  } else if (type === 'OrderPaid') {
    order[4] += data.amountFen;
    sums[4] += data.amountFen;
  } else if (type === 'OrderAccepted') {
    order[5] += data.amountFen;
    sums[5] += data.amountFen;
  } else order[6] += data.stars;
  order[7] += 1;
  orders.set(data.orderId, order);
  months.set(monthKey, sums);
}

async function write(connection: PoolConnection, sql: string, rows: readonly unknown[][]): Promise<void> {
  const sorted = [...rows].sort((left, right) => (String(left[0]) < String(right[0]) ? -1 : 1));
  for (let from = 0; from < sorted.length; from += 2_000) await connection.query(sql, [sorted.slice(from, from + 2_000)]);
}
