import { eventually } from '#platform/testing';
import { Rest } from '../loop/rest.js';
import { Ledger } from '../ledger.js';
import { stateOf } from '../projection/checkpoint.js';
import { hashProjection } from '../projection/hash-rows.js';
import type { Projection } from '../projection/projection.js';
import { ledgerMetrics } from '../ledger-metrics.js';
import { ledgerState } from '../system-state.js';
import { encodeEvent, syntheticPlace } from '../transport/wire-event.js';
import type { Database } from '#persistence';
import { counting, now, rows } from './counting-names.js';
import { stored } from './feed-scene.js';
import { MemoryTopics } from './memory-topics.js';
import { contextOf, NAMES, renamed, type Rule } from './suite.js';

const PARTITIONS = 3;
const LIMIT_MS = 30_000;

/** A read model over a log of its process and one of another: one name, two tails. */
function ofBoth(version = 1): Projection {
  return { ...counting({}, version), logs: ['directory', 'households'] };
}

/** Processes of one service on one database, with topics in memory. */
class Service {
  topics = new MemoryTopics(PARTITIONS);
  readonly faults: string[] = [];
  private readonly ledgers: Ledger[] = [];
  private groups = 0;
  private elsewhere = 0;
  private here = 0;

  constructor(readonly database: Database) {}

  async start(projection = ofBoth()): Promise<Ledger> {
    const ledger = this.resting(projection);
    this.ledgers.push(ledger);
    await ledger.start();
    return ledger;
  }

  /** A process of which nothing runs: for a command on its data. */
  resting(projection = ofBoth()): Ledger {
    const report = (at: string, error: unknown): void => void this.faults.push(`${at}: ${String(error)}`);
    return new Ledger({
      database: this.database,
      logs: ['directory'],
      projections: [projection],
      now,
      report,
      cluster: {
        instance: `instance-${this.ledgers.length}`,
        partitions: this.topics.partitions,
        publisher: this.topics.publisher(),
        subscriber: ({ version, logs }) => this.topics.subscriber(`v${version}`, logs, (error) => report('subscriber', error)),
        reader: (logs) => {
          this.groups += 1;
          return this.topics.subscriber(`rebuild-${this.groups}`, logs, (error) => report('rebuild', error));
        },
        ended: (error) => report('ended', error),
      },
    });
  }

  /** New topics into which the other process publishes its log from the beginning, `times` over. */
  layTopicsAnew(partitions: number, times: number): void {
    this.topics = new MemoryTopics(partitions);
    for (let time = 0; time < times; time += 1) for (let position = 1; position <= this.elsewhere; position += 1) this.publish(position);
  }

  /** Puts a message that is no event into the other process's topic, where `unit-1` lies. @returns its id */
  putForeign(): string {
    const at = this.topics.partitionOf('households', 'unit-1');
    const offset = this.topics.messages(at).length;
    this.topics.put(at, { key: 'unit-1', value: null, headers: {} });
    return `households-${syntheticPlace(at.partition, offset)}`;
  }

  private publish(position: number): void {
    const message = encodeEvent('households', stored(position, `unit-${position % 5}`, `${position}`));
    this.topics.put(this.topics.partitionOf('households', message.key ?? ''), message);
  }

  /** Names a unit in the own log and another one in the other process's log. */
  async names(ledger: Ledger, count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      this.here += 1;
      this.elsewhere += 1;
      const key = `c-${this.here}`;
      const refs = { unit: { id: 'unit-here', definition: NAMES } };
      await ledger.log('directory').submit(contextOf({ key }), refs.unit.id, refs, () => [renamed(`${this.here}`)]);
      this.publish(this.elsewhere);
    }
  }

  /** Waits until all is read, then compares the rows with what was entered. */
  async areRight(ledger: Ledger): Promise<void> {
    const seen = [
      { log: 'directory' as const, position: this.here },
      { log: 'households' as const, position: this.elsewhere },
    ];
    expect(await ledger.host.waitFor(['suite_names'], seen, LIMIT_MS)).toBe(0);
    const found = await rows(this.database);
    expect(found.reduce((sum, { times }) => sum + times, 0)).toBe(this.here + this.elsewhere);
    expect(found[found.length - 1]).toEqual({ unit: 'unit-here', last: `${this.here}`, times: this.here });
  }

  async end(): Promise<void> {
    for (const ledger of this.ledgers) await ledger.stop();
  }
}

async function onService(database: Database, work: (service: Service) => Promise<void>): Promise<void> {
  const service = new Service(database);
  try {
    await work(service);
  } finally {
    await service.end();
  }
}

