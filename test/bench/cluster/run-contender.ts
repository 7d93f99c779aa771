import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import type { TableSpec } from '#persistence';
import { Oracle } from './oracle.js';
import { SUMMARY, UNIT_MONTH } from './summary.js';
import type { ContenderResult, ContenderTask } from './contenders/contender.js';
import type { BenchTopic } from './topic.js';

/** Longest time a contender may take. */
const LIMIT_MS = 180_000;
const here = dirname(fileURLToPath(import.meta.url));

/** One run of one contender in a process of its own over empty tables. @throws where its rows are not the oracle's */
export async function runContender(name: string, task: ContenderTask, topic: BenchTopic): Promise<ContenderResult> {
  await emptyTables(task);
  const result = await inItsOwnProcess(name, task);
  await compareWithOracle(name, task, topic, result);
  return result;
}

async function emptyTables({ mysql }: ContenderTask): Promise<void> {
  const { database, ...server } = mysql;
  const connection = await createConnection(server);
  await connection.query(`DROP DATABASE IF EXISTS ${database}`);
  await connection.query(`CREATE DATABASE ${database} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  await connection.query(`USE ${database}`);
  for (const table of [SUMMARY, UNIT_MONTH]) await connection.query(createTable(table));
  await connection.end();
}

/** The tables as an ordinary team writes them, the same for every contender. */
export function createTable({ name, columns, primaryKey }: TableSpec): string {
  const types = { integer: 'BIGINT NOT NULL', id: 'VARCHAR(190) COLLATE utf8mb4_bin NOT NULL', text: 'LONGTEXT NULL' } as const;
  const standard = (value: string | number | null | undefined): string => (value === undefined ? '' : ` DEFAULT '${value ?? ''}'`);
  const lines = columns.map((column) => `${column.name} ${types[column.type]}${standard(column.default)}`);
  return `CREATE TABLE ${name} (${lines.join(', ')}, PRIMARY KEY (${primaryKey.join(', ')}))`;
}

/** Starts a contender and takes what it says at its end. */
export function inItsOwnProcess(name: string, task: ContenderTask): Promise<ContenderResult> {
  const child = spawn(process.execPath, [join(here, 'contenders', `${name}.js`), JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let complaints = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
    child.once('exit', (code, signal) => {
      clearTimeout(limit);
      const last = output.trim().split('\n').at(-1) ?? '';
      if (code === 0 && last.startsWith('{')) resolve(JSON.parse(last) as ContenderResult);
      else reject(new Error(`${name} ended with ${code ?? signal}: ${output.slice(-500)}${complaints.slice(-2_000)}`));
    });
  });
}

async function compareWithOracle(name: string, { mysql }: ContenderTask, topic: BenchTopic, { taken }: ContenderResult): Promise<void> {
  const oracle = new Oracle();
  topic.partitions.forEach((events, partition) => events.slice(0, taken[partition] ?? 0).forEach((event) => oracle.add(event)));
  const connection = await createConnection(mysql);
  oracle.compare(name, await rowsOf(connection, SUMMARY), await rowsOf(connection, UNIT_MONTH));
  await connection.end();
}

/** A table as it is, texts as texts. */
export async function rowsOf(connection: Connection, table: TableSpec): Promise<Record<string, string | number>[]> {
  const columns = table.columns.map((column) => column.name).join(', ');
  const [rows] = await connection.query<RowDataPacket[]>(`SELECT ${columns} FROM ${table.name}`);
  // The product keeps identifiers as bytes.
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asText(value)])));
}

function asText(value: unknown): string | number {
  return typeof value === 'number' ? value : Buffer.isBuffer(value) ? value.toString() : String(value);
}
