import type { Consumer } from 'kafkajs';
import type { PartitionOffset } from '../transport/event-subscriber.js';
import { topicOf, type KafkaOptions } from './kafka-connection.js';

const HINT_EVERY_MS = 5_000;

/** Tells the broker now and then how far a group is: for those who look at it with Kafka's own tools. Nobody reads from there. */
export class OffsetHint {
  private hinted: readonly PartitionOffset[] = [];
  private timer: NodeJS.Timeout | undefined;

  /** @param consumer through whom it is told, where there is one at that moment */
  constructor(
    private readonly options: KafkaOptions,
    private readonly consumer: () => Consumer | undefined,
  ) {}

  /** Tells these offsets, or later ones, within {@link HINT_EVERY_MS}. */
  say(offsets: readonly PartitionOffset[]): void {
    this.hinted = offsets;
    this.timer ??= setTimeout(() => void this.send(), HINT_EVERY_MS);
  }

  /** Tells nothing more. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private async send(): Promise<void> {
    this.timer = undefined;
    const offsets = this.hinted.map(({ log, partition, offset }) => ({
      topic: topicOf(this.options, log),
      partition,
      offset: String(offset),
    }));
    try {
      await this.consumer()?.commitOffsets(offsets);
    } catch (error) {
      // A group that is rebalancing refuses it (trap 5); the next hint says all of it again.
      this.options.logger.debug({ err: error }, 'the broker did not take the offsets');
    }
  }
}
