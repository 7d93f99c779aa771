import { NAME, NO_VILLAGE, Scenario, step, VILLAGE } from '../testing/scenario.js';
import {
  correct,
  DAY,
  HOUSEHOLD,
  known,
  NAMED,
  NO_HOUSEHOLD,
  PLACE,
  record,
  refusedCorrection,
  refusedRecord,
  SALE_BODY,
  SALE_ID,
} from '../testing/sale-scenario.js';
import { recordSale } from './recording.js';
import { factsOf, reversalOf, saleStream } from './sale.js';
import { voidSale } from './voiding.js';

const VOID = { id: SALE_ID, reason: '重复录入', occurredOn: undefined, missingFiles: [] };

describe('recording a sale', () => {
  test('keeps quantity and unit as entered beside the grams', () => {
    const { facts } = known(record());
    expect(facts).toMatchObject({ product: NAME, quantity: 4.7, unit: '万斤', grams: 23_500_000, countyCode: '610124' });
  });

  test('posts weight and amount under village, county and category', () => {
    const scenario = record();
    expect(scenario.net('sale.weight')).toEqual({ [`${DAY} ${PLACE}`]: 23_500_000 });
    expect(scenario.net('sale.amount')).toEqual({ [`${DAY} ${PLACE}`]: 9_400_000 });
    expect(scenario.events[0]?.data).toMatchObject({ under: { village: VILLAGE.code, category: 'fruit', county: '610124' } });
  });

  test('counts a quantity without a weight as unconverted and gives it none', () => {
    const scenario = record({ quantity: 12, unit: '箱' });
    expect(scenario.net('sale.unconverted')).toEqual({ [`${DAY} ${PLACE}`]: 1 });
    expect(scenario.net('sale.weight')).toEqual({});
    expect(known(scenario).facts.grams).toBeNull();
    expect(known(record({ quantity: 12, unit: '箱', packGrams: 2_500 })).facts.grams).toBe(30_000);
  });

  test('counts the household it names, and not the stated number beside it', () => {
    const scenario = record({ householdId: 'h-1', householdsReached: 15 });
    expect(scenario.net('sale.household')).toEqual({ [`${DAY} ${PLACE} @h-1`]: 1 });
    expect(scenario.net('sale.households-stated')).toEqual({});
  });

  test('counts the stated households where it names none', () => {
    const scenario = record({ householdsReached: 15 });
    expect(scenario.net('sale.households-stated')).toEqual({ [`${DAY} ${PLACE}`]: 15 });
    expect(scenario.net('sale.household')).toEqual({});
  });

  test('marks the overlap with the order its buyer names', () => {
    const scenario = record({ buyer: { kind: 'order', orderId: 'o-1' } });
    expect(scenario.net('sale.linked')).toEqual({ [`${DAY} ${PLACE} @o-1`]: 9_400_000 });
    expect(record({ buyer: { kind: 'cooperative', name: '合作社' } }).net('sale.linked')).toEqual({});
  });

  test('carries 约 into every posting', () => {
    expect(record({ approximate: true }).left()).toEqual({
      [`sale.weight ${DAY} ${PLACE} 约`]: 23_500_000,
      [`sale.amount ${DAY} ${PLACE} 约`]: 9_400_000,
    });
  });

  test('lets an individual’s name into the log masked only, and a firm’s as it is', () => {
    expect(known(record({ buyer: { kind: 'individual', name: '张小三' } })).facts.buyer).toEqual({
      kind: 'individual',
      orderId: null,
      name: '张*三',
    });
    expect(known(record({ buyer: { kind: 'enterprise', name: '张小三' } })).facts.buyer?.name).toBe('张小三');
  });

  test('refuses an id that is in use, before anything else', () => {
    const again = step(DAY, { ...SALE_BODY, saleId: SALE_ID });
    expect(record().refused((sale) => recordSale(sale, { ...NAMED, village: NO_VILLAGE }, again))).toEqual([
      { code: 'RECORD.EXISTS', path: 'id', params: { id: SALE_ID } },
    ]);
  });

  test('reports an unknown village, household, order and file and a weight past 2^53 at once', () => {
    const body = { householdId: 'h-9', quantity: 1e12, buyer: { kind: 'order', orderId: 'o-9' } } as const;
    expect(refusedRecord(body, { village: NO_VILLAGE, household: NO_HOUSEHOLD, orderKnown: false }, ['f-9'])).toMatchObject([
      { code: 'VILLAGE.UNKNOWN', path: 'villageCode', params: { id: VILLAGE.code } },
      { code: 'HOUSEHOLD.UNKNOWN', path: 'householdId', params: { id: 'h-9' } },
      { code: 'ORDER.UNKNOWN', path: 'buyer.orderId', params: { id: 'o-9' } },
      { code: 'FIELD.INVALID', path: 'quantity' },
      { code: 'FILE.UNKNOWN', path: 'evidence' },
    ]);
  });

  test('refuses a household of another village', () => {
    const household = { ...HOUSEHOLD, villageCode: 'elsewhere' };
    expect(refusedRecord({ householdId: 'h-1' }, { household })).toEqual([
      { code: 'HOUSEHOLD.OTHER_VILLAGE', path: 'householdId', params: { id: 'h-1', villageCode: 'elsewhere' } },
    ]);
  });

  test('does not also blame the household where the village is unknown', () => {
    expect(refusedRecord({ householdId: 'h-1' }, { village: NO_VILLAGE })).toMatchObject([{ code: 'VILLAGE.UNKNOWN' }]);
  });
});

