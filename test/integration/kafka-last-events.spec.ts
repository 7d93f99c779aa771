import { type KafkaOptions, KafkaPublisher } from '#event-log';
import { series } from '../../libs/event-log/src/testing/transport-scene.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import type { TopicsLedger } from '../support/topics-ledger.js';
import { topicsOfEachTest } from '../support/topics-of-each-test.js';

/** Further back than a publisher looks. */
const MANY = 25;

describe('the end of a topic that others have written to', () => {
  let topics: TopicsLedger;
  let publisher: KafkaPublisher;
  topicsOfEachTest((made) => (topics = made), { partitions: 2 });

  beforeEach(() => {
    publisher = new KafkaPublisher(topics.kafka);
    topics.atEnd(() => publisher.close());
  });

  /** Messages that are no events, each in a batch of its own. */
  async function strange(partition: number, times: number): Promise<void> {
    const producer = topics.stranger.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    for (let time = 0; time < times; time += 1) {
      await producer.send({ topic: topics.topic, messages: [{ key: 'unit-1', value: '{"id":', partition }] });
    }
    await producer.disconnect();
  }

  test('is its last event, before what is none; a partition that ends in very many of those is left out', async () => {
    await publisher.publish('directory', series(1, 40));
    const before = await publisher.lastEvents('directory');
    expect(before.map(({ topic, partition }) => [topic, partition])).toEqual([
      [topics.topic, 0],
      [topics.topic, 1],
    ]);
    await strange(0, 3);
    await strange(1, MANY);
    expect(await publisher.lastEvents('directory')).toEqual(before.slice(0, 1));
  });

  test('is read within the time that a publish has, or not at all, and the next attempt finds it', async () => {
    const [host = '', port = ''] = topics.kafka.brokers[0]?.split(':') ?? [];
    const line = await TcpProxy.listen({ host, port: Number(port) });
    topics.atEnd(() => line.stop());
    const kafka: KafkaOptions = { ...topics.kafka, brokers: [`127.0.0.1:${line.port}`] };
    const hasty = new KafkaPublisher(kafka, 300);
    topics.atEnd(() => hasty.close());
    line.stall();
    await expect(hasty.lastEvents('directory')).rejects.toThrow('the last events of directory were not read from its topic within 300 ms');
    await line.restore();
    const patient = new KafkaPublisher(kafka);
    topics.atEnd(() => patient.close());
    expect(await patient.lastEvents('directory')).toEqual([]);
  });

  test('of a topic that is missing is told as by a publish: what to do, not that a broker is away', async () => {
    await topics.asOperator((admin) => admin.deleteTopics({ topics: [topics.topic] }));
    await expect(publisher.lastEvents('directory')).rejects.toThrow(/^TOPIC\.MISSING /);
  });
});
