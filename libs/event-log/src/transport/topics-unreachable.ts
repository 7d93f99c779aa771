/** No broker answers, or none lets this process in; the message says where, why and what to do. A new attempt may succeed. */
export class TopicsUnreachableError extends Error {
  readonly code = 'TOPIC.UNREACHABLE';

  /** @param brokers `host:port` of those that were tried @param cause what the client said; its message holds nothing secret */
  constructor(brokers: readonly string[], cause: Error) {
    const reason = cause.message;
    super(
      `TOPIC.UNREACHABLE ${brokers.join(', ')}: 连接不上 Kafka（${reason}）。请检查服务器是否运行、BANGFU_KAFKA_* 是否正确，然后重试。` +
        ` / Kafka cannot be reached (${reason}). See that the server runs and that BANGFU_KAFKA_* are right, then try again.`,
      { cause },
    );
    this.name = 'TopicsUnreachableError';
  }
}
