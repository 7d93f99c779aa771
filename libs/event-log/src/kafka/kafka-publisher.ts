import kafkajs, { type ICustomPartitioner, type Message, type Producer } from 'kafkajs';
import type { LogName } from '#contracts';
import { failPoint } from '#platform';
import type { StoredEvent } from '../store/stored-event.js';
import type { EventPublisher } from '../transport/event-publisher.js';
import type { LastEvent } from '../transport/last-event.js';
import { TopicError } from '../transport/topic-error.js';
import { encodeEvent, type WireMessage } from '../transport/wire-event.js';
import { kafkaOf, METADATA_AGE_MS, topicOf, type KafkaOptions } from './kafka-connection.js';
import { lastEventsOf } from './last-events.js';
import { checkTopics } from './topics.js';

/** Bytes per send. The broker refuses a batch of a partition over 1 MB, and in the worst case all lie in one partition. */
const MOST_BYTES = 900_000;
/** What a record costs beside key and value: headers, offsets, lengths. */
const RECORD_OVERHEAD = 220;
const LONGEST_PUBLISH_MS = 8_000;
const REQUEST_TIMEOUT_MS = 5_000;

/** A send that did not end in time. What became of it is unknown. */
export class PublishTimeoutError extends Error {
  constructor(log: LogName, ms: number) {
    super(`publishing ${log} was not acknowledged within ${ms} ms`);
    this.name = 'PublishTimeoutError';
  }
}

/** The end of a topic was not read in time. */
export class LookTimeoutError extends Error {
  constructor(log: LogName, ms: number) {
    super(`the last events of ${log} were not read from its topic within ${ms} ms`);
    this.name = 'LookTimeoutError';
  }
}

/**
 * Publishes with an idempotent producer, acknowledged by all in-sync replicas, one send at a time. After any failure the
 * producer is thrown away: a new one has a new id, so a batch cut differently cannot collide with the sequence numbers of
 * the old one (which the broker would refuse for ever). What the old one may still deliver is a repetition.
 */
export class KafkaPublisher implements EventPublisher {
  readonly longestPublishMs: number;
  private producer: Producer | undefined;
  private sending: Promise<void> = Promise.resolve();
  /** Producers that failed, until their last attempt has settled and their connections are given back. */
  private readonly discarded = new Set<Promise<void>>();
  /** Raised by a failure and by the end: a send of before that still looks at its topic must not make a producer any more. */
  private epoch = 0;
  private closed = false;

  constructor(
    private readonly options: KafkaOptions,
    longestPublishMs = LONGEST_PUBLISH_MS,
  ) {
    this.longestPublishMs = longestPublishMs;
  }

  async publish(log: LogName, events: readonly StoredEvent[]): Promise<void> {
    if (this.closed) throw new Error('the publisher is closed');
    const until = performance.now() + this.longestPublishMs;
    try {
      for (const messages of chunksOf(events.map((event) => encodeEvent(log, event)))) {
        this.sending = this.send(log, messages);
        await this.within(until, this.sending, () => new PublishTimeoutError(log, this.longestPublishMs));
      }
    } catch (error) {
      this.discard();
      throw error;
    }
  }

  async lastEvents(log: LogName): Promise<readonly LastEvent[]> {
    if (this.closed) throw new Error('the publisher is closed');
    const until = performance.now() + this.longestPublishMs;
    try {
      return await this.within(until, this.look(log), () => new LookTimeoutError(log, this.longestPublishMs));
    } catch (error) {
      this.discard();
      throw error;
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    this.discard();
    await Promise.all(this.discarded);
  }

  private async send(log: LogName, messages: Message[]): Promise<void> {
    const producer = this.producer ?? (await this.fresh(log));
    // Connecting a connected producer asks for nothing.
    await producer.connect();
    failPoint('publisher.before-send');
    await producer.send({ topic: topicOf(this.options, log), messages, acks: -1, timeout: REQUEST_TIMEOUT_MS });
    failPoint('publisher.after-send');
  }

  /** Makes the producer too: it looks at how the topic is set, which then need not be asked again by the first send. */
  private async look(log: LogName): Promise<readonly LastEvent[]> {
    if (this.producer === undefined) await this.fresh(log);
    return lastEventsOf(this.options, log, REQUEST_TIMEOUT_MS);
  }

  /** A producer, once the topic is as it must be. @throws where nobody waits for the send any more */
  private async fresh(log: LogName): Promise<Producer> {
    const { epoch } = this;
    await checkTopics(this.options, [log]);
    if (epoch !== this.epoch) throw new Error(`publishing ${log} was given up while its topic was looked at`);
    this.producer = kafkaOf(this.options, REQUEST_TIMEOUT_MS).producer({
      idempotent: true,
      maxInFlightRequests: 1,
      metadataMaxAge: METADATA_AGE_MS,
      allowAutoTopicCreation: false,
      createPartitioner: () => partitionerFor(this.options.partitions),
    });
    return this.producer;
  }

  private async within<Result>(until: number, work: Promise<Result>, error: () => Error): Promise<Result> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(error()), Math.max(0, until - performance.now()));
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** A send that goes on connects again by itself, so its producer is taken down only when the last attempt is over. */
  private discard(): void {
    const { producer, sending } = this;
    this.producer = undefined;
    this.epoch += 1;
    if (producer === undefined) return;
    const gone = sending
      .catch(() => undefined)
      .then(() => producer.disconnect())
      .catch((error: unknown) => this.options.logger.debug({ err: error }, 'a failed producer did not disconnect'))
      .finally(() => this.discarded.delete(gone));
    this.discarded.add(gone);
  }
}

/** As Kafka's own clients place keys. A topic that has grown would give streams a second partition, and lose their order. */
function partitionerFor(partitions: number): ReturnType<ICustomPartitioner> {
  const place = kafkajs.Partitioners.DefaultPartitioner();
  return (args) => {
    const found = args.partitionMetadata.length;
    if (found !== partitions)
      throw TopicError.differs([{ topic: args.topic, what: 'partitions', wanted: String(partitions), found: String(found) }]);
    return place(args);
  };
}

function chunksOf(messages: readonly WireMessage[]): Message[][] {
  const chunks: Message[][] = [];
  let chunk: Message[] = [];
  let bytes = 0;
  for (const { key, value, headers } of messages) {
    const size = (key?.length ?? 0) + (value?.length ?? 0) + RECORD_OVERHEAD;
    if (chunk.length > 0 && bytes + size > MOST_BYTES) {
      chunks.push(chunk);
      chunk = [];
      bytes = 0;
    }
    chunk.push({ key, value, headers });
    bytes += size;
  }
  if (chunk.length > 0) chunks.push(chunk);
  return chunks;
}
