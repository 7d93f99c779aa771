import { likeness, likenessAt, MOST_ALIKE } from '#contracts';
import { LINE, ORDER } from '../imports/support/asked-scene.js';
import { ENGINES, type EngineDatabase, Engines } from '../support/engines.js';
import { LivingLedger } from '../support/living-ledger.js';

/** What is alike is found by one statement, which means the same on every engine. */
describe.each(ENGINES)('orders that are many and alike, on %s', (engine) => {
  let engines: Engines;
  let own: EngineDatabase;
  let ledger: LivingLedger;

  const enter = async (path: string, body: object): Promise<void> => {
    expect(await ledger.post(path, body, ledger.nextKey())).toMatchObject({ status: 201 });
  };

  beforeAll(async () => {
    engines = await Engines.start();
    own = await engines.fresh(engine);
    ledger = await LivingLedger.start(own);
  });

  afterAll(async () => {
    await ledger.close();
    await own.drop();
    await engines.stop();
  });

  it('are read of the unit that asks, those with a number and those without one apart, no more than a row is compared with and one', async () => {
    for (const id of ['u-1', 'u-2']) {
      await enter('/units', { id, name: `单位 ${id}`, kind: 'budget-unit', regionCode: '610124', occurredOn: '2015-01-01' });
      await enter('/orders', { ...ORDER, unitId: id, id: `o-offline-${id}`, channel: 'offline' });
    }
    const numbers = Array.from({ length: MOST_ALIKE + 3 }, (_, at) => `N${String(at).padStart(2, '0')}`);
    for (const number of numbers) await enter('/orders', { ...ORDER, unitId: 'u-1', id: `o-${number}`, platformOrderNo: number });
    await ledger.get('/orders', { limit: '1' });
    const asked = likenessAt('u-1', likeness(ORDER.occurredOn, ORDER.supplierName, [LINE]));
    const { likenesses } = await ledger.askPurchases({ likenesses: [asked, likenessAt('u-3', 'none')] });
    const expected = [...numbers.slice(0, MOST_ALIKE + 1).map((number) => `o-${number}`), 'o-offline-u-1'];
    expect(likenesses.map(([key, orders]) => [key, orders.map(({ id }) => id)])).toEqual([[asked, expected]]);
  });
});
