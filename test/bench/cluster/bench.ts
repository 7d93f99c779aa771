import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { type Bar, holds, median } from '../standalone/result.js';
import { calibrate } from './calibrate.js';
import type { ContenderTask } from './contenders/contender.js';
import { runContender } from './run-contender.js';
import { benchEvents } from './stream.js';
import { fillTopic } from './topic.js';

interface Servers {
  readonly kafka: { readonly brokers: readonly string[] };
  readonly mysql: { readonly host: string; readonly port: number; readonly user: string; readonly password: string };
}

const servers = JSON.parse(process.argv[2] ?? '') as Servers;
const quick = process.argv.includes('--quick');
const json = process.argv[process.argv.indexOf('--json') + 1];
const ORDERS = quick ? 10_000 : 50_000;
const TURNS = quick ? 1 : 5;

/** The contenders and how many events each takes: a slow one gets fewer, so that a run ends in minutes. */
const CONTENDERS = { naive: 3_000, tuned: 15_000, bare: 4 * ORDERS, product: 4 * ORDERS } as const;
type ContenderName = keyof typeof CONTENDERS;
const NAMES = Object.keys(CONTENDERS) as ContenderName[];

const topic = await fillTopic(servers.kafka.brokers, 'bangfu.purchases.events', benchEvents(ORDERS));
const { host, port, user, password } = servers.mysql;
const mysql = { host, port, user, password, database: 'bench' };
const task = (name: string, turn: number, events: number): ContenderTask => ({
  brokers: servers.kafka.brokers,
  topic: topic.name,
  group: `bench-${name}-${turn}`,
  mysql,
  events,
});

const rates: Record<ContenderName, number[]> = { naive: [], tuned: [], bare: [], product: [] };
const memory: Record<ContenderName, number[]> = { naive: [], tuned: [], bare: [], product: [] };
for (let turn = 1; turn <= TURNS; turn += 1) {
  for (const name of NAMES) {
    const result = await runContender(name, task(name, turn, CONTENDERS[name]), topic);
    rates[name].push(result.events / result.seconds);
    memory[name].push(result.rssMb);
    console.log(
      `${turn} ${name.padEnd(8)} ${(result.events / result.seconds).toFixed(0).padStart(8)} events/s ${result.rssMb.toFixed(0)} MB`,
    );
  }
}
const calibrators = await calibrate(task('calibration', 0, 0), topic);
console.log(`calibrators ${JSON.stringify(calibrators)}${quick ? ' (--quick)' : ''}`);

const ratio = (other: ContenderName, goal: number): Bar => {
  const runs = rates.product.map((rate, index) => rate / (rates[other][index] ?? Number.NaN));
  return { id: `projector-vs-${other}`, value: median(runs), goal, unit: `× ${other}`, atLeast: true, runs };
};
const bars = [ratio('naive', 100), ratio('tuned', 8), ratio('bare', 0.8)];
for (const bar of bars) {
  console.log(`${holds(bar) ? 'ok ' : 'NOT'} ${bar.id.padEnd(26)} ${bar.value.toFixed(2).padStart(10)} ${bar.unit}  (goal ≥ ${bar.goal})`);
}
if (process.argv.includes('--json') && json !== undefined) {
  const machine = { cpus: cpus().length, model: cpus()[0]?.model ?? '', node: process.version };
  const result = { machine, date: new Date().toISOString(), calibrators, memory, bars: bars.map((bar) => ({ ...bar, ok: holds(bar) })) };
  await writeFile(json, JSON.stringify(result, null, 2));
}
