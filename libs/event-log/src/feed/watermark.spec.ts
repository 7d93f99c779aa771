import fc from 'fast-check';
import type { Cursor } from './partition-checkpoint.js';
import { RisingMarks, watermarkOf } from './watermark.js';

const PARTITIONS = 4;

/** Cursors after each partition has read some of its events; `owner[i]` has the event at position i + 1. */
function cursorsAfter(owner: readonly number[], read: readonly number[]): { cursors: Cursor[]; folded: Set<number> } {
  const folded = new Set<number>();
  const cursors = Array.from({ length: PARTITIONS }, (_, partition): Cursor => {
    const own = owner.flatMap((owned, index) => (owned === partition ? [index + 1] : [])).slice(0, read[partition]);
    for (const position of own) folded.add(position);
    return { log: 'directory', partition, offset: own.length, events: own.length, position: own.at(-1) ?? 0 };
  });
  return { cursors, folded };
}

const owners = fc.array(fc.integer({ min: 0, max: PARTITIONS - 1 }), { maxLength: 60 });
const reads = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: PARTITIONS, maxLength: PARTITIONS });

describe('the position up to which everything is folded', () => {
  test('never passes an event that is missing, however the partitions are apart', () => {
    fc.assert(
      fc.property(owners, reads, (owner, read) => {
        const { cursors, folded } = cursorsAfter(owner, read);
        const mark = watermarkOf(cursors);
        for (let position = 1; position <= mark; position += 1) expect(folded.has(position)).toBe(true);
      }),
    );
  });

  test('is the head when everything is folded, also where a partition is empty', () => {
    fc.assert(
      fc.property(owners, (owner) => {
        const { cursors } = cursorsAfter(owner, new Array<number>(PARTITIONS).fill(owner.length));
        expect(watermarkOf(cursors)).toBe(owner.length);
      }),
    );
  });

  /** Reads one event of a partition after the other, in the order of `turns`; what a reader that began after `others` of them says. */
  function marksWhile(owner: readonly number[], turns: readonly number[], others: number): { mark: number; folded: Set<number> }[] {
    const read = new Array<number>(PARTITIONS).fill(0);
    const marks = new RisingMarks();
    return turns.flatMap((partition, turn) => {
      const { folded: before } = cursorsAfter(owner, read);
      read[partition] = (read[partition] ?? 0) + 1;
      const { cursors, folded } = cursorsAfter(owner, read);
      if (turn >= others)
        marks.add(
          'directory',
          [...folded].filter((position) => !before.has(position)),
        );
      marks.see(cursors, ['directory']);
      return [{ mark: marks.of(['directory']).get('directory') ?? 0, folded }];
    });
  }

  const turnsOf = fc.array(fc.integer({ min: 0, max: PARTITIONS - 1 }), { maxLength: 80 });

  test('of a reader that goes on never passes an event that is missing and never goes back', () => {
    fc.assert(
      fc.property(owners, turnsOf, fc.nat({ max: 80 }), (owner, turns, others) => {
        let last = 0;
        for (const { mark, folded } of marksWhile(owner, turns, others)) {
          for (let position = last + 1; position <= mark; position += 1) expect(folded.has(position)).toBe(true);
          expect(mark).toBeGreaterThanOrEqual(last);
          last = mark;
        }
      }),
    );
  });

  test('of a reader that has folded everything itself is right below the first event that is missing', () => {
    fc.assert(
      fc.property(owners, turnsOf, (owner, turns) => {
        for (const { mark, folded } of marksWhile(owner, turns, 0)) expect(folded.has(mark + 1)).toBe(false);
      }),
    );
  });
});
