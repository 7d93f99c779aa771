import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRefusal, LOG_NAMES, type LogName, type NewEvent } from '#contracts';
import { type ClusterOptions, Ledger, type StoredEvent, topicReplay } from '#event-log';
import { verify, type VerifyReport } from '#operator';
import type { Database } from '#persistence';
import type { ClusterApp } from '#platform';
import { eventually } from '#platform/testing';
import { clusterServices } from '../../apps/standalone/src/cluster-services.js';
import { contextOf } from '../../libs/event-log/src/testing/suite.js';
import { MemoryTopics } from '../../libs/event-log/src/testing/memory-topics.js';
import { ownerOf } from '../support/log-owner.js';

const PARTITIONS = 3;
const LIMIT_MS = 60_000;
const now = (): string => new Date().toISOString();

/** The processes of a cluster over any databases, without their doors, and with topics in memory instead of a broker. */
export class MemoryCluster {
  private readonly topics = new MemoryTopics(PARTITIONS);
  private readonly ledgers = new Map<ClusterApp, Ledger>();
  private groups = 0;
  readonly faults: string[] = [];

  /** Puts into a topic what a release had published: in the order of the log, so that every offset is as it was. */
  publish(log: LogName, events: readonly StoredEvent[]): Promise<void> {
    return this.topics.publisher().publish(log, events);
  }

  /** Starts a process as the product does, over a schema that is there. */
  async start(app: ClusterApp, database: Database): Promise<void> {
    const { logs, projections } = clusterServices[app];
    const report = (at: string, error: unknown): void => void this.faults.push(`${app} ${at}: ${String(error)}`);
    const ledger = new Ledger({ database, logs, projections, now, report, cluster: this.options(app, report) });
    await ledger.start();
    this.ledgers.set(app, ledger);
  }

  of(app: ClusterApp): Ledger {
    const ledger = this.ledgers.get(app);
    if (ledger === undefined) throw new RangeError(`${app} was not started`);
    return ledger;
  }

  /** Waits until every read model of every process has what is in the logs, and the relays say that they published it. */
  async settled(): Promise<void> {
    const seen = await Promise.all(LOG_NAMES.map(async (log) => ({ log, position: await this.headOf(log) })));
    for (const [app, ledger] of this.ledgers) {
      const names = clusterServices[app].projections.map(({ name }) => name);
      const behind = await ledger.host.waitFor(names, seen, LIMIT_MS);
      if (behind > 0) throw new Error(`${app} is ${behind} events behind: ${this.faults.join('; ')}`);
    }
    for (const { log, position } of seen) {
      const { database } = this.of(ownerOf(log));
      await eventually(`the relay of ${log} has come to ${position}`, async () => (await publishedOf(database, log)) === position);
    }
  }

  /**
   * Has the owner of a log accept an event that was released, of something that is new to it.
   * @param golden its file in test/contract/golden, without `.json`
   */
  async append(log: LogName, golden: string): Promise<void> {
    const { streamId: stream, ...event } = ofSomethingNew(golden);
    const refs = { it: { id: stream, definition: { initial: null, evolve: () => null } } };
    const result = await this.of(ownerOf(log))
      .log(log)
      .submit(contextOf({ key: `after-${golden}`, now: now() }), stream, refs, () => [event]);
    if (isRefusal(result)) throw new Error(`${golden} was refused: ${JSON.stringify(result)}`);
  }

  /** Walks the chains of a process and folds its read models anew, from its logs and the topics. */
  verify(app: ClusterApp): Promise<VerifyReport> {
    const { logs, projections } = clusterServices[app];
    const options = this.options(app, () => undefined);
    return verify({
      database: this.of(app).database,
      logs,
      projections,
      now,
      topics: (asked, until, setAside) => topicReplay(options, asked, { until, setAside }),
    });
  }

  /** Ends every process; its database stays open. */
  async stop(): Promise<void> {
    for (const ledger of this.ledgers.values()) await ledger.stop();
  }

  /** Ends every process with its database. */
  async close(): Promise<void> {
    await this.stop();
    for (const { database } of this.ledgers.values()) await database.close();
  }

  private async headOf(log: LogName): Promise<number> {
    return (await this.of(ownerOf(log)).sources.get(log)?.head()) ?? 0;
  }

  private options(app: ClusterApp, report: (at: string, error: unknown) => void): ClusterOptions {
    const failing = (error: unknown): void => report('subscriber', error);
    return {
      instance: `${app}-one`,
      partitions: PARTITIONS,
      publisher: this.topics.publisher(),
      subscriber: ({ name, version, logs }) => this.topics.subscriber(`${app}.${name}.v${version}`, logs, failing),
      reader: (logs) => {
        this.groups += 1;
        return this.topics.subscriber(`${app}.rebuild-${this.groups}`, logs, failing);
      },
      ended: (error) => report('ended', error),
    };
  }
}

/** A golden event, with another id wherever its own stands. */
function ofSomethingNew(golden: string): NewEvent & { readonly streamId: string } {
  const text = readFileSync(join('test', 'contract', 'golden', `${golden}.json`), 'utf8');
  const { streamId } = JSON.parse(text) as { streamId: string };
  const id = streamId.slice(streamId.indexOf('-') + 1);
  const { type, occurredOn, data, ...other } = JSON.parse(text.replaceAll(id, 'after-the-upgrade')) as NewEvent & { streamId: string };
  return { type, occurredOn, data, streamId: other.streamId };
}

async function publishedOf(database: Database, log: LogName): Promise<number> {
  const [lease] = await database.read.all<{ position: number }>('SELECT position FROM relay_lease WHERE log = ?', [log]);
  return lease?.position ?? 0;
}
