import 'reflect-metadata';
import { type Bar, median, printBar, writeResult } from '../result.js';
import { calibrate } from './calibrate.js';
import type { ContenderTask } from './contenders/contender.js';
import { runContender } from './run-contender.js';
import { benchEvents } from './stream.js';
import { type BenchTopic, fillTopic } from './topic.js';

export interface BenchServers {
  readonly kafka: { readonly brokers: readonly string[] };
  readonly mysql: { readonly host: string; readonly port: number; readonly user: string; readonly password: string };
}

const NAMES = ['naive', 'tuned', 'bare', 'product'] as const;
type ContenderName = (typeof NAMES)[number];
type Runs = Readonly<Record<ContenderName, number[]>>;

/** A slow contender gets fewer events, so that a run ends in minutes. */
const SHARES: Readonly<Record<ContenderName, number>> = { naive: 0.015, tuned: 0.075, bare: 1, product: 1 };

/** All contenders in turn over one topic and one set of tables; the ratios of the product to each, medians of five turns. */
export async function clusterBench({ kafka, mysql }: BenchServers, args: readonly string[]): Promise<void> {
  const quick = args.includes('--quick');
  const orders = quick ? 10_000 : 50_000;
  const topic = await fillTopic(kafka.brokers, 'bangfu.purchases.events', benchEvents(orders));
  const { host, port, user, password } = mysql;
  const task = (group: string, events: number): ContenderTask => ({
    brokers: kafka.brokers,
    topic: topic.name,
    group: `bench-${group}`,
    mysql: { host, port, user, password, database: 'bench' },
    events,
  });
  const { rates, memory } = await inTurns(quick ? 1 : 5, 4 * orders, task, topic);
  const calibrators = await calibrate(task('calibration', 0), topic);
  console.log(`calibrators ${JSON.stringify(calibrators)}${quick ? ' (--quick)' : ''}`);
  const bars = [ratio(rates, 'naive', 100), ratio(rates, 'tuned', 8), ratio(rates, 'bare', 0.8)];
  for (const bar of bars) printBar(bar);
  await writeResult(args, { calibrators, memoryMb: memory }, bars);
}

async function inTurns(
  turns: number,
  events: number,
  task: (group: string, events: number) => ContenderTask,
  topic: BenchTopic,
): Promise<{ rates: Runs; memory: Runs }> {
  const rates: Runs = { naive: [], tuned: [], bare: [], product: [] };
  const memory: Runs = { naive: [], tuned: [], bare: [], product: [] };
  for (let turn = 1; turn <= turns; turn += 1) {
    for (const name of NAMES) {
      const result = await runContender(name, task(`${name}-${turn}`, Math.round(events * SHARES[name])), topic);
      const rate = result.events / result.seconds;
      rates[name].push(rate);
      memory[name].push(result.rssMb);
      console.log(`${turn} ${name.padEnd(8)} ${rate.toFixed(0).padStart(8)} events/s ${result.rssMb.toFixed(0)} MB`);
    }
  }
  return { rates, memory };
}

function ratio(rates: Runs, other: ContenderName, goal: number): Bar {
  const runs = rates.product.map((rate, turn) => rate / (rates[other][turn] ?? Number.NaN));
  return { id: `projector-vs-${other}`, value: median(runs), goal, unit: `× ${other}`, atLeast: true, runs };
}
