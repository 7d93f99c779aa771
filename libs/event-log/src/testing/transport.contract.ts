import type { LogName } from '#contracts';
import type { StoredEvent } from '../store/stored-event.js';
import type { EventPublisher } from '../transport/event-publisher.js';
import type { Delivery, DeliveryHandler, EventSubscriber, PartitionOffset } from '../transport/event-subscriber.js';
import { encodeEvent, type PartitionRef } from '../transport/wire-event.js';

/** One transport with empty topics of its own. */
export interface TransportUnderTest {
  publisher(): EventPublisher;
  /** A new member of a group over these logs. */
  subscriber(group: string, logs: readonly LogName[], report: (error: unknown) => void): EventSubscriber;
}

export type TransportRule = readonly [sentence: string, proof: (transport: TransportUnderTest) => Promise<void>];

const LIMIT_MS = 60_000;

/** An event as the table holds it. */
function stored(position: number, streamId: string): StoredEvent {
  return {
    position,
    stream_id: streamId,
    stream_version: position,
    type: 'UnitRenamed',
    schema_version: 1,
    occurred_on: '2020-01-01',
    recorded_at: '2020-01-01T00:00:00.000Z',
    data: '{"name":"𠮷\\"乙"}',
    meta: '{"actor":{"account":"a","roles":[],"unitId":null},"commandId":"c","correlationId":"k","source":"api"}',
    previous_hash: '0'.repeat(64),
    hash: 'f'.repeat(64),
  };
}

function series(from: number, to: number, streams = 9): StoredEvent[] {
  return Array.from({ length: to - from + 1 }, (_, index) => stored(from + index, `单位-${(from + index) % streams}`));
}

/** Remembers all it is given; begins where told, else at the beginning. */
class Recorder implements DeliveryHandler {
  readonly seen: { partition: number; offset: number; position: number; key: string | null }[] = [];
  readonly assignments: (readonly PartitionRef[])[] = [];
  readonly bodies = new Map<number, string>();
  begin: (at: PartitionRef) => number = () => 0;
  /** Called before a delivery is recorded. */
  hold: (delivery: Delivery) => Promise<void> = () => Promise.resolve();
  private waiting: (() => void)[] = [];

  assigned(partitions: readonly PartitionRef[]): Promise<readonly PartitionOffset[]> {
    this.assignments.push(partitions);
    this.wake();
    return Promise.resolve(partitions.map(({ log, partition }) => ({ log, partition, offset: this.begin({ log, partition }) })));
  }

  async deliver(delivery: Delivery): Promise<void> {
    await this.hold(delivery);
    for (const { offset, key, headers, value } of delivery.messages) {
      const position = Number(headers['position']);
      this.seen.push({ partition: delivery.partition, offset, position, key });
      this.bodies.set(position, value?.toString() ?? '');
    }
    this.wake();
  }

  get positions(): number[] {
    return [...new Set(this.seen.map(({ position }) => position))].sort((left, right) => left - right);
  }

