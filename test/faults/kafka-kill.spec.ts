import { join } from 'node:path';
import type { Ledger } from '#event-log';
import type { SqliteDatabase } from '#persistence';
import { NamesOracle } from '../../libs/event-log/src/testing/names-projection.js';
import { ClusterProcess, type Told } from '../support/cluster-process.js';
import { ISOLATING_PLACES } from './places.js';
import { sharedServers, type SharedServers } from '../support/servers.js';
import { eventually } from '../support/eventually.js';
import { name, namesRows, READER_STEPS, SERVICE_STEPS, TopicsLedger } from '../support/topics-ledger.js';

const LEASE_MS = 3_000;
/** A process that is not killed within this has not passed its fail point. */
const LIMIT_MS = 60_000;

describe('a process that is killed', () => {
  let servers: SharedServers<'kafka'>;
  let topics: TopicsLedger;
  let own: SqliteDatabase;
  let rows: SqliteDatabase;
  let service: Ledger;
  let oracle: NamesOracle;

  beforeAll(async () => {
    servers = await sharedServers(['kafka']);
  });

  afterAll(() => servers.release());

  beforeEach(async () => {
    topics = await TopicsLedger.create(servers.kafka.brokers, { partitions: 3 });
    own = await topics.sqlite('service', SERVICE_STEPS);
    rows = await topics.sqlite('reader', READER_STEPS);
    topics.atEnd(() => own.close());
    topics.atEnd(() => rows.close());
    service = await topics.silentService(own);
    oracle = new NamesOracle();
  });

  afterEach(() => topics.end());

  /** Readers of different names join different groups: the group of a dead member lets nobody in before it is missed. */
  function start(role: Told['role'], instance: string, failPoint?: string): ClusterProcess {
    const file = join(topics.folder, role === 'reader' ? 'reader.sqlite' : 'service.sqlite');
    const told = { role, file, instance, leaseMs: LEASE_MS, group: `${topics.kafka.topicPrefix}-${instance}`, kafka: topics.kafka };
    const started = ClusterProcess.start(told, failPoint);
    topics.atEnd(() => started.kill());
    return started;
  }

  async function names(count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      const [stream, text] = [`unit-${oracle.events % 11}`, `名${oracle.events}`];
      await name(service, `c-${oracle.events}`, stream, text);
      oracle.accept(stream, text);
    }
  }

  async function othersAreRight(found: SqliteDatabase): Promise<void> {
    await eventually('all others are there', async () => sum(await namesRows(found).catch(() => [])) >= oracle.events, LIMIT_MS);
    expect(await namesRows(found)).toEqual(oracle.sorted());
    expect(await found.read.all('SELECT log, stream_id FROM parked_event')).toEqual([{ log: 'directory', stream_id: 'unit-broken' }]);
  }

  async function rowsAreRight(): Promise<void> {
    await eventually('all rows are there', async () => sum(await namesRows(rows).catch(() => [])) >= oracle.events, LIMIT_MS);
    expect(await namesRows(rows)).toEqual(oracle.sorted());
    expect(await rows.read.all('SELECT * FROM parked_event')).toEqual([]);
  }

  test.each(ISOLATING_PLACES.filter((place) => place.startsWith('writer.')))(
    'while it takes a batch apart, at %s, parks the one event that breaks a constraint, and counts every other once',
    async (place) => {
      start('relay', 'one');
      await names(10);
      await name(service, 'broken', 'unit-broken', 'twice');
      await names(10);
      const dying = start('reader', 'one', place);
      expect(await dying.end()).toBe('SIGKILL');
      start('reader', 'two');
      await othersAreRight(rows);
    },
  );

  test('while it projects its own log and takes a batch apart, does the same', async () => {
    await names(10);
    await name(service, 'broken', 'unit-broken', 'twice');
    await names(10);
    const dying = start('alone', 'one', 'projection.before-isolated');
    expect(await dying.end()).toBe('SIGKILL');
    start('alone', 'one');
    await othersAreRight(own);
  });

  test('two relays, of which the one that relays is killed again and again, lose nothing and double nothing', async () => {
    start('reader', 'reader');
    let [relaying, waiting] = [start('relay', 'relay-0'), start('relay', 'relay-1')];
    for (let round = 2; round < 5; round += 1) {
      await names(30);
      await eventually('it is relayed', async () => sum(await namesRows(rows).catch(() => [])) >= oracle.events - 10, LIMIT_MS);
      const [holder] = await own.read.all<{ owner: string }>('SELECT owner FROM relay_lease');
      if (holder?.owner === `relay-${round - 1}`) [relaying, waiting] = [waiting, relaying];
      await names(10);
      await relaying.kill();
      [relaying, waiting] = [waiting, start('relay', `relay-${round}`)];
    }
    await rowsAreRight();
  });
});

function sum(found: readonly { readonly times: number }[]): number {
  return found.reduce((total, row) => total + row.times, 0);
}
