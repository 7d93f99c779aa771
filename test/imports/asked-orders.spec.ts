import type { Caller } from '#contracts';
import { NO_QUESTIONS, recordId } from '#imports';
import { AskedScene, of, ORDER } from './support/asked-scene.js';

let scene: AskedScene;

beforeAll(async () => {
  scene = await AskedScene.start();
});
afterAll(() => scene.stop());

describe('what else is recorded of an order, by its number', () => {
  const RECORDED = { ...ORDER, id: 'o-steps', platformOrderNo: 'N7', originCountyCode: '610124', freightFen: 500 };

  it('is what it says after its last correction, where it counts, and what has happened to it', async () => {
    await scene.enter('/orders', RECORDED);
    await scene.enter('/orders/o-steps/payments', { amountFen: 4_000, occurredOn: '2020-03-02' });
    await scene.enter('/orders/o-steps/payments', { amountFen: 6_500, occurredOn: '2020-03-05' });
    await scene.enter('/orders/o-steps/acceptance', { occurredOn: '2020-03-06' });
    await scene.enter('/orders/o-steps/rating', { occurredOn: '2020-03-07', stars: 4 });
    await scene.enter('/orders/o-steps/refunds', { amountFen: 100, occurredOn: '2020-03-08', reason: '少两个' });
    await scene.enter('/orders/o-steps/correction', { reason: '资金写错', changes: { funding: 'canteen' } });
    await scene.enter('/orders/o-steps/reattribution', { toUnitId: 'u-office', reason: '划转', evidence: [await scene.proof()] });
    expect((await scene.asked('orders', { orderNumbers: ['N7'] })).orderNumbers.get('N7')?.live?.recorded).toEqual({
      unitIds: ['u-office', 'u-school'],
      channel: '832',
      supplierName: ORDER.supplierName,
      originCountyCode: '610124',
      funding: 'canteen',
      settlement: 'prepaid',
      freightFen: 500,
      discountFen: 0,
      payments: [
        { on: '2020-03-02', amountFen: 4_000 },
        { on: '2020-03-05', amountFen: 6_500 },
      ],
      acceptedOn: ['2020-03-06'],
      ratings: [{ on: '2020-03-07', stars: 4 }],
      refunds: [{ on: '2020-03-08', amountFen: 100 }],
    });
  });

  it('is told to nobody who does not see the order', async () => {
    const others = scene.port('orders', of('purchaser', { unitId: 'u-other' }));
    const { orderNumbers } = await others.answer({ ...NO_QUESTIONS, orderNumbers: ['N7'] });
    expect(orderNumbers.get('N7')?.live).toMatchObject({ id: 'o-steps', isOfOthers: true });
    expect(orderNumbers.get('N7')?.live).not.toHaveProperty('recorded');
  });
});

describe('an order that does not stand', () => {
  const ended = async (number: string, unitId?: string): Promise<unknown> => {
    const caller = of('purchaser', unitId === undefined ? {} : { unitId });
    return (await scene.port('orders', caller).answer({ ...NO_QUESTIONS, orderNumbers: [number] })).orderNumbers.get(number)?.ended;
  };

  it.each([
    ['cancelled', 'cancel'],
    ['voided', 'void'],
  ])('since it was %s by hand is told with who did it and why, to who sees it', async (_, step) => {
    await scene.enter('/orders', { ...ORDER, id: `o-${step}`, platformOrderNo: `E-${step}` });
    await scene.enter(`/orders/o-${step}/${step}`, { reason: '重复"下单" 𠮷' });
    const told = { id: `o-${step}`, endedBy: 'local', reason: '重复"下单" 𠮷' };
    expect(await ended(`E-${step}`)).toMatchObject(told);
    expect(await ended(`E-${step}`, 'u-school')).toMatchObject(told);
    expect(await ended(`E-${step}`, 'u-other')).toBeUndefined();
  });

  it('since its import was undone, as this voids in the name of the batch, is not told', async () => {
    const batch: Caller = { ...of('purchaser'), batchId: 'import-1', row: 2 };
    await scene.enter('/orders', { ...ORDER, id: 'o-batch', platformOrderNo: 'E-batch' }, batch);
    await scene.enter('/orders/o-batch/void', { reason: '撤销导入' }, batch);
    expect(await ended('E-batch')).toBeUndefined();
  });

  it('is told among the equal ones, too', async () => {
    for (const at of [0, 1]) await scene.enter('/orders', { ...ORDER, channel: 'offline', id: recordId('equal', at) });
    await scene.enter(`/orders/${recordId('equal', 1)}/void`, { reason: '示例' });
    const { rowKeys } = await scene.asked('orders', { rowKeys: ['equal'] });
    expect(rowKeys.get('equal')).toMatchObject({ live: 1, ever: 2, ended: [{ id: recordId('equal', 1), reason: '示例' }] });
  });
});

test('what an undoing would take away is told with the steps that somebody has entered since by hand', async () => {
  const batch: Caller = { ...of('purchaser'), batchId: 'import-2', row: 2 };
  for (const id of ['o-hand', 'o-import']) {
    await scene.enter('/orders', { ...ORDER, id, channel: 'offline' }, batch);
    await scene.enter(`/orders/${id}/payments`, { amountFen: 4_000, occurredOn: '2020-03-02' }, batch);
  }
  await scene.enter('/orders/o-hand/payments', { amountFen: 5_000, occurredOn: '2020-03-03' });
  await scene.enter('/orders/o-hand/correction', { reason: '资金写错', changes: { funding: 'canteen' } });
  expect(await scene.endings('import-2', ['o-hand', 'o-import'])).toEqual([
    { id: 'o-hand', period: null, refusal: null, stepsByHand: 2 },
    { id: 'o-import', period: null, refusal: null },
  ]);
});
