import fc from 'fast-check';
import type { Cursor } from './partition-checkpoint.js';
import { watermarkOf } from './watermark.js';

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
});
