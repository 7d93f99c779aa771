import type { Instant, LogName } from '#contracts';
import type { Database } from '#persistence';
import { failPoint } from '#platform';
import { AppendQueue } from './append/append-queue.js';
import { CommitSignal } from './append/commit-signal.js';
import { LocalEventLog } from './append/local-event-log.js';
import { type ClusterOptions, clusterRelay, fedTail, topicReplay } from './cluster.js';
import { type FedTail, partOf } from './feed/fed-tail.js';
import { beginAnew } from './projection/begin-anew.js';
import { ProjectionHost } from './projection/projection-host.js';
import type { Projection } from './projection/projection.js';
import { fedPositions, pulledPositions, type ReadPositions } from './projection/read-positions.js';
import { rebuild } from './projection/rebuild.js';
import type { RebuildOptions, RebuildResult } from './projection/rebuild-options.js';
import { PulledTail } from './projection/pulled-tail.js';
import { ProjectionRunner } from './projection/runner.js';
import { type AsideRequest, type ParkedMessages, returnParked, setAside } from './feed/set-aside.js';
import type { Relay } from './relay/relay.js';
import { type RelayStanding, standingOf } from './relay/relay-standing.js';
import { LogTail, type EventSource } from './tail/log-tail.js';
import { TopicError } from './transport/topic-error.js';

/** What one process does with the ledger. */
export interface LedgerOptions {
  readonly database: Database;
  /** The logs this process owns. */
  readonly logs: readonly LogName[];
  readonly projections: readonly Projection[];
  readonly now: () => Instant;
  /** Told of every failing turn of a projection. */
  readonly report: (projection: string, error: unknown) => void;
  readonly onRebuild?: RebuildOptions['onProgress'];
  /** How events come and go between processes; absent = every log of every projection is a log of this process. */
  readonly cluster?: ClusterOptions;
}

type Rebuilding = Omit<RebuildOptions, 'now' | 'topics'>;

/** The logs of one process with their queues, relays, tails and projections, started and stopped as one. */
export class Ledger {
  readonly signal = new CommitSignal();
  readonly queues: ReadonlyMap<LogName, AppendQueue>;
  readonly logs: ReadonlyMap<LogName, LocalEventLog>;
  readonly sources: ReadonlyMap<LogName, EventSource>;
  readonly host: ProjectionHost;
  readonly relays: readonly Relay[];
  private readonly runners: readonly ProjectionRunner[];
  /** Read models, or their parts, that are fed from topics. */
  readonly fed: readonly FedTail[];

  constructor(private readonly options: LedgerOptions) {
    const { database, logs, cluster } = options;
    this.queues = new Map(logs.map((log) => [log, new AppendQueue(log, database, this.signal)]));
    this.logs = new Map([...this.queues].map(([log, queue]) => [log, new LocalEventLog(queue, database)]));
    this.sources = new Map(logs.map((log) => [log, new LogTail(log, database, this.signal)]));
    this.runners = options.projections.map((projection) => new ProjectionRunner(this.own(projection), this.sources, database, options.now));
    this.relays = cluster === undefined ? [] : logs.map((log) => clusterRelay(log, options, cluster, this.signal));
    this.fed = cluster === undefined ? [] : options.projections.flatMap((projection) => fedTail(projection, options, cluster));
    const pulled = this.runners
      .filter(({ projection }) => projection.logs.length > 0)
      .map((runner) => new PulledTail(runner, this.sources, (error) => options.report(runner.projection.name, error)));
    this.host = new ProjectionHost([...pulled, ...this.fed], this.signal);
  }

  get database(): Database {
    return this.options.database;
  }

  get projections(): readonly Projection[] {
    return this.options.projections;
  }

  /** @throws RangeError for an unknown name */
  readPositions(name: string): ReadPositions {
    const { projection } = this.runnerOf(name);
    const tail = this.fed.find((fed) => fed.projection.name === name);
    return tail === undefined ? pulledPositions(projection) : fedPositions(tail.projection);
  }

  /** How far each log of this process is published; empty where nothing is. */
  relayStandings(): Promise<readonly RelayStanding[]> {
    const { database, now } = this.options;
    return Promise.all(this.relays.map((relay) => standingOf(relay, database, now())));
  }

  log(name: LogName): LocalEventLog {
    const log = this.logs.get(name);
    if (log === undefined) throw new Error(`this process does not own the log ${name}`);
    return log;
  }

