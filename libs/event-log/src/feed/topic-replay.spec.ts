import type { DeliveryHandler, EventSubscriber, PartitionOffset } from '../transport/event-subscriber.js';
import type { PartitionRef } from '../transport/wire-event.js';
import { TopicReplay } from './topic-replay.js';
import { TopicsSilentError } from './topics-silent.js';

/** A broker that has messages and never sends them; with `assigns` false it does not even share out partitions. */
class SilentSubscriber implements EventSubscriber {
  readonly idleMs = 0;

  constructor(private readonly assigns: boolean) {}

  start(handler: DeliveryHandler): void {
    const all = [0, 1].map((partition): PartitionRef => ({ log: 'purchases', partition }));
    if (this.assigns) void handler.assigned(all);
  }

  remaining(offsets: readonly PartitionOffset[]): Promise<readonly number[]> {
    return Promise.resolve(offsets.map(() => 7));
  }

  rewind(): void {
    // Nothing was delivered that could be forgotten.
  }

  hint(): void {
    // Nobody looks at it.
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

describe('a replay of topics', () => {
  const replay = (assigns: boolean): TopicReplay =>
    new TopicReplay({ logs: ['purchases'], partitions: 2, subscriber: new SilentSubscriber(assigns), patienceMs: 20 });

  test('ends where messages are known to be there and none comes, and says in both languages which log, how long and what to do', async () => {
    const silent = replay(true);
    expect(await silent.behind()).toBe(14);
    const error = await silent.next(10).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(TopicsSilentError);
    expect(String(error)).toMatch(
      /TOPIC\.SILENT purchases: 0\.02 秒内没有收到消息，请检查 Kafka 后重试；现有数据未改动。 \/ No message came within 0\.02 s\. Look at Kafka/,
    );
    await silent.close();
  });

  test('ends where the broker shares out no partitions', async () => {
    const silent = replay(false);
    await expect(silent.behind()).rejects.toThrow('TOPIC.SILENT purchases');
    await silent.close();
  });
});
