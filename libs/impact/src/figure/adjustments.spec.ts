import type { Instant, Posting } from '#contracts';
import { FiguresLedger } from '../testing/figures-ledger.js';
import { changesSince } from './changes.js';
import { contributionsOf } from './contribution-list.js';

const BEFORE = '2021-01-31T01:00:00.000Z';
const AFTER = '2021-02-15T01:00:00.000Z';
const ADJUSTMENT = { period: '2020-12', reason: '=1+1 复核"重复" 𠮷' };

let ledger: FiguresLedger;

function paid(streamId: string, recordedAt: Instant, more: object = {}): void {
  const postings: Posting[] = [{ measure: 'purchase.paid', delta: 100 }];
  const data = { under: { unit: 'school', channel: '832' }, postings, ...more };
  ledger.record({ log: 'purchases', type: 'OrderPaid', streamId, occurredOn: '2020-12-20', data }, recordedAt);
}

beforeAll(async () => {
  ledger = await FiguresLedger.open();
  paid('order-before', BEFORE);
  paid('order-late', AFTER, { adjustment: ADJUSTMENT });
  paid('order-plain', AFTER);
  await ledger.project();
});
afterAll(() => ledger.close());

test('what a figure is made of says which entries are adjustments of a locked period, and why', async () => {
  const { items, sum } = await ledger.reader.ask('purchase.paid', {}, (question) => contributionsOf(question, question.plan, 50));
  expect(items.map(({ subject, adjustment }) => [subject, adjustment])).toEqual([
    ['order-before', undefined],
    ['order-late', ADJUSTMENT],
    ['order-plain', undefined],
  ]);
  expect(sum).toBe(300);
});

test('what has moved a figure since it was reported says so, too', async () => {
  const [change] = await changesSince(ledger.reader, '2021-02-01T00:00:00.000Z', ['purchase.paid'], {});
  expect(change).toMatchObject({ old: 100, new: 300, count: 2 });
  expect(change?.events.map(({ subject, adjustment }) => [subject, adjustment?.period])).toEqual([
    ['order-late', '2020-12'],
    ['order-plain', undefined],
  ]);
});
