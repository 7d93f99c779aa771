import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { mysqlDialect, type TableSpec } from '#persistence';
import { type Bar, median } from '../result.js';
import { IMPACT_TABLES, rateOf, runImpact } from './impact-bars.js';
import type { TaskOf } from './projector-bars.js';

const DATABASE = 'bench_rebuild';
const LOADED = 'bench_load';

/** A rebuild of the figures from the topic, figures read and rows compared, against LOAD DATA of the very same rows. */
export async function rebuildBars(turns: number, events: number, task: TaskOf): Promise<Bar[]> {
  const ratios: number[] = [];
  const perMillion: number[] = [];
  for (let turn = 1; turn <= turns; turn += 1) {
    const rebuilt = await runImpact('impact-rebuild', DATABASE, turn, events, task);
    const loaded = await loadSeconds(task('load', 0).mysql);
    console.log(`${turn} LOAD DATA of the same rows ${loaded.toFixed(1)} s`);
    ratios.push(loaded / rebuilt.seconds);
    perMillion.push(1e6 / rateOf(rebuilt));
  }
  return [
    { id: 'rebuild-mysql-vs-load', value: median(ratios), goal: 0.4, unit: '× LOAD DATA', atLeast: true, runs: ratios },
    { id: 'rebuild-mysql', value: median(perMillion), goal: 60, unit: 's/million', atLeast: false, runs: perMillion },
  ];
}

/** Seconds that the server takes for the rows of the rebuilt tables from files, and for their indexes afterwards. */
async function loadSeconds(mysql: ReturnType<TaskOf>['mysql']): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-bench-load-'));
  const connection = await createConnection({ ...mysql, database: '', charset: 'utf8mb4' });
  try {
    await connection.query('SET GLOBAL local_infile = 1');
    await connection.query(`DROP DATABASE IF EXISTS ${LOADED}`);
    await connection.query(`CREATE DATABASE ${LOADED} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    for (const table of IMPACT_TABLES) await exportRows(connection, table, join(folder, table.name));
    await connection.query(`USE ${LOADED}`);
    for (const table of IMPACT_TABLES) await connection.query(mysqlDialect.createTable(table));
    const started = performance.now();
    for (const table of IMPACT_TABLES) await load(connection, table, join(folder, table.name));
    for (const { name, indexes = [] } of IMPACT_TABLES) {
      for (const index of indexes) await connection.query(mysqlDialect.createIndex(name, index));
    }
    return (performance.now() - started) / 1_000;
  } finally {
    await connection.end();
    rmSync(folder, { recursive: true });
  }
}

/** Identifiers of the bench hold no tabs, line ends or backslashes. */
async function exportRows(connection: Connection, { name, columns, primaryKey }: TableSpec, file: string): Promise<void> {
  const names = columns.map((column) => column.name).join(', ');
  const [rows] = await connection.query<RowDataPacket[]>(`SELECT ${names} FROM ${DATABASE}.${name} ORDER BY ${primaryKey.join(', ')}`);
  const out = createWriteStream(file);
  for (const row of rows) {
    const line = columns.map((column) => text(row[column.name] as Parameters<typeof text>[0])).join('\t');
    if (!out.write(`${line}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

function text(cell: string | number | Buffer | null): string {
  if (cell === null) return '\\N';
  return Buffer.isBuffer(cell) ? cell.toString() : String(cell);
}

async function load(connection: Connection, { name, columns }: TableSpec, file: string): Promise<void> {
  const names = columns.map((column) => column.name).join(', ');
  await connection.query({
    sql: `LOAD DATA LOCAL INFILE 'rows' INTO TABLE ${name} CHARACTER SET utf8mb4 (${names})`,
    infileStreamFactory: () => createReadStream(file),
  });
}
