import type { LogName } from '#contracts';
import type { PartitionRef } from '../transport/wire-event.js';
import { topicOf, type KafkaOptions } from './kafka-connection.js';

/** The topics of some logs, under the names that the broker knows them by. */
export class SubscribedTopics {
  private readonly logs: ReadonlyMap<string, LogName>;

  constructor(
    private readonly options: KafkaOptions,
    logs: readonly LogName[],
  ) {
    this.logs = new Map(logs.map((log) => [topicOf(options, log), log]));
  }

  get names(): string[] {
    return [...this.logs.keys()];
  }

  /** @returns `undefined` for a topic of somebody else */
  logOf(topic: string): LogName | undefined {
    return this.logs.get(topic);
  }

  /** What a group has assigned, by log. */
  refsOf(assignment: Readonly<Record<string, number[]>>): PartitionRef[] {
    return Object.entries(assignment).flatMap(([topic, numbers]) => {
      const log = this.logs.get(topic);
      return log === undefined ? [] : numbers.map((partition) => ({ log, partition }));
    });
  }

  /** Some partitions as kafkajs takes them: every topic once, also where none of it is meant. */
  grouped(partitions: readonly PartitionRef[]): { topic: string; partitions: number[] }[] {
    return [...this.logs.values()].map((log) => ({
      topic: topicOf(this.options, log),
      partitions: partitions.filter((known) => known.log === log).map(({ partition }) => partition),
    }));
  }
}
