import type { Counted } from '#contracts';
import { FiguresLedger } from '../testing/figures-ledger.js';
import type { Stated } from '../testing/memory-log.js';

const paid = (streamId: string, data: object & Counted): Stated => ({
  log: 'purchases',
  type: 'OrderPaid',
  streamId,
  occurredOn: '2020-03-14',
  data,
});

async function rowsAfter(...events: Stated[]): Promise<Awaited<ReturnType<FiguresLedger['rows']>>> {
  const ledger = await FiguresLedger.open();
  try {
    events.forEach((event) => ledger.record(event, '2020-04-01T00:00:00.000Z'));
    await ledger.project();
    return await ledger.rows();
  } finally {
    await ledger.close();
  }
}

test('a posting is one contribution, and a part of the sums of its unit and of all units', async () => {
  const under = { unit: 'u-1', channel: '832' };
  const rows = await rowsAfter(
    paid('order-1', { under, postings: [{ measure: 'purchase.paid', delta: 700, under: { category: 'fruit' } }] }),
  );
  expect(rows['impact_contribution']).toMatchObject([{ log: 1, position: 1, ordinal: 0, delta: 700, subject: 'order-1', approximate: 0 }]);
  expect(rows['impact_rollup']?.map(({ period, recorded_month, delta }) => [period, recorded_month, delta])).toEqual([
    [202003, 202004, 700],
    [20200314, 0, 700],
    [202003, 202004, 700],
  ]);
  expect(rows['impact_cell']).toHaveLength(2);
});

test('a reversal counts on the day it names and takes the mark 约 back with it', async () => {
  const posting = { measure: 'purchase.paid' as const, delta: 700, approximate: true };
  const rows = await rowsAfter(paid('order-1', { postings: [posting] }), {
    ...paid('order-1', { postings: [{ ...posting, delta: -700, day: '2020-03-14' }] }),
    occurredOn: '2020-05-01',
  });
  expect(rows['impact_rollup']).toMatchObject([
    { period: 202003, delta: 0, approximate: 0, entries: 2 },
    { period: 20200314, delta: 0, approximate: 0, entries: 2 },
  ]);
});

test('an event that puts an amount into a locked period is marked, once; the others are not', async () => {
  const adjustment = { period: '2020-03', reason: '=1+1 复核 𠮷' };
  const postings = [
    { measure: 'purchase.paid' as const, delta: 1 },
    { measure: 'purchase.completed' as const, delta: 1 },
  ];
  const rows = await rowsAfter(paid('order-1', { postings }), paid('order-1', { postings, ...{ adjustment } }), paid('order-1', {}));
  expect(rows['impact_adjustment']).toEqual([{ log: 1, position: 2, ...adjustment }]);
});

test('an event without postings leaves only the mark that it was read', async () => {
  const rows = await rowsAfter(paid('order-1', {}));
  expect(rows['impact_unposted']).toMatchObject([{ log: 1, position: 1 }]);
  expect([rows['impact_contribution'], rows['impact_rollup'], rows['impact_cell']]).toEqual([[], [], []]);
});

test('a posting that is not a whole number parks its event, and nothing of it is written', async () => {
  const good = { measure: 'purchase.paid' as const, delta: 1 };
  await expect(rowsAfter(paid('order-1', { postings: [good, { ...good, delta: 0.5 }] }))).rejects.toThrow('not a whole number');
});
