import type { Counted } from '#contracts';
import { yearOf } from '#contracts';
import {
  correct,
  correction,
  DAY,
  known,
  NAMED,
  NO_HOUSEHOLD,
  PLACE,
  record,
  refusedCorrection,
  SALE_ID,
  seenBy,
} from '../testing/sale-scenario.js';
import { NAME, NO_VILLAGE, Scenario, TODAY, VILLAGE } from '../testing/scenario.js';
import { correctSale } from './correction.js';
import { saleStream } from './sale.js';

describe('correcting a sale', () => {
  test('reverses the old entry and makes the new one, both on the original business day', () => {
    const scenario = record();
    correct(scenario, { quantity: 23.6, unit: '吨' });
    expect(scenario.events[1]).toMatchObject({ type: 'SaleCorrected', occurredOn: DAY, data: { reason: '录入有误', soldOn: DAY } });
    expect(scenario.events[1]?.data).toMatchObject({
      postings: [
        { measure: 'sale.weight', delta: -23_500_000, day: DAY },
        { measure: 'sale.weight', delta: 23_600_000, day: DAY },
      ],
    });
    expect(scenario.net('sale.weight')).toEqual({ [`${DAY} ${PLACE}`]: 23_600_000 });
    expect(scenario.net('sale.amount')).toEqual({ [`${DAY} ${PLACE}`]: 9_400_000 });
  });

  test('moves everything to the corrected day and takes it off the old one', () => {
    const scenario = record({ householdsReached: 3 });
    correct(scenario, { occurredOn: '2019-12-30' });
    expect(known(scenario).soldOn).toBe('2019-12-30');
    expect(Object.keys(scenario.left()).map((key) => yearOf(key.split(' ')[1] ?? ''))).toEqual([2019, 2019, 2019]);
  });

  test('takes today as the corrected day, and gathers its evidence', () => {
    const scenario = record();
    correct(scenario, { occurredOn: TODAY }, NAMED, { evidence: ['f-1'] });
    expect([known(scenario).soldOn, known(scenario).evidence]).toEqual([TODAY, ['f-1']]);
  });

  test('moves everything to the corrected village, county and category', () => {
    const village = { ...VILLAGE, code: 'v-2', countyCode: '611024' };
    const scenario = record({ householdsReached: 3 });
    correct(scenario, { villageCode: 'v-2', category: 'processed' }, { ...NAMED, village });
    expect(scenario.left()).toEqual({
      [`sale.weight ${DAY} 611024 processed v-2`]: 23_500_000,
      [`sale.amount ${DAY} 611024 processed v-2`]: 9_400_000,
      [`sale.households-stated ${DAY} 611024 processed v-2`]: 3,
    });
  });

  test('moves everything in or out of 约', () => {
    const scenario = record();
    correct(scenario, { approximate: true });
    expect(scenario.net('sale.weight')).toEqual({ [`${DAY} ${PLACE} 约`]: 23_500_000 });
    correct(scenario, { approximate: false });
    expect(scenario.net('sale.weight')).toEqual({ [`${DAY} ${PLACE}`]: 23_500_000 });
  });

  test('clears what null names and keeps what is not named', () => {
    const scenario = record({ householdId: 'h-1', householdsReached: 3, buyer: { kind: 'order', orderId: 'o-1' } });
    correct(scenario, { householdId: null, buyer: null, amountFen: null });
    expect(known(scenario).facts).toMatchObject({ householdId: null, buyer: null, amountFen: null, householdsReached: 3, product: NAME });
    expect(scenario.left()).toEqual({ [`sale.weight ${DAY} ${PLACE}`]: 23_500_000, [`sale.households-stated ${DAY} ${PLACE}`]: 3 });
  });

  test('keeps a masked buyer as it is when something else is corrected', () => {
    const scenario = record({ buyer: { kind: 'individual', name: '欧阳小娜' } });
    correct(scenario, { amountFen: 1 });
    expect(known(scenario).facts.buyer?.name).toBe('欧**娜');
  });

  test('posts nothing where no figure moves', () => {
    const scenario = record();
    correct(scenario, { buyer: { kind: 'enterprise', name: '示例公司' } });
    expect(scenario.events[1]?.data).toMatchObject({ under: {}, postings: [] });
  });

  test('moves everything from the wrong product to the right one', () => {
    const scenario = record();
    correct(scenario, { product: '猕猴桃' });
    const { postings = [] } = scenario.events[1]?.data as Counted;
    const weights = postings.filter(({ measure }) => measure === 'sale.weight');
    expect(weights.map(({ delta, under }) => [delta, under?.product === '猕猴桃'])).toEqual([
      [-23_500_000, false],
      [23_500_000, true],
    ]);
  });

  test('refuses a correction that changes nothing', () => {
    expect(refusedCorrection(record(), { quantity: 4.7 })).toEqual([{ code: 'SALE.UNCHANGED', path: 'changes', params: {} }]);
    expect(refusedCorrection(record(), {})).toMatchObject([{ code: 'SALE.UNCHANGED' }]);
  });

  test('refuses what a new sale would be refused for, by the place in changes', () => {
    const changes = {
      villageCode: 'v-9',
      householdId: 'h-9',
      quantity: 1e12,
      buyer: { kind: 'order', orderId: 'o-9' },
      occurredOn: '2021-01-01',
    } as const;
    const named = { village: NO_VILLAGE, household: NO_HOUSEHOLD, orderKnown: false };
    expect(refusedCorrection(record(), changes, named, { missingFiles: ['f-9'] })).toMatchObject([
      { code: 'DATE.FUTURE', path: 'changes.occurredOn', params: { day: '2021-01-01', today: TODAY } },
      { code: 'VILLAGE.UNKNOWN', path: 'changes.villageCode' },
      { code: 'HOUSEHOLD.UNKNOWN', path: 'changes.householdId' },
      { code: 'ORDER.UNKNOWN', path: 'changes.buyer.orderId' },
      { code: 'FIELD.INVALID', path: 'changes.quantity' },
      { code: 'FILE.UNKNOWN', path: 'evidence' },
    ]);
  });

  test('refuses a village that is not the household’s', () => {
    const village = { ...VILLAGE, code: 'v-2' };
    expect(refusedCorrection(record({ householdId: 'h-1' }), { villageCode: 'v-2' }, { ...NAMED, village })).toMatchObject([
      { code: 'HOUSEHOLD.OTHER_VILLAGE', path: 'changes.householdId' },
    ]);
  });

  test('refuses a correction dated before the sale', () => {
    expect(refusedCorrection(record(), { quantity: 1 }, NAMED, { occurredOn: '2020-08-31' })).toEqual([
      { code: 'DATE.BEFORE_START', path: 'occurredOn', params: { day: '2020-08-31', start: DAY } },
    ]);
  });

  test('refuses when the sale has meanwhile moved to another village than the one that was looked up', () => {
    const scenario = record();
    const seen = { ...seenBy(scenario, {}), places: { villageCode: 'v-2', householdId: null }, version: 1, currentVersion: 2 };
    expect(scenario.refused((sale) => correctSale(sale, NAMED, seen, correction({ quantity: 1 })))).toEqual([
      { code: 'STREAM.VERSION_CONFLICT', params: { expectedVersion: 1, currentVersion: 2 } },
    ]);
  });

  test('is refused for a sale that is not there', () => {
    expect(refusedCorrection(new Scenario(saleStream(SALE_ID)), { quantity: 1 })).toMatchObject([{ code: 'RECORD.NOT_FOUND' }]);
  });
});