/** What a process of the cluster does with a read model that is both pulled and fed (design §4). */
export const FED_LEDGER_RULES: readonly Rule[] = [
  [
    'a read model over an own log and a topic is rebuilt as one, and both its tails go on, here and in another instance',
    async (database) =>
      onService(database, async (service) => {
        const [one, other] = [await service.start(), await service.start()];
        await service.names(one, 40);
        await service.areRight(one);
        const live = await hashProjection(database.read, ofBoth(), (table) => table);
        await database.transaction('rebuildable', (session) => session.run("UPDATE suite_names SET times = times + 1, last = 'lost'"));
        const result = await one.rebuild(['suite_names']);
        expect(result).toMatchObject({ events: 80, parked: 0 });
        expect(result.positions).toEqual(
          new Map([
            ['directory', 40],
            ['households', 40],
          ]),
        );
        expect(await hashProjection(database.read, ofBoth(), (table) => table)).toBe(live);
        await service.names(other, 20);
        await service.areRight(one);
        await service.areRight(other);
        expect(service.faults).toEqual([]);
      }),
  ],
  [
    'a raised version is rebuilt once by two instances that start at once, and what the release before still runs writes nothing more',
    async (database) =>
      onService(database, async (service) => {
        const old = await service.start();
        await service.names(old, 600);
        await service.areRight(old);
        const [next, beside] = await Promise.all([service.start(ofBoth(2)), service.start(ofBoth(2))]);
        expect(await stateOf(database.read, ofBoth(2))).toEqual({ version: 2, generation: 2 });
        await service.names(next, 50);
        await service.areRight(next);
        await service.areRight(beside);
        const limit = performance.now() + LIMIT_MS;
        const rest = new Rest();
        while (old.host.states()[0]?.failure === undefined && performance.now() < limit) await rest.pause(10);
        expect(String(old.host.states()[0]?.failure?.error)).toContain('OtherVersionError');
        await service.areRight(next);
      }),
  ],
  [
    'readers that begin anew over topics that were laid anew, with more partitions and everything twice, come to the very rows of before',
    async (database) =>
      onService(database, async (service) => {
        const before = await service.start();
        await service.names(before, 60);
        await service.areRight(before);
        const rowsBefore = await hashProjection(database.read, ofBoth(), (table) => table);
        await before.stop();
        service.layTopicsAnew(PARTITIONS + 2, 2);
        await service.resting().beginAnew(['suite_names']);
        expect(await rows(database)).toEqual([]);
        const after = await service.start();
        await service.areRight(after);
        expect(await hashProjection(database.read, ofBoth(), (table) => table)).toBe(rowsBefore);
        expect(await database.read.all('SELECT * FROM projection_switch')).toEqual([]);
        await service.names(after, 20);
        await service.areRight(after);
        expect(service.faults).toEqual([]);
      }),
  ],
  [
    'what is set aside is told apart from what is parked, in /metrics and /api/system, of a read model with two tails',
    async (database) =>
      onService(database, async (service) => {
        const ledger = await service.start();
        await service.names(ledger, 10);
        const id = service.putForeign();
        await service.names(ledger, 10);
        const told = async (): Promise<readonly unknown[]> => {
          const [state] = (await ledgerState(ledger)).projections;
          const metrics = await ledgerMetrics(ledger).metrics();
          const gauges = ['parked', 'set_aside'].map((name) =>
            new RegExp(`^bangfu_projection_${name}\\{projection="suite_names"\\} (\\d+)$`, 'm').exec(metrics),
          );
          return [state?.parked, state?.setAside, ...gauges.map((gauge) => Number(gauge?.[1]))];
        };
        await eventually('it is parked with what is behind it', async () => (await told())[0] === 3);
        expect(await told()).toEqual([3, 0, 3, 0]);
        expect(await service.resting().setAside({ id, by: '王五', reason: '外来消息' })).toMatchObject({ parked: 0 });
        await eventually('it is set aside', async () => (await told())[1] === 1);
        expect(await told()).toEqual([0, 1, 0, 1]);
        await service.names(ledger, 10);
        await service.areRight(ledger);
        expect(service.faults).toEqual([]);
      }),
  ],
  [
    'a read model that was never started is not touched where its readers begin anew, and an unknown one is refused',
    async (database) =>
      onService(database, async (service) => {
        const resting = service.resting();
        await resting.beginAnew(['suite_names']);
        expect(await stateOf(database.read, ofBoth())).toBeUndefined();
        await expect(resting.beginAnew(['nothing'])).rejects.toThrow('there is no projection nothing');
      }),
  ],
];
