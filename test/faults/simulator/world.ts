import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogName } from '#contracts';
import {
  AppendQueue,
  CommitSignal,
  feedSteps,
  hashProjection,
  LocalEventLog,
  logSteps,
  parkedOf,
  ProjectionRunner,
  projectionSteps,
  Relay,
  relaySteps,
  verifyChain,
} from '#event-log';
import { type Database, SqliteDatabase } from '#persistence';
import { MemoryTopics } from '../../../libs/event-log/src/testing/memory-topics.js';
import { Callers } from './callers.js';
import { Chance } from './chance.js';
import { type Breaks, faulty } from './faulty-database.js';
import { Group } from './group.js';
import { HandClocks } from './hand-clocks.js';
import { RepeatingPublisher } from './repeating-publisher.js';
import { oracleHash, VOICE_LOGS, voices } from './voices.js';

const STEPS = [...logSteps(VOICE_LOGS), ...projectionSteps, ...relaySteps, ...feedSteps];
/** Where files live in memory: nothing is asked of a disk here, and its flushes would be most of the time. */
const MEMORY = '/dev/shm';
const PARTITIONS = 3;
const LEASE_MS = 10_000;
const INSTANCES = ['one', 'two'] as const;
const MOVES = 150;

/** What a run came to, for whoever compares two runs of one seed. */
export interface Outcome {
  readonly acknowledged: number;
  readonly messages: number;
  readonly hashes: readonly string[];
}

/** Two instances of a service, their topics and two groups of readers, on one seed. Time, order and faults come from it alone. */
export async function simulate(seed: number): Promise<Outcome> {
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'bangfu-simulator-'));
  const database = await SqliteDatabase.open({ file: join(folder, 'world.sqlite'), steps: STEPS });
  try {
    const clocks = new HandClocks();
    return await clocks.rule(() => new World(new Chance(seed), clocks, database).run());
  } catch (error) {
    throw new Error(`SEED=${seed} npm run faults -- --only simulator`, { cause: error });
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

class World {
  private readonly breaks: Breaks = { before: 4, after: 4 };
  private readonly topics = new MemoryTopics(PARTITIONS);
  private readonly publishers: RepeatingPublisher[] = [];
  private readonly relays: Relay[] = [];
  private readonly groups: Group[];
  private readonly callers: Callers;
  private readonly faulty: Database;
  /** What was begun and is not waited for yet. */
  private readonly begun: Promise<void>[] = [];

  constructor(
    private readonly chance: Chance,
    private readonly clocks: HandClocks,
    private readonly database: Database,
  ) {
    this.faulty = faulty(database, chance, this.breaks);
    this.callers = new Callers(
      INSTANCES.map((owner) => this.instance(owner)),
      chance,
      clocks.now,
    );
    this.groups = ['voices', 'echoes'].map((name) => new Group(voices(name), this.topics, this.faulty, chance, clocks));
  }

  async run(): Promise<Outcome> {
    await this.prepare();
    for (let move = 0; move < MOVES; move += 1) {
      this.clocks.pass(this.chance.upTo(50));
      this.begun.push(this.move());
      if (this.chance.percent(60)) await this.settle();
    }
    await this.rest();
    return this.prove();
  }

  private instance(owner: string): ReadonlyMap<LogName, LocalEventLog> {
    const signal = new CommitSignal();
    const publisher = new RepeatingPublisher(this.topics.publisher(), this.chance);
    this.publishers.push(publisher);
    for (const log of VOICE_LOGS) {
      const options = { log, owner, database: this.faulty, publisher, signal, leaseMs: LEASE_MS, report: () => undefined };
      this.relays.push(new Relay(options, this.clocks.monotonic));
    }
    return new Map(VOICE_LOGS.map((log) => [log, new LocalEventLog(new AppendQueue(log, this.faulty, signal), this.database)]));
  }

  private async prepare(): Promise<void> {
    await this.calmly(async () => {
      for (const relay of this.relays) await relay.prepare();
      for (const group of this.groups) {
        await new ProjectionRunner({ ...group.projection, logs: [] }, new Map(), this.database, this.clocks.now).prepare();
        await group.join();
      }
    });
  }

  private async move(): Promise<void> {
    const what = this.chance.upTo(99);
    if (what < 20) return this.callers.giveSome();
    if (what < 25) return this.callers.repeat();
    if (what < 45) return relayed(this.chance.pick(this.relays));
    if (what < 90) return passing(this.chance.pick(this.groups).step());
    if (what < 95) return passing(this.chance.pick(this.groups).rebalance());
    if (what < 98) this.clocks.step(this.chance.pick([1, -1]));
    else this.clocks.pass(LEASE_MS + 1);
  }

  private async settle(): Promise<void> {
    await Promise.all(this.begun.splice(0));
  }

  private async rest(): Promise<void> {
    await this.settle();
    await this.calmly(async () => {
      await this.callers.repeat();
      for (let round = 0; round < 6; round += 1) {
        this.clocks.pass(LEASE_MS + 1);
        for (const relay of this.relays) await relayed(relay);
      }
      for (const group of this.groups) await group.rest();
    });
  }

  /** Nothing breaks meanwhile. */
  private async calmly(work: () => Promise<void>): Promise<void> {
    const before = { ...this.breaks };
    Object.assign(this.breaks, { before: 0, after: 0 });
    for (const publisher of this.publishers) publisher.isCalm = true;
    await work();
    for (const publisher of this.publishers) publisher.isCalm = false;
    Object.assign(this.breaks, before);
  }

  /** Every acknowledged command is there once, in one chain, and every read model is what the oracle makes of them. */
  private async prove(): Promise<Outcome> {
    const acknowledged = [...this.callers.acknowledged.values()];
    expect(this.callers.waiting).toBe(0);
    for (const log of VOICE_LOGS) {
      const positions = acknowledged.filter((command) => command.log === log).map(({ position }) => position);
      expect(positions.sort((left, right) => left - right)).toEqual(positions.map((_, index) => index + 1));
      expect(await verifyChain(log, this.database)).toMatchObject({ ok: true, events: positions.length });
    }
    expect(await parkedOf(this.database.read)).toEqual([]);
    const hashes: string[] = [];
    for (const { projection } of this.groups) {
      hashes.push(await hashProjection(this.database.read, projection, (table) => table));
      expect(hashes.at(-1)).toBe(oracleHash(projection.name, acknowledged));
    }
    return { acknowledged: acknowledged.length, messages: this.messages(), hashes };
  }

  private messages(): number {
    const partitions = Array.from({ length: PARTITIONS }, (_, partition) => partition);
    const counts = VOICE_LOGS.flatMap((log) => partitions.map((partition) => this.topics.messages({ log, partition }).length));
    return counts.reduce((sum, count) => sum + count, 0);
  }
}

async function relayed(relay: Relay): Promise<void> {
  try {
    await relay.turn();
  } catch {
    // As its loop does: what is stored decides where to go on.
    await relay.recover();
  }
}

/** A fault of the line ends the step; the next one finds its way from what is stored. Anything else is a finding. */
async function passing(step: Promise<void>): Promise<void> {
  await step.catch((error: unknown) => {
    if (!(error instanceof Error) || !/connection was lost|answer to COMMIT was lost/.test(error.message)) throw error;
  });
}
