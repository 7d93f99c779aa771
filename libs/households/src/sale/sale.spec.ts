import { yearOf } from '#contracts';
import type { RecordSaleBody, SaleChangesBody } from '#contracts/commands';
import type { Household, KnownHousehold } from '../household/household.js';
import { NAME, NO_VILLAGE, Scenario, step, TODAY, VILLAGE } from '../testing/scenario.js';
import { type Correction, correctSale, namedAfter, type Seen } from './correction.js';
import { recordSale } from './recording.js';
import type { Named } from './sale-facts.js';
import { factsOf, isKnown, type KnownSale, reversalOf, type Sale, saleStream } from './sale.js';
import { voidSale } from './voiding.js';

const ID = 'sale-1';
const PLACE = '610124 610124103201 fruit';
const DAY = '2020-09-01';

const HOUSEHOLD: KnownHousehold = {
  state: 'registered',
  householdId: 'h-1',
  villageCode: VILLAGE.code,
  category: 'registered-poor',
  members: 4,
  registeredOn: '2020-01-10',
  sealId: null,
  exit: null,
  forgotten: null,
  approximate: false,
  evidence: [],
  source: 'manual',
  under: {},
  posted: [],
};
const NO_HOUSEHOLD: Household = { state: 'absent' };
const NAMED: Named = { village: VILLAGE, household: HOUSEHOLD, orderKnown: true };

const BODY: RecordSaleBody = {
  villageCode: VILLAGE.code,
  product: NAME,
  category: 'fruit',
  quantity: 4.7,
  unit: '万斤',
  amountFen: 9_400_000,
};

function record(body: Partial<RecordSaleBody> = {}, day = DAY): Scenario<Sale> {
  const scenario = new Scenario(saleStream(ID));
  scenario.do((sale) => recordSale(sale, NAMED, step(day, { ...BODY, ...body, saleId: ID })));
  return scenario;
}

function refusedRecord(body: Partial<RecordSaleBody>, named: Partial<Named>, missingFiles: string[] = []) {
  const recording = { ...step(DAY, { ...BODY, ...body, saleId: ID }), missingFiles };
  return new Scenario(saleStream(ID)).refused((sale) => recordSale(sale, { ...NAMED, ...named }, recording));
}

function known(scenario: Scenario<Sale>): KnownSale {
  if (!isKnown(scenario.state)) throw new Error(`the sale is ${scenario.state.state}`);
  return scenario.state;
}

function correction(changes: SaleChangesBody, fields: Partial<Correction> = {}): Correction {
  return { saleId: ID, reason: '录入有误', changes, occurredOn: undefined, today: TODAY, missingFiles: [], ...fields };
}

function seenBy(scenario: Scenario<Sale>, changes: SaleChangesBody): Seen {
  const places = isKnown(scenario.state) ? namedAfter(scenario.state, changes) : { villageCode: '', householdId: null };
  return { places, version: scenario.events.length, currentVersion: scenario.events.length };
}

function correct(scenario: Scenario<Sale>, changes: SaleChangesBody, named: Named = NAMED, fields: Partial<Correction> = {}): void {
  const seen = seenBy(scenario, changes);
  scenario.do((sale) => correctSale(sale, named, seen, correction(changes, fields)));
}

function refusedCorrection(scenario: Scenario<Sale>, changes: SaleChangesBody, named: Named = NAMED, fields: Partial<Correction> = {}) {
  const seen = seenBy(scenario, changes);
  return scenario.refused((sale) => correctSale(sale, named, seen, correction(changes, fields)));
}

const VOID = { id: ID, reason: '重复录入', occurredOn: undefined, missingFiles: [] };

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
    const again = step(DAY, { ...BODY, saleId: ID });
    expect(record().refused((sale) => recordSale(sale, { ...NAMED, village: NO_VILLAGE }, again))).toEqual([
      { code: 'RECORD.EXISTS', path: 'id', params: { id: ID } },
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
    correct(scenario, { product: '猕猴桃' });
    expect(scenario.events[1]?.data).toMatchObject({ product: '猕猴桃', under: {}, postings: [] });
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
    expect(refusedCorrection(new Scenario(saleStream(ID)), { quantity: 1 })).toMatchObject([{ code: 'RECORD.NOT_FOUND' }]);
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
    expect(new Scenario(saleStream(ID)).refused((sale) => voidSale(sale, VOID))).toMatchObject([{ code: 'RECORD.NOT_FOUND' }]);
  });
});

test('a withdrawn sale leaves nothing in any figure and takes no command', () => {
  const scenario = record({ householdId: 'h-1', approximate: true });
  correct(scenario, { category: 'processed' });
  scenario.withdraw(reversalOf(scenario.state));
  expect(scenario.left()).toEqual({});
  expect(scenario.refused((sale) => voidSale(sale, VOID))).toMatchObject([{ code: 'RECORD.NOT_FOUND' }]);
});
