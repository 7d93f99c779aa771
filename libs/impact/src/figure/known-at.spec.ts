import { dayNumber, type FigureName, type Instant, type Posting } from '#contracts';
import { FiguresLedger } from '../testing/figures-ledger.js';
import { changesSince } from './changes.js';
import type { FigureFilters } from './figure-filters.js';
import { contributionsOf } from './contribution-list.js';
import { seriesOf } from './series.js';

/** The last instant of a month (UTC), the first of the next, and the one after it. */
const LAST = '2020-12-31T23:59:59.999Z';
const FIRST = '2021-01-01T00:00:00.000Z';
const NEXT = '2021-01-01T00:00:00.001Z';

const VILLAGE = '610124103201';
const SCHOOL = { unit: 'school', channel: '832', funding: 'canteen', category: 'fruit', county: '610124' };

let ledger: FiguresLedger;

beforeAll(async () => {
  ledger = await FiguresLedger.open();
  const opened: Posting[] = [{ measure: 'unit.open', delta: 1 }];
  const under = { unit: 'school', kind: 'budget-unit' };
  const unit = { unitId: 'school', name: '示例学校', parentId: null, under, postings: opened };
  ledger.record({ log: 'directory', type: 'UnitRegistered', streamId: 'unit-school', occurredOn: '2019-01-01', data: unit }, LAST);
  bought(1, LAST);
  bought(10, FIRST);
  bought(100, FIRST);
  bought(1_000, NEXT);
  sold('h1', LAST);
  sold('h2', FIRST);
  sold('h3', NEXT);
  late('store', '2020-03-01', LAST);
  late('barn', '2020-02-01', FIRST);
  await ledger.project();
});

afterAll(() => ledger.close());

function bought(fen: number, recordedAt: Instant): void {
  const postings: Posting[] = [
    { measure: 'purchase.ordered', delta: fen },
    { measure: 'purchase.paid', delta: fen },
  ];
  const data = { under: SCHOOL, postings };
  ledger.record({ log: 'purchases', type: 'OrderPlaced', streamId: `order-${fen}`, occurredOn: '2020-03-14', data }, recordedAt);
}

/** A sale of 7 fen that is linked to order-1, an order of 1 fen. */
function sold(household: string, recordedAt: Instant): void {
  const postings: Posting[] = [
    { measure: 'sale.household', delta: 1, member: household },
    { measure: 'sale.linked', delta: 7, member: '1' },
  ];
  const data = { under: { village: VILLAGE, county: '610124', category: 'fruit', product: '猕猴桃' }, postings };
  ledger.record({ log: 'households', type: 'SaleRecorded', streamId: `sale-${household}`, occurredOn: '2020-05-01', data }, recordedAt);
}

/** A project whose first stage was planned for a day and reached on 2020-03-11. */
function late(project: string, plannedOn: string, recordedAt: Instant): void {
  const under = { unit: 'school', project, template: 'cold-storage', stage: 'approved' };
  const postings: Posting[] = [
    { measure: 'project.stage-planned', delta: dayNumber(plannedOn) },
    { measure: 'project.stage-reached', delta: 1 },
  ];
  const data = { projectId: project, name: project, under, postings };
  ledger.record({ log: 'projects', type: 'ProjectRegistered', streamId: `project-${project}`, occurredOn: '2020-03-11', data }, recordedAt);
}

async function valueAt(figure: FigureName, knownAt: Instant, filters: FigureFilters = {}): Promise<unknown> {
  return (await ledger.reader.read(figure, { ...filters, knownAt })).value;
}

/** One millisecond before an instant: just not yet known. */
function before(instant: Instant): Instant {
  return new Date(Date.parse(instant) - 1).toISOString();
}

describe('what is recorded at an instant is known at that instant and not one millisecond earlier', () => {
  const whole: FigureFilters = {};
  const school: FigureFilters = { year: 2020, unitId: 'school' };
  const someDays: FigureFilters = { from: '2020-03-14', to: '2020-03-20' };
  test.each([
    ['over all time', whole],
    ['of a unit in a year', school],
    ['of single days', someDays],
    ['of a channel', { channel: '832' }],
  ])('in a sum %s, in the list it is made of and in its months', async (_, filters: FigureFilters) => {
    for (const [instant, known, entries] of [
      [before(LAST), 0, 0],
      [LAST, 1, 1],
      [before(NEXT), 111, 3],
      [NEXT, 1_111, 4],
    ] as const) {
      const asked = { ...filters, knownAt: instant };
      expect([instant, await valueAt('purchase.paid', instant, filters)]).toEqual([instant, known]);
      const list = await ledger.reader.ask('purchase.paid', asked, (question) => contributionsOf(question, question.plan, 50));
      expect([instant, list.count, list.sum, list.items.length]).toEqual([instant, entries, known, entries]);
      const series = await ledger.reader.ask('purchase.paid', asked, (question) => seriesOf(question, 'month'));
      expect([instant, series.total]).toEqual([instant, known]);
    }
  });

  test('in households reached, the overlap with purchases and days late', async () => {
    const known = async (instant: Instant): Promise<unknown[]> => [
      await valueAt('sales.reach', instant),
      await valueAt('support.overlap', instant),
      await valueAt('projects.days-late', instant),
    ];
    expect(await known(before(LAST))).toEqual([0, 0, 0]);
    // No more of an order can be counted twice than it is, however much was sold to it.
    expect(await known(LAST)).toEqual([1, 1, 10]);
    expect(await known(FIRST)).toEqual([2, 1, 39]);
    expect(await known(NEXT)).toEqual([3, 1, 39]);
  });

  test('in the positions that are named, and in the units that must file', async () => {
    const { asOf } = await ledger.reader.read('purchase.paid', { knownAt: FIRST });
    expect(asOf.positions).toEqual({ directory: 1, purchases: 3, projects: 2, households: 2 });
    expect(await valueAt('reserve.filing', LAST, { year: 2020 })).toEqual({ numerator: 0, denominator: 1, permyriad: 0 });
    expect(await valueAt('reserve.filing', before(LAST), { year: 2020 })).toBeNull();
    const none = await ledger.reader.read('purchase.paid', { knownAt: before(LAST) });
    expect(none.asOf.positions).toEqual({ directory: 0, purchases: 0, projects: 0, households: 0 });
  });

  test('and what changed since an instant is what was recorded after it', async () => {
    const since = async (instant: Instant): Promise<unknown> => {
      const [change] = await changesSince(ledger.reader, instant, ['purchase.paid'], {});
      return [change?.old, change?.new, change?.events.map(({ delta }) => delta)];
    };
    expect(await since(before(LAST))).toEqual([0, 1_111, [1, 10, 100, 1_000]]);
    expect(await since(LAST)).toEqual([1, 1_111, [10, 100, 1_000]]);
    expect(await since(FIRST)).toEqual([111, 1_111, [1_000]]);
    expect(await since(NEXT)).toEqual([1_111, 1_111, []]);
  });
});
