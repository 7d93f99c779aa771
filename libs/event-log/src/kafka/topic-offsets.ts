import type { Admin } from 'kafkajs';
import type { LogName } from '#contracts';
import { TopicError } from '../transport/topic-error.js';
import type { PartitionOffset } from '../transport/event-subscriber.js';
import { kafkaOf, topicOf, type KafkaOptions } from './kafka-connection.js';

interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** Where the partitions of our topics begin and end. */
export class TopicOffsets {
  private admin: Promise<Admin> | undefined;

  constructor(private readonly options: KafkaOptions) {}

  /** How many messages lie behind each of the offsets. */
  async behind(offsets: readonly PartitionOffset[]): Promise<readonly number[]> {
    const bounds = await this.boundsOf(offsets);
    return offsets.map((at) => Math.max(0, (bounds.get(nameOf(at))?.high ?? at.offset) - at.offset));
  }

  /**
   * Refuses offsets that are not in their topic: it was deleted and made anew, or events were removed from it. kafkajs
   * would begin somewhere else and say one line about it.
   * @returns the first offset that there is of each
   * @throws TopicError TOPIC.RESET
   */
  async check(offsets: readonly PartitionOffset[]): Promise<readonly number[]> {
    const bounds = await this.boundsOf(offsets);
    return offsets.map((at) => {
      const found = bounds.get(nameOf(at));
      if (found !== undefined && found.low <= at.offset && at.offset <= found.high) return found.low;
      throw TopicError.reset(topicOf(this.options, at.log), at.partition, at.offset, found);
    });
  }

  async close(): Promise<void> {
    const admin = await this.admin?.catch(() => undefined);
    await admin?.disconnect();
    this.admin = undefined;
  }

  private async boundsOf(offsets: readonly PartitionOffset[]): Promise<Map<string, Bounds>> {
    const bounds = new Map<string, Bounds>();
    for (const log of new Set(offsets.map((at) => at.log))) {
      for (const { partition, low, high } of await this.fetch(log))
        bounds.set(nameOf({ log, partition }), { low: Number(low), high: Number(high) });
    }
    return bounds;
  }

  private async fetch(log: LogName): Promise<{ partition: number; low: string; high: string }[]> {
    this.admin ??= this.connect();
    try {
      return await (await this.admin).fetchTopicOffsets(topicOf(this.options, log));
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  private async connect(): Promise<Admin> {
    const admin = kafkaOf(this.options).admin();
    await admin.connect();
    return admin;
  }
}

function nameOf({ log, partition }: { readonly log: LogName; readonly partition: number }): string {
  return `${log}/${partition}`;
}
