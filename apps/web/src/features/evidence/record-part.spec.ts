import type { HistoryItem } from '../../api/record-answers';
import { entriesOf, isAmount } from './record-part';

const entry = (eventId: string, changes: HistoryItem['changes']): HistoryItem => ({
  eventId,
  type: 'ProjectFundsRecorded',
  occurredOn: '2020-05-01',
  recordedAt: '2020-05-01T00:00:00.000Z',
  account: 'demo-project',
  changes,
});
const HISTORY = [
  entry('projects-1', [{ field: 'budgetFen', from: null, to: 900 }]),
  entry('projects-2', [{ field: 'funds.paid.city', from: null, to: 300 }]),
  entry('projects-3', [{ field: 'funds.released.city', from: null, to: 500 }]),
  entry('projects-4', [{ field: 'funds.paid.city', from: 300, to: 450 }]),
  entry('projects-5', [{ field: 'funds.paid.donation', from: null, to: 20 }]),
];

test('an amount is made of the entries that moved it, whatever their source, and of no other', () => {
  const entries = entriesOf(HISTORY, 'funds.paid');
  expect(entries.map(({ item, delta }) => [item.eventId, delta])).toEqual([
    ['projects-2', 300],
    ['projects-4', 150],
    ['projects-5', 20],
  ]);
  expect(entriesOf(HISTORY, 'budgetFen').map(({ delta }) => delta)).toEqual([900]);
});

test('a field whose name only begins alike is another field', () => {
  expect(entriesOf([entry('projects-1', [{ field: 'funds.paidBack', from: 0, to: 9 }])], 'funds.paid')).toEqual([]);
});

test('what is no amount has entries and no sum', () => {
  expect(isAmount('stages.contracted')).toBe(false);
  const planned = entry('projects-1', [{ field: 'stages.contracted.baseline', from: null, to: '2020-05-01' }]);
  expect(entriesOf([planned], 'stages.contracted')).toEqual([{ item: planned, delta: null }]);
});
