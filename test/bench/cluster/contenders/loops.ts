import { Kafka, logLevel, type EachBatchPayload } from 'kafkajs';
import { createPool, type Pool, type PoolConnection } from 'mysql2/promise';
import { type ContenderTask, Lap } from './contender.js';

/** Applies the messages of one batch within the transaction of `connection`. */
export type ApplyBatch = (connection: PoolConnection, values: readonly Buffer[]) => Promise<void>;

/** A consumer written on kafkajs itself: one transaction per batch, offsets committed after it. */
export async function runLoop(task: ContenderTask, apply: ApplyBatch): Promise<void> {
  const lap = new Lap();
  const pool: Pool = createPool({ ...task.mysql, connectionLimit: 4 });
  const kafka = new Kafka({ clientId: task.group, brokers: [...task.brokers], logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: task.group, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topics: [task.topic], fromBeginning: true });
  await consumer.run({
    eachBatchAutoResolve: true,
    eachBatch: async (payload: EachBatchPayload) => {
      const { batch } = payload;
      lap.begin();
      const connection = await pool.getConnection();
      try {
        await connection.beginTransaction();
        await apply(
          connection,
          batch.messages.flatMap(({ value }) => (value === null ? [] : [value])),
        );
        await connection.commit();
      } finally {
        connection.release();
      }
      await payload.heartbeat();
      if (lap.applied(batch.partition, batch.messages.length, task.events)) lap.end();
    },
  });
}
