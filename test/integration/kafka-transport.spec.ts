import { createTopics, type KafkaOptions, KafkaPublisher, KafkaSubscriber } from '#event-log';
import { TRANSPORT_RULES } from '../../libs/event-log/src/testing/transport.contract.js';
import { sharedServers, type SharedServers } from '../support/servers.js';
import { freshWord, kafkaOptions } from '../support/topics-ledger.js';

describe('transport on Kafka', () => {
  let servers: SharedServers<'kafka'>;
  let kafka: KafkaOptions;

  beforeAll(async () => {
    servers = await sharedServers(['kafka']);
  });

  afterAll(() => servers.release());

  beforeEach(async () => {
    kafka = kafkaOptions(servers.kafka.brokers);
    await createTopics(kafka, ['directory']);
  });

  describe.each([
    ['as messages come', undefined],
    ['40 ms apart', 40],
  ])('read %s', (_pace, readEveryMs) => {
    test.each(TRANSPORT_RULES)('%s', (_sentence, proof) => {
      const word = freshWord();
      return proof({
        publisher: () => new KafkaPublisher(kafka),
        subscriber: (group, logs, report) => new KafkaSubscriber({ ...kafka, group: `${word}-${group}`, logs, readEveryMs, report }),
      });
    });
  });
});
