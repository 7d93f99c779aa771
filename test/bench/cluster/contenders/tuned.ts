import type { RowDataPacket } from 'mysql2';
import type { PoolConnection } from 'mysql2/promise';
import type { Envelope } from '#contracts';
import { effectOf } from '../summary.js';
import { taskOf } from './contender.js';
import { runLoop } from './loops.js';

/* Contender (b): the naive one after its first tuning: one transaction per batch, one upsert per event and table. */

await runLoop(taskOf(process.argv[2]), async (connection, values) => {
  for (const value of values) {
    const effect = effectOf(JSON.parse(value.toString()) as Envelope);
    await upsert(connection, 'bench_order', { order_id: effect.orderId }, effect.set, effect.addToOrder);
    await upsert(connection, 'bench_unit_month', { unit_id: effect.unitId, month: effect.month }, {}, effect.addToMonth);
  }
});

type Values = Readonly<Record<string, string | number>>;

async function upsert(connection: PoolConnection, table: string, key: Values, set: Values, add: Values): Promise<void> {
  const columns = [...Object.keys(key), ...Object.keys(set), ...Object.keys(add)];
  const changes = [
    ...Object.keys(set).map((column) => `${column} = VALUES(${column})`),
    ...Object.keys(add).map((column) => `${column} = ${column} + VALUES(${column})`),
  ];
  const own = Object.keys(key)[0] ?? '';
  await connection.execute<RowDataPacket[]>(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
     ON DUPLICATE KEY UPDATE ${changes.length === 0 ? `${own} = ${own}` : changes.join(', ')}`,
    [...Object.values(key), ...Object.values(set), ...Object.values(add)],
  );
}
