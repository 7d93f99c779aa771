import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteDatabase } from '#persistence';
import { eventually } from '#platform/testing';
import { contextOf, NAMES, renamed } from '../testing/suite.js';
import { stored } from '../testing/feed-scene.js';
import { feedSteps } from '../feed/feed-tables.js';
import { Ledger } from '../ledger.js';
import { ledgerMetrics } from '../ledger-metrics.js';
import { projectionSteps } from '../projection/projection-tables.js';
import { logSteps } from '../store/log-tables.js';
import { ledgerState } from '../system-state.js';
import { MemoryTopics } from '../testing/memory-topics.js';
import { BreakingPublisher } from '../testing/relay-scene.js';
import { TopicError } from '../transport/topic-error.js';
import { encodeEvent } from '../transport/wire-event.js';
import { relaySteps } from './relay-tables.js';

const NOON = Date.parse('2020-01-01T12:00:00.000Z');

describe('a relay that does not get on', () => {
  let folder: string;
  let database: SqliteDatabase;
  let ledger: Ledger;
  let topics: MemoryTopics;
  let publisher: BreakingPublisher;
  let seconds: number;
  let ends: Error[];
  let faults: unknown[];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bangfu-standing-'));
    const steps = [...logSteps(['directory']), ...projectionSteps, ...relaySteps, ...feedSteps];
    database = await SqliteDatabase.open({ file: join(folder, 'ledger.sqlite'), steps });
    topics = new MemoryTopics(3);
    [seconds, ends, faults] = [0, [], []];
    ledger = oneProcess();
    await ledger.start();
    await eventually('it relays', () => ledger.relays[0]?.state.relaying === true);
  });

  afterEach(async () => {
    await ledger.stop();
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** One that has not started. */
  function oneProcess(): Ledger {
    publisher = new BreakingPublisher(topics.publisher());
    return new Ledger({
      database,
      logs: ['directory'],
      projections: [],
      now: () => new Date(NOON + seconds * 1_000).toISOString(),
      report: (_at, error) => void faults.push(error),
      cluster: {
        instance: 'one',
        partitions: 3,
        publisher,
        subscriber: () => {
          throw new Error('nothing is fed here');
        },
        reader: () => {
          throw new Error('nothing is rebuilt here');
        },
        ended: (error) => void ends.push(error),
      },
    });
  }

  async function named(key: string): Promise<void> {
    const context = contextOf({ key, now: new Date(NOON).toISOString() });
    await ledger.log('directory').submit(context, 'unit-1', { unit: { id: 'unit-1', definition: NAMES } }, () => [renamed(key)]);
  }

  async function gauges(): Promise<readonly (number | undefined)[]> {
    const told = await ledgerMetrics(ledger).metrics();
    return ['unpublished', 'oldest_unpublished_seconds', 'relaying'].map((name) => {
      const value = new RegExp(`^bangfu_relay_${name}\\{log="directory"\\} (\\S+)$`, 'm').exec(told)?.[1];
      return value === undefined ? undefined : Number(value);
    });
  }

  test('is told by how many events are not published and how old the oldest is; after ten seconds it makes the process not ready', async () => {
    publisher.breaks = 'before';
    for (const key of ['a', 'b', 'c']) await named(key);
    await eventually('it has failed', () => faults.length > 0);
    seconds = 10;
    expect((await gauges()).slice(0, 2)).toEqual([3, 10]);
    expect((await ledgerState(ledger)).problems).toEqual([]);
    seconds = 11;
    const { relays, problems } = await ledgerState(ledger);
    expect(relays).toMatchObject([
      { log: 'directory', head: 3, published: 0, unpublished: 3, oldestMs: 11_000, failure: 'Error: the broker is away' },
    ]);
    expect(problems).toEqual([
      'RELAY.BEHIND directory: 3 条已入账的事件未发布，最早的已等 11 秒；各处数字不会更新，账目不丢。请检查 Kafka 和本服务的日志。' +
        ' / 3 events are accepted and not published, the oldest for 11 s; nothing is lost, but figures do not follow.' +
        ' Look at Kafka and at the log of this service. (Error: the broker is away)',
    ]);
    publisher.breaks = 'no';
    await eventually('it has caught up', () => ledger.relays[0]?.state.published === 3);
    expect(await gauges()).toEqual([0, 0, 1]);
    expect((await ledgerState(ledger)).problems).toEqual([]);
    expect(ends).toEqual([]);
  });

  test('counts as published what another instance has published', async () => {
    await named('a');
    await eventually('it is published', () => ledger.relays[0]?.state.position === 1);
    await ledger.relays[0]?.stop();
    expect((await ledgerState(ledger)).relays).toMatchObject([{ published: 1, unpublished: 0, relaying: false }]);
  });

  test('ends the process where its topic is not as it must be', async () => {
    publisher.meanwhile = () => Promise.reject(TopicError.differs([{ topic: 't', what: 'partitions', wanted: '3', found: '4' }]));
    await named('a');
    await eventually('the process is told', () => ends.length > 0);
    expect(String(ends[0])).toContain('TOPIC.DIFFERS');
    publisher.meanwhile = () => Promise.resolve();
  });

  describe('before a topic that is ahead of its log', () => {
    beforeEach(async () => {
      await ledger.stop();
      topics.put({ log: 'directory', partition: 1 }, encodeEvent('directory', stored(7, 'unit-1', '名')));
      ledger = oneProcess();
    });

    test('does not let the process start', async () => {
      await expect(ledger.start()).rejects.toThrow(/^TOPIC\.AHEAD .*第 7 个事件，而账只到第 0 个/);
    });

    test('ends it as soon as the broker is back, where that was away at the start; what was accepted meanwhile is not published', async () => {
      publisher.breaks = 'before';
      await ledger.start();
      await named('a');
      expect([String(faults[0]), ends]).toEqual(['Error: the broker is away', []]);
      publisher.breaks = 'no';
      await eventually('the process is told', () => ends.length > 0);
      expect(String(ends[0])).toMatch(/TOPIC\.AHEAD .*账只到第 1 个/);
      await ledger.stop();
      expect(publisher.sent).toEqual([]);
    });
  });

  test('a fault of the question is no silence of the database: who asks for metrics is told', async () => {
    await ledger.relays[0]?.stop();
    await database.transaction('durable', (session) => session.run('ALTER TABLE relay_lease RENAME TO gone'));
    await expect(ledgerMetrics(ledger).metrics()).rejects.toMatchObject({ message: expect.stringContaining('relay_lease') as string });
    await database.transaction('durable', (session) => session.run('ALTER TABLE gone RENAME TO relay_lease'));
  });
});
