import fc from 'fast-check';
import { SeenPositions } from './seen-positions.js';

const MOST = 1_000_000;

describe('the positions that were seen of a log', () => {
  test('name exactly what is missing below a limit, whatever order they came in and however often', () => {
    const inAnyOrder = fc.integer({ min: 1, max: 400 }).chain((last) =>
      fc.record({
        last: fc.constant(last),
        lost: fc.uniqueArray(fc.integer({ min: 1, max: last }), { maxLength: 5 }),
        keys: fc.array(fc.nat(), { minLength: last, maxLength: last }),
      }),
    );
    fc.assert(
      fc.property(inAnyOrder, ({ last, lost, keys }) => {
        const seen = new SeenPositions();
        const order = keys.map((key, index) => ({ key, position: index + 1 })).sort((left, right) => left.key - right.key);
        for (const { position } of order) {
          // Further apart than one page holds.
          for (let times = 0; times < 2; times += 1) if (!lost.includes(position)) seen.add(position * 37);
        }
        const expected = [...lost].sort((left, right) => left - right).map((position) => position * 37);
        const multiples = seen.missing(last * 37, MOST).filter((position) => position % 37 === 0);
        expect(multiples).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  test('are forgotten where nothing is missing: of a long log nothing is left to look through', () => {
    const seen = new SeenPositions();
    for (let position = 20_000; position > 10_000; position -= 1) seen.add(position);
    expect(seen.missing(20_000, 2)).toEqual([1, 2]);
    for (let position = 1; position <= 10_000; position += 1) if (position !== 5_000) seen.add(position);
    expect([seen.missing(20_000, MOST), seen.missing(4_999, MOST), seen.highest]).toEqual([[5_000], [], 20_000]);
    seen.add(5_000);
    seen.add(5_000);
    expect(seen.missing(20_000, MOST)).toEqual([]);
    expect(seen.missing(20_002, MOST)).toEqual([20_001, 20_002]);
  });
});
