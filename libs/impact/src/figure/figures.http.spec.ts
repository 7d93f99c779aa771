import { FIGURES } from '#contracts';
import { FiguresLedger } from '../testing/figures-ledger.js';
import { type Body, FiguresOverHttp } from '../testing/figures-over-http.js';
import { writeSmallHistory } from '../testing/small-history.js';

/** Every route of the figures over HTTP, on one small history: what a client sends, and what it reads. */
let figures: FiguresOverHttp;

beforeAll(async () => {
  figures = await FiguresOverHttp.open();
});

afterAll(() => figures.close());

test('the list names every figure with its rule, and how it may be grouped', async () => {
  const { status, body } = await figures.get('figures');
  expect(status).toBe(200);
  expect(body).toMatchObject({ count: FIGURES.length, nextCursor: null });
  expect((body['items'] as Body[])[0]).toMatchObject({
    name: 'purchase.ordered',
    unit: 'fen',
    rule: { id: 'purchase.ordered', version: 1, zh: expect.any(String) as string, en: expect.any(String) as string },
    source: expect.any(String) as string,
    groupings: expect.arrayContaining(['month', 'county']) as string[],
  });
});

test('an answer says what was asked, as of when, and how sure it is', async () => {
  expect((await figures.get('figures/purchase.paid?year=2020&unitId=office')).body).toEqual({
    figure: 'purchase.paid',
    value: 10_500,
    unit: 'fen',
    rule: { id: 'purchase.paid', version: 1 },
    filters: { year: 2020, unitId: 'office' },
    asOf: { knownAt: figures.ledger.clock.at, positions: { directory: 4, purchases: 4, projects: 2, households: 3 } },
    completeness: { complete: true, unconverted: 0 },
    approximate: true,
    demo: false,
  });
  expect((await figures.get('figures/projects.count')).body).toMatchObject({ value: 1, demo: true, approximate: false });
  expect((await figures.get('figures/sales.weight')).body).toMatchObject({ completeness: { complete: false, unconverted: 1 } });
});

test('`to` includes its day, `year` and `from`/`to` intersect, and below a unit counts unless it is said not to', async () => {
  expect(await figures.value('purchase.paid?to=2020-04-01')).toBe(10_000);
  expect(await figures.value('purchase.paid?year=2020&from=2020-04-01&to=2021-12-31')).toBe(4_500);
  expect(await figures.value('purchase.paid?year=2020&from=2021-01-01')).toBe(0);
  expect(await figures.value('purchase.paid?unitId=office&includeBelow=false')).toBe(500);
});

test('knownAt answers as the ledger knew it, to the event, also where events posted nothing', async () => {
  const { body } = await figures.get('figures/purchase.paid?knownAt=2021-01-05T00:59:59.999Z');
  expect(body).toMatchObject({ value: 0, asOf: { knownAt: '2021-01-05T00:59:59.999Z', positions: { directory: 0, purchases: 0 } } });
  const then = await figures.get('figures/purchase.paid?knownAt=2021-01-05T09:00:00%2B08:00');
  expect(then.body).toMatchObject({ value: 10_500, asOf: { positions: { directory: 4, purchases: 4 } } });
});

test('a reserve counts in its year, whenever it was confirmed, but not before', async () => {
  expect(await figures.value('reserve.confirmed?year=2020')).toBe(30_000);
  expect(await figures.value('reserve.confirmed?year=2021')).toBe(0);
  expect(await figures.value('reserve.confirmed?year=2020&to=2020-12-31')).toBe(0);
  expect(await figures.value('reserve.completion?year=2020')).toEqual({ numerator: 10_000, denominator: 30_000, permyriad: 3_333 });
  expect(await figures.value('reserve.pace?year=2020')).toEqual({ permyriad: 3_333 - 10_000 });
});

test('a ratio over no base is null with its reason', async () => {
  expect((await figures.get('figures/reserve.completion?year=2021')).body).toMatchObject({ value: null, reason: 'no-confirmed-reserve' });
  expect((await figures.get('figures/households.exit-rate')).body).toMatchObject({ value: null, reason: 'no-registered-poor-household' });
});

test('who must file are the budget units open in the year and those that filed', async () => {
  expect(await figures.value('reserve.filing?year=2020')).toEqual({ numerator: 1, denominator: 2, permyriad: 5_000 });
  expect(await figures.value('reserve.filing?year=2019')).toEqual({ numerator: 0, denominator: 1, permyriad: 0 });
});

test('two sales that name one order overlap with it once', async () => {
  expect(await figures.value('support.overlap')).toBe(6_000);
  expect(await figures.value('support.overlap?from=2020-06-01')).toBe(1_000);
  const { body } = await figures.get('figures/support.overlap/contributions');
  expect(body).toMatchObject({
    sum: 6_000,
    items: [
      { subject: 'sale-1', delta: 5_000 },
      { subject: 'sale-2', delta: 1_000 },
    ],
  });
});

