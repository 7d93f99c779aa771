import { startServers, type StartedServers } from '../../scripts/servers/index.mjs';
import { namesProjection } from '../../libs/event-log/src/testing/names-projection.js';
import { eventually } from '../support/eventually.js';
import { name, namesGiven, namesRows, SERVICE_STEPS, TopicsLedger } from '../support/topics-ledger.js';

/** Where the broker keeps what groups have read; one broker alone can never lay it with three replicas. */
const GROUPS_TOPIC = '__consumer_offsets';

describe('a broker that has no coordinator for a group', () => {
  let servers: StartedServers;
  let topics: TopicsLedger;

  beforeAll(async () => {
    servers = await startServers(['kafka'], { extra: { kafka: ['offsets.topic.replication.factor=3'] } });
    topics = await TopicsLedger.create(servers.kafka?.brokers ?? []);
  });

  afterAll(async () => {
    await topics.end();
    await servers.stop();
  });

  test('is waited for by a reader, which says so and reads as soon as there is one', async () => {
    const own = await topics.sqlite('service', SERVICE_STEPS);
    const rows = await topics.sqlite('reader');
    topics.atEnd(() => Promise.all([own.close(), rows.close()]));
    const service = await topics.service(own);
    const reader = await topics.reader(rows, namesProjection());
    const position = await name(service, 'c-1', 'unit-1', '名');
    await eventually('the reader says what it lacks', () => topics.faults.some((fault) => fault.includes('group coordinator')), 60_000);
    await topics.asOperator((admin) => admin.createTopics({ topics: [{ topic: GROUPS_TOPIC, numPartitions: 4, replicationFactor: 1 }] }));
    await reader.host.waitFor(['names'], [{ log: 'directory', position }], 60_000);
    expect(namesGiven(await namesRows(rows))).toBe(1);
    expect(topics.ends).toEqual([]);
  });
});