  /**
   * Brings every projection to this release's version, then starts the tails.
   * @throws TopicError where the topic of one of its logs is not one of that log; nothing has been started then
   */
  async start(): Promise<void> {
    for (const relay of this.relays) await this.refuseOtherLog(relay);
    failPoint('start.before-projections');
    const old: ProjectionRunner[] = [];
    for (const runner of this.runners) if (!(await runner.prepare())) old.push(runner);
    if (old.length > 0) {
      await this.rebuildOf(
        old.map(({ projection }) => projection.name),
        { onlyOtherVersions: true },
      );
    }
    for (const runner of old) await runner.prepare();
    for (const tail of this.fed) await tail.prepare();
    failPoint('start.after-projections');
    this.host.start();
    for (const relay of this.relays) await relay.start();
  }

  /** Rebuilds projections in one pass over the logs and topics while everything goes on. @throws RangeError for an unknown name */
  async rebuild(names: readonly string[], options: Rebuilding = {}): Promise<RebuildResult> {
    const runners = names.map((name) => this.runnerOf(name));
    const result = await this.rebuildOf(names, options);
    for (const runner of runners) await runner.reload();
    for (const tail of this.fed.filter(({ projection }) => names.includes(projection.name))) await tail.refresh();
    return result;
  }

  /** Decides that a parked message is no event, then replays the read models that have parked it. @throws ProblemError PARKED.… */
  setAside(request: AsideRequest): Promise<RebuildResult> {
    return setAside(this.parkedMessages(), request);
  }

  /** Takes such a decision back. @throws ProblemError PARKED.… */
  returnParked(request: AsideRequest): Promise<RebuildResult> {
    return returnParked(this.parkedMessages(), request);
  }

  /**
   * Empties read models and lets their readers begin anew, at the beginning of logs and topics. For a process that is at rest:
   * what it has read of its own logs it believes to be in the rows.
   * @throws RangeError for an unknown name
   */
  async beginAnew(names: readonly string[]): Promise<void> {
    const { database, logs, projections, cluster } = this.options;
    for (const name of names) this.runnerOf(name);
    const named = projections.filter(({ name }) => names.includes(name));
    await beginAnew(named, database, { own: logs, partitions: cluster?.partitions ?? 0, now: this.options.now });
  }

  /** Answers what waits, ends the tails after their turn. */
  async stop(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    await this.host.stop();
    // Last, so that what was just answered is still published by this process.
    await Promise.all(this.relays.map((relay) => relay.stop()));
    await this.options.cluster?.publisher?.close();
  }

  /** A broker that is away stops no start: the relay looks again before it publishes. */
  private async refuseOtherLog(relay: Relay): Promise<void> {
    try {
      await relay.refuseOtherLog();
    } catch (error) {
      if (error instanceof TopicError) throw error;
      this.options.report(`relay_${relay.state.log}`, error);
    }
  }

  /** Without a cluster every log is one of ours, and a missing one is a fault that its first turn reports. */
  private own(projection: Projection): Projection {
    return this.options.cluster === undefined ? projection : partOf(projection, this.options.logs);
  }

  private runnerOf(name: string): ProjectionRunner {
    const runner = this.runners.find((known) => known.projection.name === name);
    if (runner === undefined) throw new RangeError(`there is no projection ${name}`);
    return runner;
  }

  private parkedMessages(): ParkedMessages {
    const { database, now, cluster } = this.options;
    const reader: ParkedMessages['reader'] = (logs) => {
      if (cluster === undefined)
        throw new Error(`${logs.join(', ')}: this process reads no topic, so nothing outside its logs can be parked`);
      return cluster.reader(logs);
    };
    return { database, now, reader, fed: this.fed.map(({ projection }) => projection), rebuild: (names) => this.rebuild(names) };
  }

  private rebuildOf(names: readonly string[], options: Rebuilding = {}): Promise<RebuildResult> {
    const { database, now, onRebuild, cluster, projections } = this.options;
    return rebuild(
      projections.filter(({ name }) => names.includes(name)),
      this.sources,
      database,
      {
        now,
        ...(onRebuild === undefined ? {} : { onProgress: onRebuild }),
        ...(cluster === undefined ? {} : { topics: (logs, setAside) => topicReplay(cluster, logs, { setAside }) }),
        ...options,
      },
    );
  }
}
