import type { LogName } from '#contracts';
import { Rest } from '../loop/rest.js';
import type { StoredEvent } from '../store/stored-event.js';
import type { EventPublisher } from '../transport/event-publisher.js';
import { type LastEvent, lastEventOf } from '../transport/last-event.js';
import type { DeliveryHandler, EventSubscriber, PartitionOffset, SubscriberEnded } from '../transport/event-subscriber.js';
import { encodeEvent, type PartitionRef, type PlacedMessage, type WireMessage } from '../transport/wire-event.js';

/** Messages handed over at once. */
const MOST_DELIVERED = 100;

/** Topics in memory, with groups that share their partitions: the transport of the simulator, where time and faults are ours. */
export class MemoryTopics {
  private readonly lying = new Map<string, PlacedMessage[]>();
  private readonly groups = new Map<string, Set<MemorySubscriber>>();

  constructor(readonly partitions: number) {}

  publisher(): EventPublisher {
    return new MemoryPublisher(this);
  }

  subscriber(group: string, logs: readonly LogName[], report: (error: unknown) => void): EventSubscriber {
    return new MemorySubscriber(this, group, logs, report);
  }

  /** Puts any message at the end of a partition: what a broken or hostile publisher might send. */
  put(at: PartitionRef, message: WireMessage): void {
    const messages = this.messages(at);
    messages.push({ ...message, offset: messages.length, timestamp: Date.now() });
    for (const members of this.groups.values()) for (const member of members) member.wake();
  }

  /** Streams stay in their partition. */
  partitionOf(log: LogName, key: string): PartitionRef {
    let hash = 0;
    for (const letter of key) hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
    return { log, partition: hash % this.partitions };
  }

  messages({ log, partition }: PartitionRef): PlacedMessage[] {
    const name = `${log}/${partition}`;
    const known = this.lying.get(name);
    if (known !== undefined) return known;
    const fresh: PlacedMessage[] = [];
    this.lying.set(name, fresh);
    return fresh;
  }

  join(group: string, member: MemorySubscriber): void {
    this.groups.set(group, (this.groups.get(group) ?? new Set()).add(member));
    this.share(group);
  }

  leave(group: string, member: MemorySubscriber): void {
    this.groups.get(group)?.delete(member);
    this.share(group);
  }

  private share(group: string): void {
    const members = [...(this.groups.get(group) ?? [])];
    members.forEach((member, index) => {
      const numbers = Array.from({ length: this.partitions }, (_, partition) => partition);
      const own = numbers.filter((partition) => partition % members.length === index);
      member.assign(member.logs.flatMap((log) => own.map((partition) => ({ log, partition }))));
    });
  }
}

class MemoryPublisher implements EventPublisher {
  readonly longestPublishMs = 1_000;
  private closed = false;

  constructor(private readonly topics: MemoryTopics) {}

  publish(log: LogName, events: readonly StoredEvent[]): Promise<void> {
    if (this.closed) return Promise.reject(new Error('the publisher is closed'));
    for (const event of events) this.topics.put(this.topics.partitionOf(log, event.stream_id), encodeEvent(log, event));
    return Promise.resolve();
  }

  lastEvents(log: LogName): Promise<readonly LastEvent[]> {
    if (this.closed) return Promise.reject(new Error('the publisher is closed'));
    const ends = Array.from({ length: this.topics.partitions }, (_, partition) => {
      const at = { log, partition };
      return lastEventOf(`memory.${log}.events`, at, this.topics.messages(at));
    });
    return Promise.resolve(ends.filter((last) => last !== undefined));
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }
}

class MemorySubscriber implements EventSubscriber {
  private handler: DeliveryHandler | undefined;
  private partitions: readonly PartitionRef[] = [];
  private epoch = 0;
  private closed = false;
  private asked = performance.now();
  private readonly rest = new Rest();
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly topics: MemoryTopics,
    private readonly group: string,
    readonly logs: readonly LogName[],
    private readonly report: (error: unknown) => void,
  ) {}

  get idleMs(): number {
    return performance.now() - this.asked;
  }

  start(handler: DeliveryHandler, _ended: SubscriberEnded): void {
    this.handler = handler;
    this.topics.join(this.group, this);
  }

  wake(): void {
    this.rest.wake();
  }

  rewind(): void {
    if (!this.closed) this.assign(this.partitions);
  }

  hint(): void {
    // Nobody looks at a group in memory.
  }

  remaining(offsets: readonly PartitionOffset[]): Promise<readonly number[]> {
    return Promise.resolve(offsets.map((at) => this.topics.messages(at).length - at.offset));
  }

  async close(): Promise<void> {
    this.closed = true;
    this.epoch += 1;
    this.topics.leave(this.group, this);
    this.wake();
    await Promise.all(this.running);
  }

  assign(partitions: readonly PartitionRef[]): void {
    this.partitions = partitions;
    this.epoch += 1;
    this.wake();
    const run = this.run(this.epoch).finally(() => this.running.delete(run));
    this.running.add(run);
  }

  private async run(epoch: number): Promise<void> {
    while (epoch === this.epoch && !this.closed) {
      try {
        const offsets = await this.handler?.assigned(this.partitions);
        await this.read(epoch, [...(offsets ?? [])]);
      } catch (error) {
        this.report(error);
        await this.rest.pause(10);
      }
    }
  }

  private async read(epoch: number, offsets: PartitionOffset[]): Promise<void> {
    while (epoch === this.epoch) {
      this.asked = performance.now();
      let delivered = false;
      for (const [index, at] of offsets.entries()) {
        const messages = this.topics.messages(at).slice(at.offset, at.offset + MOST_DELIVERED);
        if (messages.length === 0 || epoch !== this.epoch) continue;
        await this.handler?.deliver({ log: at.log, partition: at.partition, messages });
        offsets[index] = { ...at, offset: at.offset + messages.length };
        delivered = true;
      }
      if (!delivered && epoch === this.epoch) await this.rest.pause(100);
    }
  }
}
