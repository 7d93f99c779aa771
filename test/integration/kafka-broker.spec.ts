import { KafkaSubscriber, type Ledger } from '#event-log';
import type { SqliteDatabase } from '#persistence';
import { startServers, type StartedServers } from '../../scripts/servers/index.mjs';
import { NamesOracle, namesProjection } from '../../libs/event-log/src/testing/names-projection.js';
import { eventually } from '../support/eventually.js';
import { name, namesRows, SERVICE_STEPS, TopicsLedger } from '../support/topics-ledger.js';

/** After the broker is back, the first event must be in the rows within this. */
const BACK_LIMIT_MS = 10_000;

describe('a broker that is away', () => {
  let servers: StartedServers;
  let topics: TopicsLedger;
  let service: Ledger;
  let reader: Ledger;
  let rows: SqliteDatabase;
  const oracle = new NamesOracle();

  beforeAll(async () => {
    servers = await startServers(['kafka']);
    topics = await TopicsLedger.create(servers.kafka?.brokers ?? []);
    const own = await topics.sqlite('service', SERVICE_STEPS);
    rows = await topics.sqlite('reader');
    topics.atEnd(() => own.close());
    topics.atEnd(() => rows.close());
    service = await topics.service(own);
    reader = await topics.reader(rows, namesProjection());
  });

  afterAll(async () => {
    await topics.end();
    await servers.stop();
  });

  async function names(count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      const [stream, text] = [`unit-${oracle.events % 11}`, `名${oracle.events}`];
      await name(service, `c-${oracle.events}`, stream, text);
      oracle.accept(stream, text);
    }
  }

  async function caughtUp(limitMs: number): Promise<void> {
    await reader.host.waitFor(['names'], [{ log: 'directory', position: oracle.events }], limitMs);
    expect(await namesRows(rows)).toEqual(oracle.sorted());
  }

  async function firstAfter(before: number): Promise<void> {
    await eventually('the first event is there', async () => sum(await namesRows(rows)) > before, BACK_LIMIT_MS);
  }

  test('killed and started again: commands went on meanwhile, the first event comes soon, nothing is lost or doubled', async () => {
    await names(50);
    await caughtUp(60_000);
    await servers.crash('kafka');
    await names(50);
    await eventually('the relay says that it fails', () => topics.faults.some((fault) => fault.startsWith('relay_directory')), 30_000);
    await servers.revive('kafka');
    await firstAfter(50);
    await names(10);
    await caughtUp(60_000);
  });

  test('silent: a reader that closes does not wait for it', async () => {
    let assigned = false;
    const report = (error: unknown): void => void topics.faults.push(String(error));
    const leaving = new KafkaSubscriber({ ...topics.kafka, group: `${topics.kafka.topicPrefix}-leaving`, logs: ['directory'], report });
    leaving.start(
      {
        assigned(partitions) {
          assigned = true;
          return Promise.resolve(partitions.map((at) => ({ ...at, offset: 0 })));
        },
        deliver: () => Promise.resolve(),
      },
      (error) => topics.ends.push(error),
    );
    await eventually('it reads', () => assigned, 60_000);
    const pid = servers.pid('kafka');
    if (pid === undefined) throw new Error('the broker runs in a container and cannot be stopped by its pid');
    process.kill(pid, 'SIGSTOP');
    try {
      const before = performance.now();
      await leaving.close();
      expect(performance.now() - before).toBeLessThan(8_000);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  });

  test('stopped for longer than a publish may take: the same', async () => {
    const before = oracle.events;
    const pid = servers.pid('kafka');
    if (pid === undefined) throw new Error('the broker runs in a container and cannot be stopped by its pid');
    process.kill(pid, 'SIGSTOP');
    try {
      topics.faults.length = 0;
      await names(50);
      await eventually('the relay says that it fails', () => topics.faults.some((fault) => fault.startsWith('relay_directory')), 60_000);
      expect(await reader.host.lagOf('names', new Map())).toMatchObject({ problem: 'the broker does not answer' });
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await firstAfter(before);
    await names(10);
    await caughtUp(60_000);
    expect(await rows.read.all('SELECT * FROM parked_event')).toEqual([]);
    expect(topics.ends).toEqual([]);
  });
});

function sum(found: readonly { readonly times: number }[]): number {
  return found.reduce((total, row) => total + row.times, 0);
}
