import { simulate } from './world.js';

/** One seed where one is named, else so many, beginning at 1. */
const SEED = process.env['SEED'];
const SEEDS = Number(process.env['SEEDS'] ?? '100');
const seeds = SEED === undefined ? Array.from({ length: SEEDS }, (_, index) => index + 1) : [Number(SEED)];

describe('the same code with time, order and faults from a seed', () => {
  test(`leaves the rows that an oracle makes of the acknowledged commands, with ${seeds.length} seeds`, async () => {
    let [acknowledged, messages] = [0, 0];
    const from = performance.now();
    for (const seed of seeds) {
      const outcome = await simulate(seed);
      acknowledged += outcome.acknowledged;
      messages += outcome.messages;
    }
    const seconds = ((performance.now() - from) / 1_000).toFixed(1);
    console.log(`simulator: ${seeds.length} seeds, ${acknowledged} commands, ${messages} messages, ${seconds} s`);
    expect(messages).toBeGreaterThanOrEqual(3 * acknowledged);
  }, 3_600_000);

  test('a seed gives the same run again', async () => {
    const seed = seeds[0] ?? 1;
    expect(await simulate(seed)).toEqual(await simulate(seed));
  });
});
