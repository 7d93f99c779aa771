import type { Database } from '#persistence';
import { Relay } from '../relay/relay.js';
import type { MemoryTopics } from './memory-topics.js';
import { BreakingPublisher, HandClock } from './relay-scene.js';
import { SuiteLog } from './suite.js';

export type RelayRule = readonly [sentence: string, proof: (database: Database, topics: MemoryTopics) => Promise<void>];

export const LEASE_MS = 10_000;

/** One process that relays. */
export interface Instance {
  readonly relay: Relay;
  readonly publisher: BreakingPublisher;
}

/** A relay of the directory log in a process of its own, which is not started: a test takes its turns. */
export async function instance(
  database: Database,
  topics: MemoryTopics,
  owner: string,
  clock: HandClock,
  report: (error: unknown) => void = () => undefined,
): Promise<Instance> {
  const publisher = new BreakingPublisher(topics.publisher());
  const { signal } = new SuiteLog(database);
  const options = { log: 'directory' as const, owner, database, publisher, signal, leaseMs: LEASE_MS, report };
  const relay = new Relay(options, clock.now);
  await relay.prepare();
  return { relay, publisher };
}

/** Two processes that may relay the same log, by one clock. */
export async function pair(database: Database, topics: MemoryTopics): Promise<{ clock: HandClock; one: Instance; two: Instance }> {
  const clock = new HandClock();
  const [one, two] = [await instance(database, topics, 'one', clock), await instance(database, topics, 'two', clock)];
  return { clock, one, two };
}

export async function named(database: Database, from: number, to: number): Promise<void> {
  const suite = new SuiteLog(database);
  for (let index = from; index <= to; index += 1) await suite.named(`n-${index}`, `unit-${index % 4}`, `名${index}`);
}

export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

export function arrived(topics: MemoryTopics): number[] {
  const positions = range(0, topics.partitions - 1).flatMap((partition) =>
    topics.messages({ log: 'directory', partition }).map(({ headers }) => Number(headers['position'])),
  );
  return [...new Set(positions)].sort((left, right) => left - right);
}
