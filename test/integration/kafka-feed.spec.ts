import { sharedServers, type SharedServers } from '../support/servers.js';
import { NamesOracle, namesProjection } from '../support/names-projection.js';
import { name, namesRows, SERVICE_STEPS, TopicsLedger } from '../support/topics-ledger.js';

describe('from a commit to rows in another process, through Kafka', () => {
  let servers: SharedServers<'kafka'>;
  let topics: TopicsLedger;

  beforeAll(async () => {
    servers = await sharedServers(['kafka']);
  });

  afterAll(() => servers.release());

  beforeEach(async () => {
    topics = await TopicsLedger.create(servers.kafka.brokers);
  });

  afterEach(() => topics.end());

  test('what a service accepted becomes rows of a projection in another database, each event once', async () => {
    const [own, other] = [await topics.sqlite('service', SERVICE_STEPS), await topics.sqlite('reader')];
    topics.atEnd(() => own.close());
    topics.atEnd(() => other.close());
    const service = await topics.service(own);
    const reader = await topics.reader(other, namesProjection());
    const oracle = new NamesOracle();
    let last = 0;
    for (let index = 0; index < 200; index += 1) {
      const [stream, text] = [`unit-${index % 17}`, `名${'长'.repeat(index % 5)}${index}`];
      last = await name(service, `c-${index}`, stream, text);
      oracle.accept(stream, text);
    }
    expect(await reader.host.waitFor(['names'], [{ log: 'directory', position: last }], 30_000)).toBe(0);
    expect(await namesRows(other)).toEqual(oracle.sorted());
    expect(reader.host.states()).toMatchObject([{ projection: 'names', parked: 0, positions: new Map([['directory', 200]]) }]);
    expect(topics.faults).toEqual([]);
  });
});
