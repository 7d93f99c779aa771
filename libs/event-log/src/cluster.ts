import type { LogName } from '#contracts';
import type { CommitSignal } from './append/commit-signal.js';
import { FedTail, partOf } from './feed/fed-tail.js';
import { TopicReplay, type TopicReplayOptions } from './feed/topic-replay.js';
import type { LedgerOptions } from './ledger.js';
import type { Projection } from './projection/projection.js';
import { Relay } from './relay/relay.js';
import type { EventPublisher } from './transport/event-publisher.js';
import type { EventSubscriber, SubscriberEnded } from './transport/event-subscriber.js';
import { TopicError } from './transport/topic-error.js';

/** A dead relay is replaced after this; longer than a publish may take. */
const LEASE_MS = 10_000;

/** What a process of a cluster is given beside its database. */
export interface ClusterOptions {
  /** Names this instance among all of its service. */
  readonly instance: string;
  /** Partitions of every topic. */
  readonly partitions: number;
  /** Publishes the logs this process owns; needed where it owns any. */
  readonly publisher?: EventPublisher;
  /** A new member of the group that feeds one projection from the topics of other logs. */
  readonly subscriber: (projection: Projection) => EventSubscriber;
  /** A reader of whole topics, alone in a group of its own: a rebuild. */
  readonly reader: (logs: readonly LogName[]) => EventSubscriber;
  /** Told when a feed or a relay cannot go on; the process should end with an error. */
  readonly ended: SubscriberEnded;
  readonly leaseMs?: number;
}

/** The relay of a log that this process owns. @throws where the process has no publisher */
export function clusterRelay(log: LogName, { database, report }: LedgerOptions, cluster: ClusterOptions, signal: CommitSignal): Relay {
  const { instance: owner, publisher, leaseMs = LEASE_MS } = cluster;
  if (publisher === undefined) throw new Error(`log ${log} has no publisher: its events would reach nobody`);
  return new Relay({
    log,
    owner,
    database,
    publisher,
    signal,
    leaseMs,
    report: (error) => {
      report(`relay_${log}`, error);
      // As at a feed: what is wrong with a topic passes by no retry, and is not for a running process to mend.
      if (error instanceof TopicError) cluster.ended(error);
    },
  });
}

/** The topics of these logs from their beginning. */
export function topicReplay(
  { partitions, reader }: Pick<ClusterOptions, 'partitions' | 'reader'>,
  logs: readonly LogName[],
  bounds: Pick<TopicReplayOptions, 'until' | 'setAside'>,
): TopicReplay {
  return new TopicReplay({ logs, partitions, subscriber: reader(logs), ...bounds });
}

/** The tail over the logs that other processes own; none where the projection reads only logs of this one. */
export function fedTail(projection: Projection, options: LedgerOptions, cluster: ClusterOptions): FedTail[] {
  const part = partOf(
    projection,
    projection.logs.filter((log) => !options.logs.includes(log)),
  );
  if (part.logs.length === 0) return [];
  const { database, now, report } = options;
  const feed = { database, now, partitions: cluster.partitions, subscriber: cluster.subscriber(part) };
  return [new FedTail(part, feed, (error) => report(projection.name, error), cluster.ended)];
}
