import type { DeliveryHandler, EventSubscriber, PartitionOffset, PartitionRef } from '#event-log';
import type { MemoryTopics } from '../../../libs/event-log/src/testing/memory-topics.js';
import type { Chance } from './chance.js';

/** Messages handed over at once, at most. */
const MOST_DELIVERED = 6;

/**
 * One member of a group, moved by the simulator: it is told its partitions when the simulator says so, and never when it
 * does not, so a member that was left out goes on as a zombie with what it had.
 */
export class Member implements EventSubscriber {
  readonly idleMs = 0;
  private handler: DeliveryHandler | undefined;
  private partitions: readonly PartitionRef[] = [];
  private offsets: PartitionOffset[] = [];
  private positioned = false;
  /** Counts assignments: what was asked for under an older one is dropped. */
  private epoch = 0;

  constructor(
    private readonly topics: MemoryTopics,
    private readonly chance: Chance,
  ) {}

  start(handler: DeliveryHandler): void {
    this.handler = handler;
  }

  rewind(): void {
    this.epoch += 1;
    this.positioned = false;
  }

  hint(): void {
    // Nobody looks at a group in memory.
  }

  remaining(offsets: readonly PartitionOffset[]): Promise<readonly number[]> {
    return Promise.resolve(offsets.map((at) => this.topics.messages(at).length - at.offset));
  }

  close(): Promise<void> {
    this.rewind();
    this.handler = undefined;
    return Promise.resolve();
  }

  /** What a rebalance says to those who hear of it. */
  assign(partitions: readonly PartitionRef[]): void {
    this.partitions = partitions;
    this.rewind();
  }

  /** Asks where to begin, as after every assignment and rewind. @throws what the database says */
  async position(): Promise<void> {
    if (this.positioned || this.handler === undefined) return;
    const { epoch } = this;
    const offsets = await this.handler.assigned(this.partitions);
    if (epoch !== this.epoch) return;
    this.offsets = [...offsets];
    this.positioned = true;
  }

  /** Hands over what lies in one partition, or loses it on the way. @returns false where there is nothing in any */
  async deliver(lossPercent: number): Promise<boolean> {
    if (!this.positioned) return true;
    const waiting = this.offsets.filter((at) => this.topics.messages(at).length > at.offset);
    if (waiting.length === 0) return false;
    const at = this.chance.pick(waiting);
    const messages = this.topics.messages(at).slice(at.offset, at.offset + 1 + this.chance.upTo(MOST_DELIVERED - 1));
    this.offsets = this.offsets.map((known) => (known === at ? { ...at, offset: at.offset + messages.length } : known));
    if (!this.chance.percent(lossPercent)) await this.handler?.deliver({ log: at.log, partition: at.partition, messages });
    return true;
  }
}
