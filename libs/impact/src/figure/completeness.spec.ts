import type { Posting } from '#contracts';
import { FiguresLedger } from '../testing/figures-ledger.js';
import { poster, writeSmallHistory } from '../testing/small-history.js';
import type { SeriesBy } from './groupings.js';
import { type Series, seriesOf } from './series.js';

/** Sales without a net weight: in no weight, so every number that rests on weights says how many it leaves out. */
describe('completeness', () => {
  let ledger: FiguresLedger;

  beforeAll(async () => {
    ledger = await FiguresLedger.open();
    writeSmallHistory(ledger);
    const post = poster(ledger);
    const under = { village: '610124103201', county: '610124', category: 'processed', product: '礼盒' };
    const postings: Posting[] = [
      { measure: 'sale.unconverted', delta: 1 },
      { measure: 'sale.amount', delta: 900 },
    ];
    post('households', 'SaleRecorded', 'sale-3', '2020-07-01', { under, postings });
    await ledger.project();
  });

  afterAll(() => ledger.close());

  function series(figure: string, by: SeriesBy): Promise<Series> {
    return ledger.reader.ask(figure, {}, (question) => seriesOf(question, by));
  }

  it('shows a group of which nothing has a weight, and how many entries each group leaves out', async () => {
    expect(await series('sales.weight', 'product')).toMatchObject({
      completeness: { complete: false, unconverted: 2 },
      groups: [
        { key: '礼盒', value: 0, completeness: { complete: false, unconverted: 1 } },
        { key: '猕猴桃', value: 47_000_000, completeness: { complete: false, unconverted: 1 } },
      ],
    });
    const { groups } = await series('sales.weight', 'month');
    expect(groups.map(({ key, completeness }) => [key, completeness.complete])).toEqual([
      ['2020-05', true],
      ['2020-06', false],
      ['2020-07', false],
    ]);
  });

  it('is told of a share of weights as well, and of no figure that rests on none', async () => {
    const completeness = async (figure: string): Promise<object> => (await ledger.reader.read(figure, {})).completeness;
    expect(await completeness('storage.share')).toEqual({ complete: false, unconverted: 2 });
    expect(await completeness('storage.capacity')).toEqual({ complete: true, unconverted: 0 });
    expect((await series('sales.amount', 'product')).completeness).toEqual({ complete: true, unconverted: 0 });
  });

  it('is itself a figure, whose entries can be opened', async () => {
    expect(await ledger.reader.read('sales.unconverted', { category: 'processed' })).toMatchObject({ value: 1, unit: 'count' });
  });
});
