import fc from 'fast-check';
import { isRefusal, type NewEvent, type Refusal, type ReserveDeclaration } from '#contracts';
import { adjustReserve } from './adjust-reserve.js';
import { confirmReserve } from './confirm-reserve.js';
import { declareReserve } from './declare-reserve.js';
import { lockReserve } from './lock-reserve.js';
import { returnReserve } from './return-reserve.js';
import { submitReserve } from './submit-reserve.js';
import { declaration, declaring, OWN, RULE, Scenario, step } from '../testing/reserve-scenario.js';
import type { Reserve } from './reserve.js';

const submit = (scenario: Scenario, day: string): NewEvent => scenario.do((reserve) => submitReserve(reserve, step(day)));
const confirm = (scenario: Scenario, day: string): NewEvent => scenario.do((reserve) => confirmReserve(reserve, step(day)));
const giveBack = (scenario: Scenario, day: string): NewEvent => scenario.do((reserve) => returnReserve(reserve, step(day), '有误'));

function adjust(scenario: Scenario, given: ReserveDeclaration, day: string, approximate = false): void {
  scenario.do((reserve) => adjustReserve(reserve, declaring(given, { occurredOn: day, approximate }), '调整'));
}

/** Declared 2021-03-01, submitted 03-05, confirmed 03-10. */
function confirmedOwn(): Scenario {
  const scenario = Scenario.declared();
  submit(scenario, '2021-03-05');
  confirm(scenario, '2021-03-10');
  return scenario;
}

const CONFIRMED = { 'reserve.filed own': 1, 'reserve.approved own': 1, 'reserve.canteen own': 120_000, 'reserve.union own': 30_000 };

describe('what a reserve counts as', () => {
  test('a draft counts for nothing', () => {
    expect(Scenario.declared().figures()).toEqual({});
  });

  test('it is filed from its submission on, under unit, year and canteen', () => {
    const scenario = Scenario.declared();
    const event = submit(scenario, '2021-03-05');
    expect(event.data).toEqual({
      unitId: 'u-1',
      year: 2021,
      under: { unit: 'u-1', year: 2021 },
      postings: [{ measure: 'reserve.filed', delta: 1, under: { kind: 'own' } }],
    });
    expect(scenario.figures('2021-03-04')).toEqual({});
    expect(scenario.figures('2021-03-05')).toEqual({ 'reserve.filed own': 1 });
  });

  test('returned it is not filed from that day on, submitted again it is', () => {
    const scenario = Scenario.declared();
    submit(scenario, '2021-03-05');
    giveBack(scenario, '2021-03-07');
    expect(scenario.figures('2021-03-06')).toEqual({ 'reserve.filed own': 1 });
    expect(scenario.figures()).toEqual({});
    scenario.do((reserve) => declareReserve(reserve, declaring(declaration({}), { occurredOn: '2021-03-08' })));
    submit(scenario, '2021-03-09');
    expect(scenario.figures()).toEqual({ 'reserve.filed none': 1 });
  });

  test('confirmed it is approved, and its amounts count from that day on', () => {
    const scenario = confirmedOwn();
    expect(scenario.figures('2021-03-09')).toEqual({ 'reserve.filed own': 1 });
    expect(scenario.figures()).toEqual(CONFIRMED);
  });

  test('an adjustment that is submitted stays filed as what is confirmed, until it is confirmed itself', () => {
    const scenario = confirmedOwn();
    adjust(scenario, declaration({}), '2021-06-01');
    submit(scenario, '2021-06-02');
    expect(scenario.figures()).toEqual(CONFIRMED);
    confirm(scenario, '2021-06-03');
    expect(scenario.figures()).toEqual({ 'reserve.filed none': 1, 'reserve.approved none': 1 });
  });

  test('locking moves no figure', () => {
    const scenario = confirmedOwn();
    expect(scenario.do((reserve) => lockReserve(reserve, step('2021-12-31'))).data).toEqual({ unitId: 'u-1', year: 2021 });
    expect(scenario.figures()).toEqual(CONFIRMED);
  });

  test('of amounts that are only about, the amounts are marked and the counts are not', () => {
    const scenario = Scenario.declared(OWN, { approximate: true });
    submit(scenario, '2021-03-05');
    confirm(scenario, '2021-03-10');
    expect(scenario.figures()).toEqual({
      'reserve.filed own': 1,
      'reserve.approved own': 1,
      'reserve.canteen own 约': 120_000,
      'reserve.union own 约': 30_000,
    });
  });

  test('a unit without amounts is filed and approved all the same', () => {
    const scenario = Scenario.declared(declaration({}));
    submit(scenario, '2021-03-05');
    confirm(scenario, '2021-03-10');
    expect(scenario.figures()).toEqual({ 'reserve.filed none': 1, 'reserve.approved none': 1 });
  });
});