describe('voiding a sale', () => {
  test('brings every figure back to zero on the original day, also after corrections', () => {
    const scenario = record({ householdId: 'h-1', buyer: { kind: 'order', orderId: 'o-1' }, approximate: true });
    correct(scenario, { occurredOn: '2020-10-01', category: 'processed', amountFen: 5 });
    scenario.do((sale) => voidSale(sale, VOID));
    expect(scenario.left()).toEqual({});
    expect(scenario.events[2]).toMatchObject({ type: 'SaleVoided', occurredOn: '2020-10-01' });
    expect(factsOf(scenario.state)).toMatchObject({ state: 'void', voidReason: '重复录入', amountFen: 5 });
  });

  test('is dated by its own day where one is given, and the figures by theirs', () => {
    const scenario = record();
    scenario.do((sale) => voidSale(sale, { ...VOID, occurredOn: '2020-12-01' }));
    expect(scenario.events[1]?.occurredOn).toBe('2020-12-01');
    expect(scenario.left()).toEqual({});
  });

  test('is refused before the sale, twice, without its files, and where there is no sale', () => {
    const scenario = record();
    const early = { ...VOID, occurredOn: '2020-08-31', missingFiles: ['f-9'] };
    expect(scenario.refused((sale) => voidSale(sale, early))).toMatchObject([{ code: 'DATE.BEFORE_START' }, { code: 'FILE.UNKNOWN' }]);
    scenario.do((sale) => voidSale(sale, VOID));
    expect(scenario.refused((sale) => voidSale(sale, VOID))).toEqual([{ code: 'SALE.VOIDED', params: { reason: '重复录入' } }]);
    expect(refusedCorrection(scenario, { quantity: 1 })).toMatchObject([{ code: 'SALE.VOIDED' }]);
    expect(new Scenario(saleStream(SALE_ID)).refused((sale) => voidSale(sale, VOID))).toMatchObject([{ code: 'RECORD.NOT_FOUND' }]);
  });
});

test('a withdrawn sale leaves nothing in any figure and takes no command', () => {
  const scenario = record({ householdId: 'h-1', approximate: true });
  correct(scenario, { category: 'processed' });
  scenario.withdraw(reversalOf(scenario.state));
  expect(scenario.left()).toEqual({});
  expect(scenario.refused((sale) => voidSale(sale, VOID))).toMatchObject([{ code: 'RECORD.NOT_FOUND' }]);
});
