import type { Consumer, ConsumerCrashEvent, ConsumerGroupJoinEvent, EachBatchPayload } from 'kafkajs';
import type { LogName } from '#contracts';
import { Turns } from '#persistence';
import { failPoint } from '#platform';
import { atMost, Rest } from '../loop/rest.js';
import type { Delivery, DeliveryHandler, EventSubscriber, PartitionOffset, SubscriberEnded } from '../transport/event-subscriber.js';
import { TopicError } from '../transport/topic-error.js';
import type { PartitionRef } from '../transport/wire-event.js';
import { FetchPace } from './fetch-pace.js';
import { groupConsumer } from './group-consumer.js';
import { topicOf, type KafkaOptions } from './kafka-connection.js';
import { isNormal, mayPass } from './kafka-logger.js';
import { keepAlive } from './keep-alive.js';
import { LastRead } from './last-read.js';
import { OffsetHint } from './offset-hint.js';
import { placed } from './placed.js';
import { SubscribedTopics } from './subscribed-topics.js';
import { TopicOffsets } from './topic-offsets.js';
import { checkTopics, refuseMorePartitions } from './topics.js';

/** How a process reads topics as a member of a group. */
export interface KafkaSubscriberOptions extends KafkaOptions {
  /** Members with the same group share the partitions: one group per projection and version. */
  readonly group: string;
  readonly logs: readonly LogName[];
  /** At least so long between two questions to the broker, ms; absent = it is asked again at once. */
  readonly readEveryMs?: number | undefined;
  /** Told of every fault that is retried. */
  readonly report: (error: unknown) => void;
}

/** A broker that says nothing would hold a stop up for 20 s, longer than a supervisor may wait for all of it. */
const LONGEST_LEAVE_MS = 5_000;
/** A broker that is back is found within this. */
const LONGEST_BACKOFF_MS = 1_000;

/**
 * Our own small consumer on kafkajs `eachBatch`. Offsets come from the handler at every assignment, never from the broker;
 * the broker's are a hint. A crashed consumer is thrown away and built anew where the fault may pass, else the process is
 * told to end. Nothing a handler throws reaches kafkajs, which would stop for ever on a TypeError (trap 1).
 */
export class KafkaSubscriber implements EventSubscriber {
  private readonly topics: SubscribedTopics;
  private readonly offsets: TopicOffsets;
  private readonly lastRead = new LastRead();
  private consumer: Consumer | undefined;
  private handler: DeliveryHandler | undefined;
  private ended: SubscriberEnded | undefined;
  private partitions: readonly PartitionRef[] = [];
  /** Counts assignments and rewinds: what belongs to an older one is dropped. */
  private epoch = 0;
  private positioned = false;
  private closed = false;
  private connecting: Promise<void> = Promise.resolve();
  private lastTurn = performance.now();
  private readonly hints: OffsetHint;
  private readonly rest = new Rest();
  private readonly pace: FetchPace;
  /** Of one assignment: its deliveries come one after the other. */
  private deliveries = new Turns();

  constructor(private readonly options: KafkaSubscriberOptions) {
    this.topics = new SubscribedTopics(options, options.logs);
    this.offsets = new TopicOffsets(options);
    this.hints = new OffsetHint(options, () => this.consumer);
    this.pace = new FetchPace(options.readEveryMs ?? 0);
  }

  get idleMs(): number {
    return performance.now() - this.lastTurn;
  }

  start(handler: DeliveryHandler, ended: SubscriberEnded): void {
    this.handler = handler;
    this.ended = ended;
    this.connecting = this.connectUntilThere();
  }

  rewind(): void {
    if (this.consumer === undefined || this.closed) return;
    this.assign(this.partitions);
  }

  hint(offsets: readonly PartitionOffset[]): void {
    this.hints.say(offsets);
  }

  remaining(offsets: readonly PartitionOffset[]): Promise<readonly number[]> {
    return this.offsets.behind(offsets);
  }

  /** Waits for no handler, and for a broker that does not answer only so long; its connections then end by themselves. */
  async close(): Promise<void> {
    this.closed = true;
    this.epoch += 1;
    this.hints.stop();
    this.rest.wake();
    const { logger } = this.options;
    const left = this.leave().catch((error: unknown) => logger.debug({ err: error }, 'the consumer did not leave in order'));
    await atMost(LONGEST_LEAVE_MS, left);
  }

  private async leave(): Promise<void> {
    await this.connecting;
    await this.consumer?.disconnect();
    this.consumer = undefined;
    await this.offsets.close();
  }

  private connectUntilThere(): Promise<void> {
    const wanted = (): boolean => !this.closed;
    return this.untilDone(100, wanted, async () => {
      await checkTopics(this.options, this.options.logs);
      await this.connect();
    });
  }

