import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { mysqlDialect, type TableSpec } from '#persistence';
import { CELL, CONTRIBUTION, ORDERED, ROLLUP } from '../../../libs/impact/src/contribution/impact-tables.js';
import { type Bar, median, must } from '../result.js';
import type { ContenderResult } from './contenders/contender.js';
import type { TaskOf } from './projector-bars.js';
import { inItsOwnProcess } from './run-contender.js';

/** The tables that the events of the bench reach. */
export const IMPACT_TABLES = [CONTRIBUTION, CELL, ROLLUP, ORDERED];
const DATABASES = { impact: 'bench_impact', hand: 'bench_impact_hand' } as const;

/** The whole projection of impact against a loop written by hand for the same rows, in turns, the rows compared each time. */
export async function impactBars(turns: number, events: number, task: TaskOf): Promise<Bar[]> {
  const ratios: number[] = [];
  const rates: number[] = [];
  for (let turn = 1; turn <= turns; turn += 1) {
    const hand = await runImpact('impact-hand', DATABASES.hand, turn, events, task);
    const product = await runImpact('impact', DATABASES.impact, turn, events, task);
    await compare(task('compare', 0).mysql);
    ratios.push(rateOf(product) / rateOf(hand));
    rates.push(rateOf(product));
  }
  return [
    { id: 'impact-vs-hand', value: median(ratios), goal: 0.6, unit: '× hand', atLeast: true, runs: ratios },
    { id: 'impact-events', value: median(rates), goal: 20_000, unit: 'events/s', atLeast: true, runs: rates },
  ];
}

/** One run of one process over a schema made anew. */
export async function runImpact(name: string, database: string, turn: number, events: number, taskOf: TaskOf): Promise<ContenderResult> {
  const plain = taskOf(`${name}-${turn}`, events);
  const task = { ...plain, mysql: { ...plain.mysql, database } };
  const connection = await createConnection({ ...task.mysql, database: '' });
  await connection.query(`DROP DATABASE IF EXISTS ${database}`);
  await connection.query(`CREATE DATABASE ${database} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  if (database === DATABASES.hand) await createTables(connection, database);
  await connection.end();
  const result = await inItsOwnProcess(name, task);
  const cpu = (result.cpuSeconds / result.events) * 1e6;
  console.log(`${turn} ${name.padEnd(11)} ${rateOf(result).toFixed(0)} events/s ${cpu.toFixed(1)} µs/event ${result.rssMb.toFixed(0)} MB`);
  return result;
}

/** With the indexes the product has while it follows. */
async function createTables(connection: Connection, database: string): Promise<void> {
  await connection.query(`USE ${database}`);
  for (const table of IMPACT_TABLES) {
    await connection.query(mysqlDialect.createTable(table));
    for (const index of table.indexes ?? []) await connection.query(mysqlDialect.createIndex(table.name, index));
  }
}

async function compare(mysql: ContenderTaskMysql): Promise<void> {
  const connection = await createConnection({ ...mysql, database: '' });
  for (const table of IMPACT_TABLES) {
    const [product, hand] = [await digestOf(connection, DATABASES.impact, table), await digestOf(connection, DATABASES.hand, table)];
    must(product === hand, `${table.name}: the product has ${product}, the loop written by hand ${hand}`);
  }
  await connection.end();
}

type ContenderTaskMysql = ReturnType<TaskOf>['mysql'];

/** Rows and what all of them come to, in whatever order. */
async function digestOf(connection: Connection, database: string, { name, columns }: TableSpec): Promise<string> {
  const row = columns.map((column) => `COALESCE(HEX(${column.name}), '-')`).join(', ');
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT COUNT(*) AS held, BIT_XOR(CAST(CONV(LEFT(MD5(CONCAT_WS('|', ${row})), 16), 16, 10) AS UNSIGNED)) AS digest FROM ${database}.${name}`,
  );
  return `${rows[0]?.['held']} rows ${rows[0]?.['digest']}`;
}

export function rateOf({ events, seconds }: ContenderResult): number {
  return events / seconds;
}
