import { checkTopics, createTopics, TopicError } from '#event-log';
import { sharedServers, type SharedServers } from '../support/servers.js';
import { kafkaOptions } from '../support/topics-ledger.js';

describe('topics', () => {
  let servers: SharedServers<'kafka'>;

  beforeAll(async () => {
    servers = await sharedServers(['kafka']);
  });

  afterAll(() => servers.release());

  test('are created once, kept for ever, and accepted as they were created', async () => {
    const kafka = kafkaOptions(servers.kafka.brokers);
    expect(await createTopics(kafka, ['directory', 'purchases'])).toEqual([
      `${kafka.topicPrefix}.directory.events`,
      `${kafka.topicPrefix}.purchases.events`,
    ]);
    expect(await createTopics(kafka, ['directory', 'purchases'])).toEqual([]);
    await expect(checkTopics(kafka, ['directory', 'purchases'])).resolves.toBeUndefined();
  });

  test('that are missing or differ are refused, all differences at once, in Chinese and English', async () => {
    const kafka = kafkaOptions(servers.kafka.brokers);
    await createTopics({ ...kafka, partitions: 2 }, ['directory']);
    await expect(checkTopics(kafka, ['directory', 'projects'])).rejects.toThrow(
      `TOPIC.MISSING ${kafka.topicPrefix}.projects.events: 主题不存在。请先运行 npm run bangfu -- topics create。`,
    );
    const refused = checkTopics({ ...kafka, minInsyncReplicas: 2 }, ['directory']);
    await expect(refused).rejects.toBeInstanceOf(TopicError);
    await expect(refused).rejects.toThrow(`${kafka.topicPrefix}.directory.events: partitions 应为 4，实为 2 / should be 4, is 2`);
    await expect(refused).rejects.toThrow('min.insync.replicas 应为 2，实为 1 / should be 2, is 1');
  });
});