  /** Waits until a condition on what was seen holds. */
  async until(what: string, condition: () => boolean): Promise<void> {
    const end = performance.now() + LIMIT_MS;
    while (!condition()) {
      if (performance.now() > end) throw new Error(`not within ${LIMIT_MS} ms: ${what}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 1_000);
        this.waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  private wake(): void {
    const { waiting } = this;
    this.waiting = [];
    for (const resume of waiting) resume();
  }
}

function expectInOrder(recorder: Recorder): void {
  const last = new Map<number, number>();
  for (const { partition, offset, position } of recorder.seen) {
    expect(position).toBeGreaterThan(last.get(partition) ?? 0);
    last.set(partition, position);
    expect(offset).toBeGreaterThanOrEqual(0);
  }
}

async function within(
  transport: TransportUnderTest,
  work: (tools: {
    publisher: EventPublisher;
    readonly join: (recorder: Recorder, group?: string) => EventSubscriber;
    faults: unknown[];
  }) => Promise<void>,
): Promise<void> {
  const publisher = transport.publisher();
  const members: EventSubscriber[] = [];
  const faults: unknown[] = [];
  const join = (recorder: Recorder, group = 'suite'): EventSubscriber => {
    const member = transport.subscriber(group, ['directory'], (error) => faults.push(error));
    members.push(member);
    member.start(recorder, (error) => faults.push(error));
    return member;
  };
  try {
    await work({ publisher, join, faults });
  } finally {
    for (const member of members) await member.close();
    await publisher.close();
  }
}

const all = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** What any transport of events must give (its two ports say it in words). */
export const TRANSPORT_RULES: readonly TransportRule[] = [
  [
    'what was published is delivered as it was stored, in order per partition, a stream in one partition',
    async (transport) =>
      within(transport, async ({ publisher, join, faults }) => {
        const events = series(1, 300);
        await publisher.publish('directory', events.slice(0, 200));
        await publisher.publish('directory', events.slice(200));
        const recorder = new Recorder();
        join(recorder);
        await recorder.until('all delivered', () => recorder.positions.length === 300);
        expectInOrder(recorder);
        expect(recorder.positions).toEqual(all(300));
        const places = new Map(recorder.seen.map(({ key, partition }) => [key, partition]));
        expect(recorder.seen.every(({ key, partition }) => places.get(key) === partition)).toBe(true);
        const [first] = events;
        expect(recorder.bodies.get(1)).toBe(first === undefined ? '' : encodeEvent('directory', first).value?.toString());
        expect(faults).toEqual([]);
      }),
  ],
  [
    'reading begins at the offsets the handler names, whatever the group has read before',
    async (transport) =>
      within(transport, async ({ publisher, join }) => {
        await publisher.publish('directory', series(1, 100));
        const first = new Recorder();
        const member = join(first);
        await first.until('all delivered', () => first.positions.length === 100);
        member.hint(first.seen.map(({ partition, offset }) => ({ log: 'directory', partition, offset: offset + 1 })));
        await member.close();
        const again = new Recorder();
        again.begin = () => 3;
        join(again);
        const expected = first.seen.filter(({ offset }) => offset >= 3).length;
        await again.until('the rest delivered', () => again.seen.length === expected);
        expect(Math.min(...again.seen.map(({ offset }) => offset))).toBe(3);
      }),
  ],
  [
    'while a delivery is pending nothing more is delivered; afterwards all of it is',
    async (transport) =>
      within(transport, async ({ publisher, join }) => {
        await publisher.publish('directory', series(1, 400));
        const recorder = new Recorder();
        let open = 0;
        let most = 0;
        recorder.hold = async () => {
          open += 1;
          most = Math.max(most, open);
          await new Promise((resume) => setImmediate(resume));
          open -= 1;
        };
        join(recorder);
        await recorder.until('all delivered', () => recorder.positions.length === 400);
        expect(most).toBe(1);
      }),
  ],
  [
    'rewind asks for offsets anew and reads from there',
    async (transport) =>
      within(transport, async ({ publisher, join }) => {
        await publisher.publish('directory', series(1, 50));
        const recorder = new Recorder();
        const member = join(recorder);
        await recorder.until('all delivered', () => recorder.positions.length === 50);
        const before = recorder.assignments.length;
        member.rewind();
        await recorder.until('all delivered again', () => recorder.seen.length >= 100);
        expect(recorder.assignments.length).toBeGreaterThan(before);
      }),
  ],
  [
    'a handler that throws is asked again and nothing is skipped',
    async (transport) =>
      within(transport, async ({ publisher, join, faults }) => {
        await publisher.publish('directory', series(1, 50));
        const recorder = new Recorder();
        let throws = 2;
        recorder.hold = () => {
          throws -= 1;
          if (throws >= 0) throw new TypeError('a fault of the handler');
          return Promise.resolve();
        };
        join(recorder);
        await recorder.until('all delivered', () => recorder.positions.length === 50);
        expect(faults.map(String)).toEqual(['TypeError: a fault of the handler', 'TypeError: a fault of the handler']);
      }),
  ],
  [
    'two members of a group share the partitions; when one leaves, the other has them all',
    async (transport) =>
      within(transport, async ({ publisher, join }) => {
        const [one, two] = [new Recorder(), new Recorder()];
        const leaving = join(one);
        await one.until('the first has all partitions', () => (one.assignments.at(-1)?.length ?? 0) > 1);
        const whole = one.assignments.at(-1)?.length ?? 0;
        join(two);
        const share = (recorder: Recorder): number => recorder.assignments.at(-1)?.length ?? 0;
        await two.until('both have some', () => share(two) > 0 && share(one) + share(two) === whole);
        await publisher.publish('directory', series(1, 100));
        await two.until('all delivered', () => one.positions.length + two.positions.length >= 100);
        expect(one.positions.filter((position) => two.positions.includes(position))).toEqual([]);
        await leaving.close();
        await two.until('the second has all partitions', () => share(two) === whole);
        await publisher.publish('directory', series(101, 200));
        await two.until('the rest delivered', () => two.positions.filter((position) => position > 100).length === 100);
      }),
  ],
  [
    'two groups each get everything',
    async (transport) =>
      within(transport, async ({ publisher, join }) => {
        await publisher.publish('directory', series(1, 60));
        const [one, two] = [new Recorder(), new Recorder()];
        join(one, 'one');
        join(two, 'two');
        await one.until('the first has all', () => one.positions.length === 60);
        await two.until('the second has all', () => two.positions.length === 60);
      }),
  ],
  [
    'it says how many messages lie behind given offsets',
    async (transport) =>
      within(transport, async ({ publisher, join }) => {
        await publisher.publish('directory', series(1, 80));
        const recorder = new Recorder();
        const member = join(recorder);
        await recorder.until('all delivered', () => recorder.positions.length === 80);
        const [partitions = []] = recorder.assignments;
        expect(sumOf(await member.remaining(partitions.map((at) => ({ ...at, offset: 0 }))))).toBe(80);
        const read = partitions.map((at) => ({
          ...at,
          offset: recorder.seen.filter(({ partition }) => partition === at.partition).length,
        }));
        expect(await member.remaining(read)).toEqual(read.map(() => 0));
        expect(member.idleMs).toBeLessThan(30_000);
      }),
  ],
];

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
