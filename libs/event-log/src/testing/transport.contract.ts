import { encodeEvent } from '../transport/wire-event.js';
import { all, expectInOrder, Recorder, series, soon, type TransportUnderTest, within } from './transport-scene.js';

/** A promise in words, and its proof on one transport. */
export type TransportRule = readonly [sentence: string, proof: (transport: TransportUnderTest) => Promise<void>];

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
        await soon('all delivered', () => recorder.positions.length === 300);
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
        await soon('all delivered', () => first.positions.length === 100);
        member.hint(first.seen.map(({ partition, offset }) => ({ log: 'directory', partition, offset: offset + 1 })));
        await member.close();
        const again = new Recorder();
        again.begin = () => 3;
        join(again);
        const expected = first.seen.filter(({ offset }) => offset >= 3).length;
        await soon('the rest delivered', () => again.seen.length === expected);
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
        await soon('all delivered', () => recorder.positions.length === 400);
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
        await soon('all delivered', () => recorder.positions.length === 50);
        const before = recorder.assignments.length;
        member.rewind();
        await soon('all delivered again', () => recorder.seen.length >= 100);
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
        await soon('all delivered', () => recorder.positions.length === 50);
        expect(faults.map(String)).toEqual(['TypeError: a fault of the handler', 'TypeError: a fault of the handler']);
      }),
  ],
  [
    'two members of a group share the partitions; when one leaves, the other has them all',
    async (transport) =>
      within(transport, async ({ publisher, join }) => {
        const [one, two] = [new Recorder(), new Recorder()];
        const leaving = join(one);
        await soon('the first has all partitions', () => one.share > 1);
        const whole = one.share;
        join(two);
        await soon('both have some', () => two.share > 0 && one.share + two.share === whole);
        await publisher.publish('directory', series(1, 100));
        await soon('all delivered', () => one.positions.length + two.positions.length >= 100);
        expect(one.positions.filter((position) => two.positions.includes(position))).toEqual([]);
        await leaving.close();
        await soon('the second has all partitions', () => two.share === whole);
        await publisher.publish('directory', series(101, 200));
        await soon('the rest delivered', () => two.positions.filter((position) => position > 100).length === 100);
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
        await soon('the first has all', () => one.positions.length === 60);
        await soon('the second has all', () => two.positions.length === 60);
      }),
  ],
  [
    'it says how many messages lie behind given offsets',
    async (transport) =>
      within(transport, async ({ publisher, join }) => {
        await publisher.publish('directory', series(1, 80));
        const recorder = new Recorder();
        const member = join(recorder);
        await soon('all delivered', () => recorder.positions.length === 80);
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
  [
    'it says which event lies last in every partition and with which hash; of an empty topic nothing',
    async (transport) =>
      within(transport, async ({ publisher, join }) => {
        expect(await publisher.lastEvents('directory')).toEqual([]);
        await publisher.publish('directory', series(1, 100));
        await publisher.publish('directory', series(101, 130));
        const recorder = new Recorder();
        join(recorder);
        await soon('all delivered', () => recorder.positions.length === 130);
        const lasts = new Map(recorder.seen.map(({ partition, offset, position }) => [partition, { partition, offset, position }]));
        const said = await publisher.lastEvents('directory');
        expect(said.map(({ partition, offset, position }) => ({ partition, offset, position }))).toEqual(
          [...lasts.values()].sort((left, right) => left.partition - right.partition),
        );
        expect(said.map(({ log, hash }) => `${log} ${hash}`)).toEqual(said.map(() => `directory ${'f'.repeat(64)}`));
      }),
  ],
];

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
