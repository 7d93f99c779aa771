import kafkajs from 'kafkajs';
import { createTopics, type KafkaOptions, KafkaPublisher } from '#event-log';
import { series } from '../../libs/event-log/src/testing/transport-scene.js';
import { eventually } from '../support/eventually.js';
import { sharedServers, type SharedServers } from '../support/servers.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { kafkaOptions } from '../support/topics-ledger.js';

/** Long enough to have begun to look at a topic, and shorter than the broker's silence. */
const SHORT_PUBLISH_MS = 300;

describe('a publisher that looks at its topic on a line that stands still', () => {
  let servers: SharedServers<'kafka'>;
  let line: TcpProxy;
  let kafka: KafkaOptions;

  beforeAll(async () => {
    servers = await sharedServers(['kafka']);
  });

  afterAll(() => servers.release());

  beforeEach(async () => {
    const direct = kafkaOptions(servers.kafka.brokers);
    await createTopics(direct, ['directory']);
    const [host = '', port = ''] = servers.kafka.brokers[0]?.split(':') ?? [];
    line = await TcpProxy.listen({ host, port: Number(port) });
    // Where a client begins; what it is told of the brokers leads past the line.
    kafka = { ...direct, brokers: [`127.0.0.1:${line.port}`] };
  });

  afterEach(() => line.stop());

  async function published(): Promise<number> {
    const admin = new kafkajs.Kafka({ brokers: [...servers.kafka.brokers], logLevel: kafkajs.logLevel.NOTHING }).admin();
    await admin.connect();
    try {
      const offsets = await admin.fetchTopicOffsets(`${kafka.topicPrefix}.directory.events`);
      return offsets.reduce((sum, { high }) => sum + Number(high), 0);
    } finally {
      await admin.disconnect();
    }
  }

  test('publishes nothing once it is closed, and keeps no connection', async () => {
    const publisher = new KafkaPublisher(kafka);
    line.stall();
    const publishing = publisher.publish('directory', series(1, 1)).catch((error: unknown) => String(error));
    await eventually('it has begun to look', () => line.connections > 0);
    await publisher.close();
    await line.restore();
    expect(await publishing).toContain('given up while its topic was looked at');
    await eventually('the line is free', () => line.connections === 0);
    expect(await published()).toBe(0);
  });

  test('sends once what it gave up there and was asked for again', async () => {
    const publisher = new KafkaPublisher(kafka, SHORT_PUBLISH_MS);
    line.stall();
    await expect(publisher.publish('directory', series(1, 1))).rejects.toThrow('was not acknowledged within');
    await line.restore();
    const patient = new KafkaPublisher(kafka);
    await patient.publish('directory', series(1, 1));
    await patient.close();
    await publisher.close();
    await eventually('the line is free', () => line.connections === 0);
    expect(await published()).toBe(1);
  });
});
