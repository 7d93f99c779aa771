import 'reflect-metadata';
import { type Bar, printBar, valueOf, writeResult } from '../result.js';
import { calibrate } from './calibrate.js';
import { catchUpBars } from './catch-up-bars.js';
import { connectBars, type Sink, type SinkTask } from './connect-bars.js';
import { httpBars, streamBars } from './gateway-bars.js';
import { impactBars } from './impact-bars.js';
import { projectorBars, projectorRuns, PROJECTORS, type TaskOf } from './projector-bars.js';
import { rebuildBars } from './rebuild-bars.js';
import { relayBars } from './relay-bars.js';
import { benchEvents } from './stream.js';
import { type BenchTopic, fillTopic } from './topic.js';

export interface BenchServers {
  readonly kafka: { readonly brokers: readonly string[] };
  readonly mysql: { readonly host: string; readonly port: number; readonly user: string; readonly password: string };
  /** Starts Kafka Connect with one sink. */
  readonly startSink: (task: SinkTask) => Promise<Sink>;
  /** Starts the five processes on these servers. */
  readonly startCluster: () => Promise<{ readonly url: string; readonly stop: () => Promise<void> }>;
}

const GROUPS = ['projector', 'connect', 'impact', 'catch-up', 'rebuild', 'relay', 'http', 'sse'] as const;
type Group = (typeof GROUPS)[number];

/** What every group is given. */
interface Bench {
  readonly servers: BenchServers;
  readonly quick: boolean;
  readonly topic: BenchTopic;
  readonly events: number;
  readonly task: TaskOf;
  /** What is written beside the bars. */
  readonly beside: Record<string, unknown>;
}

/** The bars of the cluster tier on real servers, all of them or those of the group behind `--only`. */
export async function clusterBench(servers: BenchServers, args: readonly string[]): Promise<void> {
  const groups = groupsOf(valueOf(args, '--only'));
  const quick = args.includes('--quick');
  const orders = quick ? 10_000 : 50_000;
  const topic = await fillTopic(servers.kafka.brokers, 'bench.purchases.events', benchEvents(orders));
  const task: TaskOf = (group, events) => ({
    brokers: servers.kafka.brokers,
    topic: topic.name,
    group: `bench-${group}`,
    mysql: mysqlOf(servers, 'bench'),
    events,
  });
  const beside: Record<string, unknown> = {};
  const bench: Bench = { servers, quick, topic, events: 4 * orders, task, beside };
  const bars = await measure(groups, bench);
  beside['calibrators'] = await calibrate(mysqlOf(servers, 'bench_calibration'), servers.kafka.brokers, topic);
  console.log(`calibrators ${JSON.stringify(beside['calibrators'])}${quick ? ' (--quick)' : ''}`);
  for (const bar of bars) printBar(bar);
  await writeResult(args, beside, bars);
}

function groupsOf(only: string | undefined): readonly Group[] {
  if (only === undefined) return GROUPS;
  const group = GROUPS.find((name) => name === only);
  if (group === undefined) throw new RangeError(`--only ${only}: one of ${GROUPS.join(', ')}`);
  return [group];
}

function mysqlOf({ mysql: { host, port, user, password } }: BenchServers, database: string): ReturnType<TaskOf>['mysql'] {
  return { host, port, user, password, database };
}

async function measure(groups: readonly Group[], bench: Bench): Promise<Bar[]> {
  const { servers, quick, events, task } = bench;
  const bars: Bar[] = [];
  if (groups.includes('projector') || groups.includes('connect')) bars.push(...(await projectors(groups, bench)));
  if (groups.includes('impact')) bars.push(...(await impactBars(quick ? 1 : 3, events, task)));
  if (groups.includes('catch-up')) bars.push(...(await catchUpBars(quick ? 1 : 3, events, task)));
  if (groups.includes('rebuild')) bars.push(...(await rebuildBars(quick ? 1 : 3, events, task)));
  if (groups.includes('relay')) bars.push(...(await relayBars(servers.kafka.brokers, mysqlOf(servers, 'bench_relay'), quick)));
  if (groups.includes('http') || groups.includes('sse')) bars.push(...(await clusterBars(groups, bench)));
  return bars;
}

/** The sink is held against the product's turns of the same run. */
async function projectors(groups: readonly Group[], { servers, quick, topic, events, task, beside }: Bench): Promise<Bar[]> {
  const turns = quick ? 1 : 5;
  const runs = await projectorRuns(groups.includes('projector') ? PROJECTORS : ['product'], turns, events, task, topic);
  beside['projector'] = runs;
  const bars = groups.includes('projector') ? projectorBars(runs) : [];
  if (groups.includes('connect')) bars.push(...(await connectBars(quick ? 1 : 3, topic, task, servers.startSink, runs.product)));
  return bars;
}

async function clusterBars(groups: readonly Group[], { servers, quick }: Bench): Promise<Bar[]> {
  const cluster = await servers.startCluster();
  try {
    const bars: Bar[] = [];
    if (groups.includes('sse')) bars.push(...(await streamBars(cluster.url, quick)));
    if (groups.includes('http')) bars.push(...(await httpBars(cluster.url, mysqlOf(servers, 'bench_raw'), quick)));
    return bars;
  } finally {
    await cluster.stop();
  }
}
