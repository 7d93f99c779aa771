import { Buckets } from './buckets.js';
import { TokenBucket } from './token-bucket.js';

describe('an allowance', () => {
  it('gives what it has at once, then evenly, and says how long to wait', () => {
    const bucket = new TokenBucket({ atOnce: 2, perMinute: 6 }, 0);
    for (let turn = 0; turn < 2; turn += 1) {
      expect(bucket.waitMs(0)).toBe(0);
      bucket.take(0);
    }
    expect(bucket.waitMs(0)).toBe(10_000);
    expect(bucket.waitMs(4_000)).toBe(6_000);
    expect(bucket.waitMs(10_000)).toBe(0);
  });

  it('saves no more than it had at first, however long nobody asks', () => {
    const bucket = new TokenBucket({ atOnce: 2, perMinute: 6 }, 0);
    for (let turn = 0; turn < 2; turn += 1) bucket.take(3_600_000);
    expect(bucket.waitMs(3_600_000)).toBe(10_000);
    bucket.giveBack(3_600_000);
    expect(bucket.waitMs(3_600_000)).toBe(0);
  });

  it('of each of many is its own, and one that nobody misses is not kept', () => {
    const buckets = new Buckets({ atOnce: 1, perMinute: 60 });
    buckets.of('a', 0).take(0);
    expect([buckets.of('a', 0).waitMs(0), buckets.of('b', 0).waitMs(0)]).toEqual([1_000, 0]);
    const used = buckets.of('a', 0);
    for (let turn = 0; turn < 10_000; turn += 1) buckets.of(`other-${turn}`, 0);
    expect(buckets.of('a', 0)).toBe(used);
    expect(buckets.of('b', 1)).toBe(buckets.of('b', 1));
  });
});
