import type { KafkaOptions } from '#event-log';
import { sharedServers, type SharedServers } from './servers.js';
import { TopicsLedger } from './topics-ledger.js';

/** Gives each test of a suite a ledger over topics of its own, on the Kafka of this run. @param give takes it before the test */
export function topicsOfEachTest(give: (topics: TopicsLedger) => void, options?: Partial<KafkaOptions>): void {
  let servers: SharedServers<'kafka'>;
  let topics: TopicsLedger;

  beforeAll(async () => {
    servers = await sharedServers(['kafka']);
  });

  afterAll(() => servers.release());

  beforeEach(async () => {
    topics = await TopicsLedger.create(servers.kafka.brokers, options);
    give(topics);
  });

  afterEach(() => topics.end());
}