  /** Attempts until one succeeds or it is no longer wanted, with backoff; topics that differ end the subscriber. */
  private async untilDone(firstPauseMs: number, wanted: () => boolean, attempt: () => Promise<void>): Promise<void> {
    let backoffMs = firstPauseMs;
    while (wanted()) {
      try {
        await attempt();
        return;
      } catch (error) {
        if (error instanceof TopicError) {
          this.end(error);
          return;
        }
        this.options.report(error);
        await this.rest.pause(backoffMs);
        backoffMs = Math.min(2 * backoffMs, LONGEST_BACKOFF_MS);
      }
    }
  }

  private async connect(): Promise<void> {
    const consumer = groupConsumer(this.options, this.options.group);
    consumer.on(consumer.events.GROUP_JOIN, (event) => this.joined(event));
    consumer.on(consumer.events.CRASH, (event) => this.crashed(consumer, event));
    consumer.on(consumer.events.FETCH_START, () => {
      this.lastTurn = performance.now();
    });
    consumer.on(consumer.events.FETCH, () => this.pace.answered());
    try {
      await consumer.connect();
      // Without `fromBeginning` an offset that is not there would mean "from the end" (trap 10).
      await consumer.subscribe({ topics: this.topics.names, fromBeginning: true });
      this.consumer = consumer;
      // All parts of an answer are taken up at once: none waits for the rest that another has before the next question.
      const partitionsConsumedConcurrently = this.pace.isSet ? this.options.logs.length * this.options.partitions : 1;
      const eachBatch = (batch: EachBatchPayload): Promise<void> => this.eachBatch(batch);
      await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently, eachBatch });
    } catch (error) {
      await consumer.disconnect();
      throw error;
    }
  }

  private joined({ payload }: ConsumerGroupJoinEvent): void {
    failPoint('subscriber.after-join');
    this.assign(this.topics.refsOf(payload.memberAssignment));
  }

  /** Nothing is read until the handler has said where to begin: what kafkajs would begin with is the broker's offset. */
  private assign(partitions: readonly PartitionRef[]): void {
    this.epoch += 1;
    this.deliveries = new Turns();
    this.positioned = false;
    this.partitions = partitions;
    this.consumer?.pause(this.topics.grouped(partitions));
    void this.position(this.epoch);
  }

  private position(epoch: number): Promise<void> {
    const wanted = (): boolean => !this.closed && epoch === this.epoch;
    return this.untilDone(50, wanted, async () => {
      refuseMorePartitions(this.options, this.partitions);
      const offsets = (await this.handler?.assigned(this.partitions)) ?? [];
      const lows = await this.offsets.check(offsets);
      failPoint('subscriber.before-seek');
      if (epoch === this.epoch) this.seek(offsets.map((at, index) => ({ ...at, offset: this.lastRead.beginAt(at, lows[index] ?? 0) })));
    });
  }

  private seek(offsets: readonly PartitionOffset[]): void {
    for (const { log, partition, offset } of offsets) {
      this.consumer?.seek({ topic: topicOf(this.options, log), partition, offset: String(offset) });
    }
    this.positioned = true;
    this.consumer?.resume(this.topics.grouped(this.partitions));
  }

  private async eachBatch(given: EachBatchPayload): Promise<void> {
    const { batch } = given;
    const log = this.topics.logOf(batch.topic);
    // After a stop, a seek or a rejoin kafkajs still delivers what it had fetched (trap 15).
    if (log === undefined || this.closed || !this.positioned || !given.isRunning() || given.isStale()) return;
    const { epoch } = this;
    const at = { log, partition: batch.partition };
    const messages = this.lastRead.withoutIt(at, batch.messages.map(placed));
    if ('found' in messages) {
      this.end(TopicError.madeAnew(batch.topic, batch.partition, messages));
      return;
    }
    const delivered = messages.length === 0 ? Promise.resolve(true) : this.deliveries.take(() => this.deliver({ ...at, messages }, epoch));
    const isOver = (): boolean => this.closed;
    await keepAlive(delivered, () => given.heartbeat(), isOver);
    if (epoch !== this.epoch || given.isStale()) return;
    if (await delivered) given.resolveOffset(batch.lastOffset());
    if (this.pace.restMs > 0) await this.rest.pause(this.pace.restMs);
  }

  /** @returns false where it belongs to the past, or the handler broke its promise not to throw */
  private async deliver(delivery: Delivery, epoch: number): Promise<boolean> {
    if (epoch !== this.epoch) return false;
    try {
      await this.handler?.deliver(delivery);
      return true;
    } catch (error) {
      this.options.report(error);
      await this.rest.pause(1_000);
      this.rewind();
      return false;
    }
  }

  private crashed(consumer: Consumer, { payload: { error } }: ConsumerCrashEvent): void {
    if (this.closed || consumer !== this.consumer) return;
    this.epoch += 1;
    this.positioned = false;
    this.consumer = undefined;
    if (!mayPass(error)) {
      this.end(error);
      return;
    }
    if (isNormal(error)) this.options.logger.debug({ err: error }, 'the consumer begins anew');
    else this.options.report(error);
    this.connecting = this.connectUntilThere();
  }

  private end(error: Error): void {
    const { ended } = this;
    this.ended = undefined;
    this.epoch += 1;
    ended?.(error);
  }
}
