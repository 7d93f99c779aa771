import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { feedSteps, hashProjection, type Ledger, logSteps, type Projection, projectionSteps, relaySteps } from '#event-log';
import type { LogName } from '#contracts';
import { type Database, SqliteDatabase } from '#persistence';
import { republishLogs, rereadTopics } from '../../libs/operator/src/cluster/lay-anew.js';
import { counting } from '../../libs/event-log/src/testing/counting-names.js';
import { eventually } from '../support/eventually.js';
import { sharedServers, type SharedServers } from '../support/servers.js';
import { name, TopicsLedger } from '../support/topics-ledger.js';

const LOGS: readonly LogName[] = ['directory', 'households'];
const EVENTS = 60;
const PARTITIONS = 3;

/** The three processes: a service with a read model over its own log and a topic, a service, and one that only reads. */
const PROCESSES: Readonly<Record<string, { readonly logs: readonly LogName[]; readonly projections: readonly Projection[] }>> = {
  gateway: { logs: ['directory'], projections: [{ ...counting(), logs: LOGS }] },
  households: { logs: ['households'], projections: [] },
  impact: { logs: [], projections: [{ ...counting(), logs: LOGS }] },
};
/** @throws where there is none */
function of<Kept>(kept: ReadonlyMap<string, Kept>, process: string): Kept {
  const found = kept.get(process);
  if (found === undefined) throw new Error(`there is no ${process}`);
  return found;
}

const NAMES = Object.keys(PROCESSES);
const READERS = ['gateway', 'impact'];

