import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';

interface Told {
  readonly id: string;
  readonly figures: readonly string[];
  readonly positions: Readonly<Record<string, number>>;
}

/** Reads a stream until a message says what is waited for. */
async function told(
  ledger: RunningLedger,
  enough: (message: Told) => boolean,
  lastEventId?: string,
  act?: () => Promise<void>,
): Promise<Told> {
  const headers: Record<string, string> = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const { body } = await ledger.fetch('/api/stream', { headers, signal: AbortSignal.timeout(20_000) });
  if (body === null) throw new Error('the stream has no body');
  await act?.();
  let text = '';
  for await (const chunk of body) {
    text += Buffer.from(chunk).toString();
    for (const [, id = '', data = ''] of text.matchAll(/id: (.*)\nevent: figures\ndata: (.*)\n\n/g)) {
      const message = { id, ...(JSON.parse(data) as Omit<Told, 'id'>) };
      if (enough(message)) return message;
    }
  }
  throw new Error(`the stream ended: ${text}`);
}

describe('the stream', () => {
  let ledger: RunningLedger;

  beforeAll(async () => {
    ledger = await startLedger();
    await ledger.post('/api/units', { id: 'u-1', name: '示例学校', kind: 'budget-unit' });
  });

  afterAll(() => discard(ledger));

  it('says from the beginning, as an event that a page can hear, that the line lives', async () => {
    const { body } = await ledger.fetch('/api/stream', { signal: AbortSignal.timeout(20_000) });
    if (body === null) throw new Error('the stream has no body');
    let heard = '';
    for await (const chunk of body) {
      heard += Buffer.from(chunk).toString();
      if (heard.includes('event: beat')) break;
    }
    expect(heard).toBe(': connected\n\nevent: beat\ndata: {}\n\n');
  });

  it('names the figures that moved, and goes on where a reader left off', async () => {
    const visit = async (): Promise<void> => {
      await ledger.post('/api/activities', { kind: 'visit', place: '山阳县' });
    };
    const first = await told(ledger, ({ positions }) => positions['households'] === 1, undefined, visit);
    expect(first.figures).toEqual(['activities.visits']);
    const line = { product: '猕猴桃', category: 'fruit', quantity: 1, unit: '斤', amountFen: 500 };
    const order = {
      id: 'o-1',
      unitId: 'u-1',
      channel: 'offline',
      supplierName: '示例',
      funding: 'union',
      settlement: 'postpaid',
      lines: [line],
    };
    expect((await ledger.post('/api/orders', order)).status).toBe(201);
    expect((await ledger.post('/api/orders/o-1/payments', { amountFen: 500 })).status).toBe(200);
    // Both are read before the reader comes back, or it would be told of them one by one.
    expect(await ledger.get('/api/figures/purchase.paid?after=purchases:2')).toMatchObject({ value: 500 });
    const missed = await told(ledger, ({ positions }) => positions['purchases'] === 2, first.id);
    expect(missed.figures).toEqual(['purchase.ordered', 'purchase.paid']);
  });
});
