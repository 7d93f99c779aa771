import type { LogName } from '#contracts';

/** Messages that are known to be in the topics did not come. */
export class TopicsSilentError extends Error {
  constructor(logs: readonly LogName[], ms: number) {
    super(
      `TOPIC.SILENT ${logs.join(', ')}: ${ms / 1000} 秒内没有收到消息，请检查 Kafka 后重试；现有数据未改动。` +
        ` / No message came within ${ms / 1000} s. Look at Kafka and try again; the live rows are as they were.`,
    );
    this.name = 'TopicsSilentError';
  }
}
