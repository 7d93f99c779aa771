import type { Posting } from '#contracts';
import { compact, posting, without } from './postings.js';

const WEIGHT: Posting = { measure: 'sale.weight', delta: 5, under: { village: 'v', category: 'fruit' } };
const AMOUNT: Posting = { measure: 'sale.amount', delta: 7, under: { village: 'v', category: 'processed' } };

describe('compact', () => {
  it('says once what all postings share and leaves the rest with each', () => {
    expect(compact([WEIGHT, AMOUNT], false)).toEqual({
      under: { village: 'v' },
      postings: [
        { measure: 'sale.weight', delta: 5, under: { category: 'fruit' } },
        { measure: 'sale.amount', delta: 7, under: { category: 'processed' } },
      ],
    });
  });

  it('keeps a posting’s own 约 only where it differs from the event’s', () => {
    const both = [
      { ...WEIGHT, approximate: true },
      { ...AMOUNT, approximate: false },
    ];
    expect(compact(both, true).postings.map(({ approximate }) => approximate)).toEqual([undefined, false]);
    expect(compact(both, false).postings.map(({ approximate }) => approximate)).toEqual([true, undefined]);
  });

  it('gives back, once posted, exactly what went in', () => {
    const whole = [WEIGHT, AMOUNT].map((one) => ({ ...one, day: '2020-01-01', approximate: true }));
    expect(posting([], '2020-12-31', { ...compact(whole, false) })).toEqual(whole);
  });
});

describe('without', () => {
  it('tells postings apart by every part but the order of their dimensions', () => {
    const turned = { ...WEIGHT, under: { category: 'fruit', village: 'v' } };
    expect(without([WEIGHT], [turned])).toEqual([]);
    for (const other of [{ delta: 6 }, { day: '2020-01-01' }, { member: 'h' }, { approximate: true }, { under: { village: 'v' } }]) {
      expect(without([WEIGHT], [{ ...WEIGHT, ...other }])).toEqual([WEIGHT]);
    }
  });
});
