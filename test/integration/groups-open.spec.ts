import { LivingLedger } from '../support/living-ledger.js';

interface Listed {
  readonly name: string;
  readonly groupings: readonly string[];
}

interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

type Value = number | Ratio | { readonly permyriad: number } | null;

interface Group {
  readonly key: string | null;
  readonly value: Value;
  readonly filters: Readonly<Record<string, unknown>>;
}

interface List {
  readonly sum: number;
  readonly count: number;
  readonly items: readonly { readonly delta: number }[];
}

const MOST = 200;

/** For every number the very events it is made of: of each figure, however it is grouped, each group of the demo year. */
describe('the groups of the demo year', () => {
  let ledger: LivingLedger;
  let listed: readonly Listed[];

  beforeAll(async () => {
    ledger = await LivingLedger.start();
    await ledger.enterDemoYear();
    listed = (await ledger.get('/figures', {})).items as readonly Listed[];
  });

  afterAll(() => ledger.close());

  async function groupsOf(figure: string, by: string): Promise<readonly Group[]> {
    return (await ledger.get(`/figures/${figure}/series`, { year: '2020', by })).groups as readonly Group[];
  }

  it('are the figure and the sum of its contributions under the filters they are told with', async () => {
    let [opened, ofNoKey] = [0, 0];
    for (const { name, groupings } of listed) {
      for (const by of groupings) {
        for (const group of await groupsOf(name, by)) {
          const query = Object.fromEntries(Object.entries(group.filters).map(([filter, value]) => [filter, String(value)]));
          const { value } = await ledger.get(`/figures/${name}`, query);
          expect([name, query, value]).toEqual([name, query, group.value]);
          const sums = await sumsOf(name, query);
          const parts = partsOf(group.value);
          if (parts.length > 0) expect([name, query, ...sums]).toEqual([name, query, ...parts]);
          opened += 1;
          if (group.key === null) ofNoKey += 1;
        }
      }
    }
    expect(opened).toBeGreaterThan(400);
    expect(ofNoKey).toBeGreaterThan(5);
  });

  /** What each list of a figure adds up to; a list longer than a page states it. */
  async function sumsOf(figure: string, query: Readonly<Record<string, string>>): Promise<readonly number[]> {
    const answer = await ledger.get(`/figures/${figure}/contributions`, { ...query, limit: String(MOST) });
    const lists = ('numerator' in answer ? [answer['numerator'], answer['denominator']] : [answer]) as readonly List[];
    for (const { count, items, sum } of lists) {
      if (count <= MOST) expect([figure, query, items.reduce((added, { delta }) => added + delta, 0)]).toEqual([figure, query, sum]);
    }
    return lists.map(({ sum }) => sum);
  }
});

/** What the contributions of a value must add up to; a pace and a ratio without a base are no sums. */
function partsOf(value: Value): readonly number[] {
  if (typeof value === 'number') return [value];
  return value !== null && 'numerator' in value ? [value.numerator, value.denominator] : [];
}
