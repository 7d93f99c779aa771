import { eventually } from '../support/eventually.js';
import { type SignedIn, signInTester } from '../support/sign-in.js';
import type { Tier } from '../support/tier.js';

const UNIT = { id: 'closing-unit', name: '示例结账单位', kind: 'budget-unit', occurredOn: '2019-01-01' };
const ORDER = {
  unitId: UNIT.id,
  channel: 'offline',
  supplierName: '示例合作社',
  funding: 'union',
  settlement: 'prepaid',
  lines: [{ product: '猕猴桃', category: 'fruit', quantity: 10, unit: '斤', amountFen: 5_000 }],
  occurredOn: '2020-06-15',
};
const REASON = '复核发现漏记 "一笔" 𠮷';

/** What a lock of a month means on either tier, seen from outside. */
export function periodLockFacts(tier: () => Tier & { readonly url: string }): void {
  it('a locked month takes what belongs into it only with a reason, and every list says so', async () => {
    const tester = await signInTester(tier().url);
    expect((await tester.post('/api/units', UNIT)).status).toBe(201);
    expect((await tester.post('/api/orders', { ...ORDER, id: 'before-closing' })).status).toBe(201);
    const lock = await tester.post('/api/period-locks', { unitId: UNIT.id, period: '2020-06', reason: '月结' });
    expect(lock.status).toBe(201);
    const { log, position } = (await lock.json()) as { log: string; position: number };
    const locks = await tier().get(`/api/period-locks?unitId=${UNIT.id}&year=2020&after=${log}:${position}`);
    const since = String((locks['items'] as { lockedAt: string }[])[0]?.lockedAt);

    // The service that keeps the orders learns of it as of everything else of the directory.
    await eventually('an order of the locked month is refused', async () => (await codeOf(tester, ORDER)) === 'PERIOD.LOCKED');
    expect((await tester.post('/api/orders/before-closing/void', { reason: REASON })).status).toBe(200);
    const late = await tester.post('/api/orders', { ...ORDER, id: 'after-closing', adjustmentReason: REASON });
    expect(late.status).toBe(201);

    const after = (await late.json()) as { log: string; position: number };
    const query = `unitId=${UNIT.id}&after=${after.log}:${after.position}`;
    const adjustment = { period: '2020-06', reason: REASON };
    const marked = { adjustment };
    const { items } = await tier().get('/api/orders/after-closing/history');
    expect(items).toMatchObject([marked]);
    const made = await tier().get(`/api/figures/purchase.ordered/contributions?year=2020&${query}`);
    const adjusted = (made['items'] as { subject: string; adjustment?: object }[]).filter((one) => one.adjustment !== undefined);
    expect(adjusted.map(({ subject }) => subject).sort()).toEqual(['order-after-closing', 'order-before-closing']);
    const { items: changes } = await tier().get(`/api/changes?since=${since}&figures=purchase.ordered&${query}`);
    expect((changes as { events: object[] }[])[0]?.events).toEqual(expect.arrayContaining([expect.objectContaining(marked)]));
  });
}

/** Why an order was refused; one that is taken before the lock is known is an order like any other. */
async function codeOf(tester: SignedIn, order: object): Promise<unknown> {
  return ((await (await tester.post('/api/orders', order)).json()) as { code?: string }).code;
}