describe('services that are restored from dumps', () => {
  let servers: SharedServers<'kafka'>;
  let before: TopicsLedger;
  let rowsBefore: string;
  const dumps = new Map<string, string>();

  beforeAll(async () => {
    servers = await sharedServers(['kafka']);
    before = await TopicsLedger.create(servers.kafka.brokers, { partitions: PARTITIONS }, LOGS);
    const databases = await open((process) => join(before.folder, `${process}.sqlite`));
    const running = await start(before, databases);
    for (let index = 0; index < EVENTS; index += 1) {
      for (const [process, log] of [
        ['gateway', 'directory'],
        ['households', 'households'],
      ] as const) {
        await name(of(running, process), `c-${index}`, `${process}-${index % 7}`, `${log} ${index}`, log);
      }
    }
    await haveRead(running);
    rowsBefore = await hashOf(databases, 'impact');
    expect(await hashOf(databases, 'gateway')).toBe(rowsBefore);
    for (const ledger of running.values()) await ledger.stop();
    for (const process of NAMES) {
      const dump = join(before.folder, `${process}.dump`);
      await of(databases, process).close();
      copyFileSync(join(before.folder, `${process}.sqlite`), dump);
      dumps.set(process, dump);
    }
  }, 120_000);

  afterAll(async () => {
    await before.end();
    await servers.release();
  });

  type Databases = ReadonlyMap<string, Database>;
  type Running = ReadonlyMap<string, Ledger>;

  async function open(fileOf: (process: string) => string): Promise<Databases> {
    const opened = new Map<string, Database>();
    for (const process of NAMES) {
      const steps = [...logSteps(PROCESSES[process]?.logs ?? []), ...projectionSteps, ...relaySteps, ...feedSteps];
      opened.set(process, await SqliteDatabase.open({ file: fileOf(process), steps }));
    }
    return opened;
  }

  /** What was dumped, as each process would find it beside new topics. */
  async function restored(topics: TopicsLedger, word = 'restored'): Promise<Databases> {
    const databases = await open((process) => {
      const file = join(topics.folder, `${process}-${word}.sqlite`);
      copyFileSync(of(dumps, process), file);
      return file;
    });
    for (const database of databases.values()) topics.atEnd(() => database.close());
    return databases;
  }

  function shapeOf(process: string): (typeof PROCESSES)[string] {
    return PROCESSES[process] ?? { logs: [], projections: [] };
  }

  async function start(topics: TopicsLedger, databases: Databases): Promise<Running> {
    const running = new Map<string, Ledger>();
    for (const process of NAMES) {
      const { logs, projections } = shapeOf(process);
      running.set(process, await topics.working(of(databases, process), logs, projections));
    }
    return running;
  }

  async function haveRead(running: Running): Promise<void> {
    const seen = LOGS.map((log) => ({ log, position: EVENTS }));
    for (const process of READERS) expect(await of(running, process).host.waitFor(['suite_names'], seen, 60_000)).toBe(0);
  }

  /** How many messages lie in the topic of the directory. */
  async function lengthOf(topics: TopicsLedger): Promise<number> {
    const bounds = await topics.asOperator((admin) => admin.fetchTopicOffsets(topics.topic));
    return bounds.reduce((sum, { high }) => sum + Number(high), 0);
  }

  function hashOf(databases: Databases, process: string): Promise<string> {
    return hashProjection(of(databases, process).read, counting(), (table) => table);
  }

  /** What the runbook has the operator do while nothing runs. @returns what the commands said */
  async function layAnew(topics: TopicsLedger, databases: Databases): Promise<readonly string[]> {
    const said: string[] = [];
    const atRest = (process: string): Parameters<typeof republishLogs>[0] => {
      const { logs, projections } = shapeOf(process);
      return { shape: { name: process, logs }, ledger: topics.resting(of(databases, process), logs, projections) };
    };
    for (const process of ['gateway', 'households']) await republishLogs(atRest(process), (line) => said.push(line));
    for (const process of READERS) await rereadTopics(atRest(process), [], (line) => said.push(line));
    return said;
  }

  test.each([
    ['empty topics of the same number of partitions', PARTITIONS, /TOPIC\.RESET .*cluster republish/],
    [
      'empty topics of more partitions',
      PARTITIONS + 2,
      /TOPIC\.DIFFERS directory: 汇总数据是从 3 个分区读来的，现在配置了 5 个.*cluster republish/,
    ],
  ])(
    'onto %s: a reader refuses to go on and says what to do; published again and read anew they come to the same rows',
    async (_what, partitions, refusal) => {
      const topics = await TopicsLedger.create(servers.kafka.brokers, { partitions }, LOGS);
      try {
        const databases = await restored(topics);
        const { logs, projections } = shapeOf('impact');
        const refused = await topics.working(of(databases, 'impact'), logs, projections).catch((error: unknown) => error);
        if (refused instanceof Error) topics.ends.push(refused);
        await eventually('it is refused', () => topics.ends.length > 0);
        expect(String(topics.ends[0])).toMatch(refusal);
        if (!(refused instanceof Error)) await (refused as Ledger).stop();
        expect(await layAnew(topics, databases)).toEqual([
          `directory: 下次启动时从第 1 个事件起重新发布（此前到 ${EVENTS}） / published again from event 1 at the next start; it was at ${EVENTS}`,
          `households: 下次启动时从第 1 个事件起重新发布（此前到 ${EVENTS}） / published again from event 1 at the next start; it was at ${EVENTS}`,
          ...READERS.map(() => 'suite_names: 已清空，将从头读取日志和主题 / emptied, read from the beginning of logs and topics'),
        ]);
        const running = await start(topics, databases);
        await haveRead(running);
        for (const process of READERS) expect(await hashOf(databases, process)).toBe(rowsBefore);
      } finally {
        await topics.end();
      }
    },
    120_000,
  );

  test('publishing again onto topics that hold everything moves no figure, and rows rebuilt from them are the same', async () => {
    const topics = await TopicsLedger.create(servers.kafka.brokers, { partitions: PARTITIONS }, LOGS);
    try {
      const databases = await restored(topics);
      await layAnew(topics, databases);
      const first = await start(topics, databases);
      await haveRead(first);
      for (const ledger of first.values()) await ledger.stop();
      const { logs } = shapeOf('gateway');
      const ledger = topics.resting(of(databases, 'gateway'), logs, []);
      await republishLogs({ shape: { name: 'gateway', logs }, ledger }, () => undefined);
      const again = await start(topics, databases);
      await eventually('all is published twice', () => of(again, 'gateway').relays[0]?.state.published === EVENTS);
      const impact = of(again, 'impact');
      await eventually('and read', async () => (await impact.fed[0]?.partitionLags())?.every(({ behindBy }) => behindBy === 0) === true);
      await haveRead(again);
      expect(await hashOf(databases, 'impact')).toBe(rowsBefore);
      expect(await impact.rebuild(['suite_names'])).toMatchObject({ events: LOGS.length * EVENTS, parked: 0 });
      expect(await hashOf(databases, 'impact')).toBe(rowsBefore);
      expect(topics.ends).toEqual([]);
    } finally {
      await topics.end();
    }
  }, 120_000);

  test('onto topics that went on after the dump: refused before anything is accepted or published; laid anew they come to the same rows', async () => {
    const topics = await TopicsLedger.create(servers.kafka.brokers, { partitions: PARTITIONS }, LOGS);
    try {
      const live = await restored(topics);
      await layAnew(topics, live);
      const running = await start(topics, live);
      await haveRead(running);
      for (let index = 0; index < 5; index += 1) await name(of(running, 'gateway'), `later-${index}`, `gateway-${index}`, `later ${index}`);
      await eventually('they are published', () => of(running, 'gateway').relays[0]?.state.published === EVENTS + 5);
      for (const ledger of running.values()) await ledger.stop();
      const before = await lengthOf(topics);
      const older = await restored(topics, 'older');
      const { logs, projections } = shapeOf('gateway');
      await expect(topics.working(of(older, 'gateway'), logs, projections)).rejects.toThrow(
        new RegExp(`^TOPIC\\.AHEAD ${topics.topic}: .*账只到第 ${EVENTS} 个.*but the log ends at ${EVENTS}: .*cluster republish`),
      );
      expect(await lengthOf(topics)).toBe(before);
      await topics.emptied(LOGS);
      await layAnew(topics, older);
      await haveRead(await start(topics, older));
      for (const process of READERS) expect(await hashOf(older, process)).toBe(rowsBefore);
      expect(topics.ends).toEqual([]);
    } finally {
      await topics.end();
    }
  }, 120_000);
});
