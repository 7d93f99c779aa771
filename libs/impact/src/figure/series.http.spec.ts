import { type Body, FiguresOverHttp } from '../testing/figures-over-http.js';
import { poster } from '../testing/small-history.js';

/** Figures in groups over HTTP, on one small history. */
let figures: FiguresOverHttp;

beforeAll(async () => {
  figures = await FiguresOverHttp.open();
});

afterAll(() => figures.close());

test('a series names its groups as they were called and sums to its total', async () => {
  expect((await figures.get('figures/purchase.paid/series?by=unit')).body).toMatchObject({
    by: 'unit',
    total: 10_500,
    approximate: true,
    groups: [
      { key: 'clinic', name: '示例"clinic" 𠮷', value: 4_000 },
      { key: 'office', value: 500 },
      { key: 'school', value: 6_000, approximate: true },
    ],
  });
  const keys = async (by: string): Promise<unknown> =>
    ((await figures.get(`figures/purchase.paid/series?by=${by}`)).body['groups'] as Body[]).map(({ key }) => key);
  expect(await keys('month')).toEqual(['2020-03', '2020-04']);
  expect(await keys('quarter')).toEqual(['2020-Q1', '2020-Q2']);
  expect(await keys('day')).toEqual(['2020-03-14', '2020-04-01', '2020-04-02']);
  expect((await figures.get('figures/purchase.paid/series?by=county')).body).toMatchObject({ groups: [{ key: '610124', name: '周至县' }] });
  expect((await figures.get('figures/sales.weight/series?by=product')).body).toMatchObject({
    groups: [{ key: '猕猴桃', value: 47_000_000 }],
  });
  const names = async (by: string): Promise<unknown> =>
    ((await figures.get(`figures/purchase.paid/series?by=${by}`)).body['groups'] as Body[]).map(
      ({ key, name }) => `${String(key)} ${String(name)}`,
    );
  expect([await names('category'), await names('funding'), await names('channel')]).toEqual([
    ['fruit 水果'],
    ['canteen 食堂'],
    ['832 832平台', 'offline 线下'],
  ]);
});

test('what was taken back whole is no group any more', async () => {
  const post = poster(figures.ledger);
  const under = { unit: 'clinic', channel: 'other-platform' };
  post('purchases', 'OrderPlaced', 'order-d', '2020-05-01', { under, postings: [{ measure: 'purchase.paid', delta: 9 }] });
  post('purchases', 'OrderVoided', 'order-d', '2020-06-01', {
    under,
    postings: [{ measure: 'purchase.paid', delta: -9, day: '2020-05-01' }],
  });
  await figures.ledger.project();
  const { body } = await figures.get('figures/purchase.paid/series?by=channel');
  expect((body['groups'] as Body[]).map(({ key }) => key)).toEqual(['832', 'offline']);
});

/** What a figure and its contributions are under the filters that a group was told with. */
async function opened(figure: string, filters: Body): Promise<unknown[]> {
  const query = new URLSearchParams(Object.entries(filters).map(([name, value]): [string, string] => [name, String(value)])).toString();
  const { body } = await figures.get(`figures/${figure}/contributions?${query}`);
  return [await figures.value(`${figure}?${query}`), body['sum'], (body['items'] as Body[]).map(({ subject }) => subject)];
}

async function groupsOf(figure: string, query: string): Promise<Body[]> {
  return (await figures.get(`figures/${figure}/series?${query}`)).body['groups'] as Body[];
}

test('each group is told with the filters that open it, whatever was asked beside', async () => {
  const [clinic] = await groupsOf('purchase.paid', 'by=unit&year=2020&unitId=office&channel=832');
  expect(clinic?.['filters']).toEqual({ year: 2020, unitId: 'clinic', includeBelow: false, channel: '832' });
  expect(await opened('purchase.paid', clinic?.['filters'] as Body)).toEqual([4_000, 4_000, ['order-b']]);
  const [kiwi] = await groupsOf('sales.weight', 'by=product');
  expect(kiwi?.['filters']).toEqual({ product: '猕猴桃' });
  expect(await opened('sales.weight', kiwi?.['filters'] as Body)).toEqual([47_000_000, 47_000_000, ['sale-1', 'sale-2']]);
});

test('what counts under no project, county or village is opened by the word none', async () => {
  const [none] = await groupsOf('purchase.paid', 'by=project');
  expect(none).toMatchObject({ key: null, value: 10_500, filters: { projectId: 'none' } });
  expect(await opened('purchase.paid', { projectId: 'none', channel: 'offline' })).toEqual([500, 500, ['order-c']]);
  expect(await figures.value('purchase.paid?countyCode=none')).toBe(0);
  expect(await figures.value('projects.count?villageCode=none')).toBe(0);
  expect(await figures.codes('figures/purchase.paid?unitId=none')).toEqual([422, 'unitId UNIT.UNKNOWN']);
});

test('a time as a series names it opens what came in it: of a stock, too, and of a ratio over its whole base', async () => {
  expect(await figures.value('projects.count?within=2020-01')).toBe(1);
  expect(await figures.value('projects.count?within=2020-02')).toBe(0);
  expect(await figures.value('projects.count?from=2020-02-01&to=2020-02-29')).toBe(1);
  expect(await figures.value('reserve.completion?year=2020&within=2020-Q1')).toEqual({
    numerator: 6_000,
    denominator: 30_000,
    permyriad: 2_000,
  });
  expect(await figures.value('purchase.paid?within=2020-04-01')).toBe(4_000);
  expect(await figures.value('purchase.paid?within=2020&year=2019')).toBe(0);
  const [quarter] = await groupsOf('purchase.paid', 'by=quarter&within=2020-03');
  expect(quarter).toMatchObject({ key: '2020-Q1', value: 6_000, filters: { within: '2020-03' } });
});

test('projects are opened by the stage at which they stand, and those that have begun none', async () => {
  expect(await opened('projects.count', { stage: 'approved' })).toEqual([1, 1, ['demo-store']]);
  expect(await opened('projects.count', { stage: 'approved', to: '2020-03-10' })).toEqual([0, 0, []]);
  expect(await opened('projects.count', { stage: 'none', to: '2020-03-10' })).toEqual([1, 1, ['demo-store']]);
  expect(await figures.value('projects.days-late?stage=approved')).toBe(10);
});

test('no filter of a group takes what no series could have named', async () => {
  for (const within of ['2020-13', '2020-Q5', '2020-02-30', '20', '']) {
    expect(await figures.codes(`figures/purchase.paid?within=${within}`)).toEqual([422, 'within QUERY.INVALID']);
  }
  expect(await figures.codes('figures/sales.weight?product=&kind=unknown')).toEqual([422, 'kind QUERY.INVALID', 'product QUERY.INVALID']);
  expect(await figures.codes('figures/purchase.paid?kind=visit&product=x')).toEqual([
    422,
    'kind FILTER.NOT_APPLICABLE',
    'product FILTER.NOT_APPLICABLE',
  ]);
  expect(await figures.codes('figures/projects.days-late?within=2020')).toEqual([422, 'within FILTER.NOT_APPLICABLE']);
});
