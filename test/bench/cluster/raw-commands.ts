import { createPool, type Pool, type PoolConnection, type ResultSetHeader } from 'mysql2/promise';
import type { ContenderTask } from './contenders/contender.js';

const TABLES = [
  `CREATE TABLE raw_event (position BIGINT AUTO_INCREMENT PRIMARY KEY, stream_id VARCHAR(190) NOT NULL, stream_version BIGINT NOT NULL,
   type VARCHAR(190) NOT NULL, data LONGTEXT NOT NULL, meta LONGTEXT NOT NULL, hash VARCHAR(64) NOT NULL,
   UNIQUE KEY raw_event_stream (stream_id, stream_version))`,
  'CREATE TABLE raw_receipt (id VARCHAR(190) PRIMARY KEY, fingerprint VARCHAR(64) NOT NULL, answer LONGTEXT NOT NULL)',
  'CREATE TABLE raw_outbox (position BIGINT AUTO_INCREMENT PRIMARY KEY, message LONGTEXT NOT NULL)',
];
const DATA = 'x'.repeat(400);
const META = 'x'.repeat(200);
const HASH = 'f'.repeat(64);

/** What a service without batching does for a command: the event, the receipt and the outbox row in one transaction. */
export class RawCommands {
  private sent = 0;

  private constructor(private readonly pool: Pool) {}

  static async open(mysql: ContenderTask['mysql'], connections: number): Promise<RawCommands> {
    const { database, ...server } = mysql;
    const pool = createPool({ ...server, connectionLimit: connections });
    await pool.query(`DROP DATABASE IF EXISTS ${database}`);
    await pool.query(`CREATE DATABASE ${database} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    await pool.end();
    const raw = new RawCommands(createPool({ ...mysql, connectionLimit: connections }));
    for (const table of TABLES) await raw.pool.query(table);
    return raw;
  }

  async command(): Promise<void> {
    this.sent += 1;
    const id = `stream-${this.sent}`;
    const connection = await this.pool.getConnection();
    try {
      await insertAll(connection, id);
    } finally {
      connection.release();
    }
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}

async function insertAll(connection: PoolConnection, id: string): Promise<void> {
  await connection.beginTransaction();
  const [event] = await connection.execute<ResultSetHeader>(
    'INSERT INTO raw_event (stream_id, stream_version, type, data, meta, hash) VALUES (?, 1, ?, ?, ?, ?)',
    [id, 'ActivityRecorded', DATA, META, HASH],
  );
  await connection.execute('INSERT INTO raw_receipt (id, fingerprint, answer) VALUES (?, ?, ?)', [id, HASH, String(event.insertId)]);
  await connection.execute('INSERT INTO raw_outbox (message) VALUES (?)', [DATA + META]);
  await connection.commit();
}