test('a reached stage is late by its day, and its lateness has one line of evidence', async () => {
  expect(await figures.value('projects.days-late')).toBe(10);
  expect(await figures.value('projects.days-late?to=2020-03-05')).toBe(4);
  const { body } = await figures.get('figures/projects.days-late/contributions');
  expect(body).toMatchObject({
    sum: 10,
    items: [{ eventId: 'projects-2', type: 'StageReached', occurredOn: '2020-03-11', delta: 10, demo: true }],
  });
});

test('contributions name their events and what they count under, page on, and sum to the value; a ratio has one list per part', async () => {
  const first = await figures.get('figures/purchase.paid/contributions?limit=2');
  expect(first.body).toMatchObject({ figure: 'purchase.paid', sum: 10_500, count: 3 });
  expect((first.body['items'] as Body[])[0]).toEqual({
    eventId: 'purchases-1',
    log: 'purchases',
    position: 1,
    type: 'OrderPlaced',
    occurredOn: '2020-03-14',
    recordedAt: '2021-01-05T01:00:00.000Z',
    subject: 'order-a',
    delta: 6_000,
    under: { unit: 'school', category: 'fruit' },
    approximate: true,
  });
  const rest = await figures.get(`figures/purchase.paid/contributions?limit=2&cursor=${String(first.body['nextCursor'])}`);
  expect(rest.body).toMatchObject({ nextCursor: null, sum: 10_500, items: [{ subject: 'order-c', delta: 500 }] });
  expect((await figures.get('figures/reserve.completion/contributions?year=2020')).body).toMatchObject({
    numerator: { sum: 10_000, items: [{ subject: 'order-a' }, { subject: 'order-b' }] },
    denominator: { sum: 30_000, items: [{ subject: 'reserve-school-2020' }] },
  });
});

test('changes tell the old value, the new one and the events between', async () => {
  const { body } = await figures.get('changes?since=2021-01-05T00:00:00.000Z&figures=sales.amount,projects.count');
  expect(body).toMatchObject({
    since: '2021-01-05T00:00:00.000Z',
    items: [
      { figure: 'sales.amount', old: 0, new: 10_000, count: 2, events: [{ delta: 5_000 }, { delta: 5_000 }] },
      { figure: 'projects.count', old: 0, new: 1, count: 1 },
    ],
  });
  expect((await figures.get('changes?since=2021-01-06T00:00:00.000Z&figures=sales.amount')).body).toMatchObject({
    items: [{ old: 10_000, new: 10_000, count: 0, events: [] }],
  });
});

test('refuses what it does not know, all at once, and says where', async () => {
  expect((await figures.get('figures/purchase.stolen')).status).toBe(404);
  expect(await figures.codes('figures/purchase.paid?colour=red&year=20&from=2020-02-30&channel=833&knownAt=gestern')).toEqual([
    422,
    'channel QUERY.INVALID',
    'colour QUERY.INVALID',
    'from QUERY.INVALID',
    'knownAt QUERY.INVALID',
    'year QUERY.INVALID',
  ]);
  expect(await figures.codes('figures/activities.visits?unitId=office&channel=832')).toEqual([
    422,
    'channel FILTER.NOT_APPLICABLE',
    'unitId FILTER.NOT_APPLICABLE',
  ]);
  expect(await figures.codes('figures/projects.count?unitId=nobody&villageCode=1&projectId=nothing')).toEqual([
    422,
    'projectId PROJECT.UNKNOWN',
    'unitId UNIT.UNKNOWN',
    'villageCode VILLAGE.UNKNOWN',
  ]);
  expect(await figures.codes('figures/storage.share/series?by=channel')).toEqual([422, 'by SERIES.NOT_APPLICABLE']);
  expect(await figures.codes('changes?figures=purchase.paid')).toEqual([422, 'since QUERY.INVALID']);
  for (const key of [
    ['a', 1, 1, 1],
    [1e300, 0, 0, 0],
    [1, 2],
  ]) {
    const cursor = Buffer.from(JSON.stringify(key)).toString('base64url');
    expect(await figures.codes(`figures/purchase.paid/contributions?cursor=${cursor}`)).toEqual([422, 'cursor QUERY.INVALID']);
  }
});

test('no figure is read from sums in which two combinations ran together', async () => {
  const spoilt = await FiguresLedger.open();
  writeSmallHistory(spoilt);
  await spoilt.project();
  await spoilt.database.transaction('rebuildable', async (session) => {
    await session.run('INSERT INTO impact_cell (id, proof, whole) SELECT id, proof + 1, whole FROM impact_cell LIMIT 1');
  });
  await expect(spoilt.reader.read('purchase.paid', {})).rejects.toThrow('share an id');
  await spoilt.close();
});