describe('an adjustment', () => {
  const LESS = { ...OWN, canteenReserveFen: 110_000, unionReserveFen: 40_000 };

  test('counts nothing until it is confirmed, and the old amounts until then', () => {
    const scenario = confirmedOwn();
    adjust(scenario, LESS, '2021-06-01');
    submit(scenario, '2021-06-02');
    expect(scenario.figures()).toEqual(CONFIRMED);
    confirm(scenario, '2021-06-10');
    expect(scenario.figures('2021-06-09')).toEqual(CONFIRMED);
    expect(scenario.figures()).toEqual({ ...CONFIRMED, 'reserve.canteen own': 110_000, 'reserve.union own': 40_000 });
  });

  test('may be confirmed without being submitted again, and counts from that day', () => {
    const scenario = confirmedOwn();
    adjust(scenario, declaration({ ...OWN, canteenReserveFen: 200_000 }), '2021-09-01');
    expect(scenario.figures()).toEqual(CONFIRMED);
    confirm(scenario, '2021-09-05');
    expect(scenario.figures('2021-09-04')).toEqual(CONFIRMED);
    expect(scenario.figures()).toEqual({ ...CONFIRMED, 'reserve.canteen own': 200_000 });
  });

  test('posts only what it changes', () => {
    const scenario = confirmedOwn();
    adjust(scenario, LESS, '2021-06-01');
    expect(submit(scenario, '2021-06-02').data).toMatchObject({ postings: [] });
    expect(confirm(scenario, '2021-06-10').data).toMatchObject({
      postings: [
        { measure: 'reserve.canteen', delta: -10_000 },
        { measure: 'reserve.union', delta: 10_000 },
      ],
    });
  });

  test('that is returned leaves the old version filed and approved', () => {
    const scenario = confirmedOwn();
    adjust(scenario, LESS, '2021-06-01');
    submit(scenario, '2021-06-02');
    giveBack(scenario, '2021-06-03');
    expect(scenario.figures()).toEqual(CONFIRMED);
    submit(scenario, '2021-06-04');
    confirm(scenario, '2021-06-05');
    expect(scenario.net('reserve.filed')).toBe(1);
    expect(scenario.net('reserve.approved')).toBe(1);
  });

  test('of the canteen itself leaves nothing under the old one', () => {
    const scenario = confirmedOwn();
    adjust(scenario, declaration({ unionSpendFen: 90_000, unionReserveFen: 50_000 }), '2021-06-01', true);
    submit(scenario, '2021-06-02');
    confirm(scenario, '2021-06-10');
    expect(scenario.figures()).toEqual({ 'reserve.filed none': 1, 'reserve.approved none': 1, 'reserve.union none 约': 50_000 });
  });
});

describe('a withdrawn reserve', () => {
  test('is as if never declared, and may be declared anew', () => {
    const scenario = confirmedOwn();
    scenario.record({ type: 'RecordWithdrawn', occurredOn: '2021-12-31', data: { streamId: 'reserve-u-1-2021', reason: '演示结束' } });
    expect(scenario.reserve).toEqual({ state: 'absent' });
    expect(scenario.refused((reserve) => submitReserve(reserve, step('2021-12-31')))[0]?.code).toBe('RECORD.NOT_FOUND');
    scenario.do((reserve) => declareReserve(reserve, declaring(declaration({}), { occurredOn: '2021-02-01' })));
    expect(scenario.live).toMatchObject({ startedOn: '2021-02-01', confirmedVersions: 0, evidence: [], posted: [] });
    expect(submit(scenario, '2021-02-02').data).toMatchObject({ postings: [{ measure: 'reserve.filed', delta: 1 }] });
  });
});

describe('whatever happens to a reserve', () => {
  const NO_FLOOR = { ...RULE, floorPermille: 0 };
  const given = fc.record({
    canteen: fc.constantFrom('own' as const, 'none' as const),
    fen: fc.integer({ min: 0, max: 1_000 }),
    approximate: fc.boolean(),
  });
  const stepName = fc.constantFrom('declare', 'submit', 'return', 'confirm', 'adjust', 'lock');
  type Given = typeof given extends fc.Arbitrary<infer Value> ? Value : never;

  function stated({ canteen, fen }: Given): ReserveDeclaration {
    const food = { canteenSpendFen: 1_000, canteenReserveFen: fen };
    return declaration({ canteen, ...(canteen === 'own' ? food : {}), unionReserveFen: fen });
  }

  function decide(reserve: Reserve, name: string, body: Given): readonly NewEvent[] | Refusal {
    const full = declaring(stated(body), { approximate: body.approximate, rule: NO_FLOOR });
    const plain = step(full.occurredOn);
    if (name === 'declare') return declareReserve(reserve, full);
    if (name === 'adjust') return adjustReserve(reserve, full, '调整');
    if (name === 'return') return returnReserve(reserve, plain, '退回');
    if (name === 'submit') return submitReserve(reserve, plain);
    return name === 'confirm' ? confirmReserve(reserve, plain) : lockReserve(reserve, plain);
  }

  test('its figures are those of the version confirmed last, and it is filed while one is submitted or confirmed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(stepName, given), { maxLength: 25 }), (steps) => {
        const scenario = new Scenario();
        let last: Given | undefined;
        let counts: Given | undefined;
        for (const [name, body] of steps) {
          const outcome = decide(scenario.reserve, name, body);
          if (isRefusal(outcome)) continue;
          for (const event of outcome) scenario.record(event);
          if (name === 'declare' || name === 'adjust') last = body;
          if (name === 'confirm') counts = last;
          const filed = counts !== undefined || scenario.reserve.state === 'submitted';
          expect(scenario.net('reserve.filed')).toBe(filed ? 1 : 0);
          expect(scenario.net('reserve.approved')).toBe(counts === undefined ? 0 : 1);
          expect(scenario.net('reserve.union')).toBe(counts?.fen ?? 0);
          expect(scenario.net('reserve.canteen')).toBe(counts?.canteen === 'own' ? counts.fen : 0);
        }
      }),
      { numRuns: 300 },
    );
  });
});
