import { FIGURES, type LogName } from '#contracts';
import { FiguresLedger } from '../testing/figures-ledger.js';
import { poster, writeSmallHistory } from '../testing/small-history.js';
import { figuresMoved } from './figures-moved.js';

let ledger: FiguresLedger;

beforeAll(async () => {
  ledger = await FiguresLedger.open();
  writeSmallHistory(ledger);
  const under = { unit: 'school', channel: 'offline', funding: 'canteen', category: 'fruit' };
  const post = poster(ledger);
  post('purchases', 'OrderPaid', 'order-a', '2020-07-01', { under, postings: [{ measure: 'purchase.paid', delta: 1 }] });
  post('purchases', 'OrderVoided', 'order-a', '2020-07-01', { under, postings: [{ measure: 'purchase.ordered', delta: -1 }] });
  post('households', 'ActivityRecorded', 'activity-1', '2020-07-01', {
    under: { kind: 'visit' },
    postings: [{ measure: 'activity.held', delta: 1 }],
  });
  await ledger.project();
});

afterAll(() => ledger.close());

function between(log: LogName, after: number, until: number): Promise<string[]> {
  return figuresMoved(ledger.database.read, { [log]: after }, { [log]: until });
}

const OF_832 = ['reserve.completion', 'reserve.pace'];

test.each([
  ['nothing', 'purchases', 4, 4, []],
  ['a unit: who must file', 'directory', 0, 2, ['reserve.filing']],
  ['an order of 832 with the ratios that rest on it', 'purchases', 0, 1, ['purchase.ordered', 'purchase.paid', ...OF_832]],
  [
    'a reserve with the ratios over it',
    'purchases',
    3,
    4,
    ['reserve.confirmed', 'reserve.canteen', ...OF_832, 'reserve.filing', 'reserve.approval'],
  ],
  ['a payment of another channel alone', 'purchases', 4, 5, ['purchase.paid']],
  ['a void, with the overlap it may end', 'purchases', 5, 6, ['purchase.ordered', 'support.overlap']],
  ['a sale', 'households', 1, 2, ['sales.weight', 'sales.amount', 'sales.reach', 'support.overlap', 'storage.share']],
  ['a visit and no other activity', 'households', 3, 4, ['activities.visits']],
] as const)('%s', async (_, log, after, until, figures) => {
  expect((await between(log, after, until)).sort()).toEqual([...figures].sort());
});

test('two logs at once, and everything where too much came to look through', async () => {
  const both = await figuresMoved(ledger.database.read, { purchases: 4, households: 3 }, { purchases: 5, households: 4 });
  expect(both).toEqual(['purchase.paid', 'activities.visits']);
  expect(await between('projects', 0, 1_000_000)).toHaveLength(FIGURES.length);
});
