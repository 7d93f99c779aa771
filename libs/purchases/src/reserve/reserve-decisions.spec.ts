import type { NewEvent, Refusal } from '#contracts';
import { adjustReserve } from './adjust-reserve.js';
import { confirmReserve } from './confirm-reserve.js';
import { declareReserve } from './declare-reserve.js';
import { lockReserve } from './lock-reserve.js';
import { returnReserve } from './return-reserve.js';
import { submitReserve } from './submit-reserve.js';
import { declaration, DECLARED_ON, declaring, NOTE, OWN, Scenario, step } from '../testing/reserve-scenario.js';
import type { Reserve, ReserveState } from './reserve.js';

const DAY = '2021-04-01';
const MORE = { ...OWN, canteenReserveFen: 200_000, unionReserveFen: 30_000 };

type Decide = (reserve: Reserve) => readonly NewEvent[] | Refusal;

const STEPS: Readonly<Record<string, Decide>> = {
  declare: (reserve) => declareReserve(reserve, declaring(OWN, { occurredOn: DAY })),
  submit: (reserve) => submitReserve(reserve, step(DAY)),
  return: (reserve) => returnReserve(reserve, step(DAY), '金额"有误"'),
  confirm: (reserve) => confirmReserve(reserve, step(DAY)),
  adjust: (reserve) => adjustReserve(reserve, declaring(MORE, { occurredOn: DAY }), '追加预算 𠮷'),
  lock: (reserve) => lockReserve(reserve, step(DAY)),
};

/** A reserve that took these steps after its declaration. */
function after(...names: string[]): Scenario {
  const scenario = Scenario.declared();
  for (const name of names) scenario.do(STEPS[name] ?? fail(name));
  return scenario;
}

function fail(name: string): never {
  throw new Error(`no step ${name}`);
}

describe('the states of a reserve', () => {
  const paths: readonly (readonly [string, ReserveState, readonly string[], readonly string[]])[] = [
    ['a draft', 'draft', [], ['declare', 'submit']],
    ['a submitted one', 'submitted', ['submit'], ['return', 'confirm']],
    ['a returned one', 'returned', ['submit', 'return'], ['declare', 'submit']],
    ['a confirmed one', 'confirmed', ['submit', 'confirm'], ['adjust', 'lock']],
    ['an adjusted one', 'adjusted', ['submit', 'confirm', 'adjust'], ['adjust', 'submit', 'confirm']],
    ['a returned adjustment', 'returned', ['submit', 'confirm', 'adjust', 'submit', 'return'], ['adjust', 'submit']],
    ['a locked one', 'locked', ['submit', 'confirm', 'lock'], []],
  ];

  test.each(paths)('of %s (%s) lead on by its own steps, and every other is refused naming them', (_, state, taken, allowed) => {
    expect(after(...taken).live.state).toBe(state);
    for (const [name, decide] of Object.entries(STEPS)) {
      if (allowed.includes(name)) expect(after(...taken).do(decide).type).toMatch(/^Reserve/);
      else expect(after(...taken).refused(decide)).toEqual([{ code: 'RESERVE.STATE', params: { state, allowed } }]);
    }
  });

  test('begin with a declaration: no other step finds a reserve that was not declared', () => {
    for (const [name, decide] of Object.entries(STEPS)) {
      if (name === 'declare') continue;
      expect(new Scenario().refused(decide)).toEqual([{ code: 'RECORD.NOT_FOUND', params: { id: 'u-1/2021' } }]);
    }
  });

  test('refuse a step on a day before the declaration', () => {
    const early = '2021-02-28';
    const problem = [{ code: 'DATE.BEFORE_START', path: 'occurredOn', params: { day: early, start: DECLARED_ON } }];
    expect(Scenario.declared().refused((reserve) => submitReserve(reserve, step(early)))).toEqual(problem);
    expect(Scenario.declared().refused((reserve) => declareReserve(reserve, declaring(OWN, { occurredOn: early })))).toEqual(problem);
    expect(Scenario.declared().do((reserve) => submitReserve(reserve, step(DECLARED_ON))).occurredOn).toBe(DECLARED_ON);
  });
});

describe('declaring', () => {
  test('keeps the amounts as entered, the floor and the document number it was checked against', () => {
    const scenario = new Scenario();
    const given = declaring(OWN, { approximate: true, evidence: ['f-1'] });
    expect(scenario.do((reserve) => declareReserve(reserve, given))).toEqual({
      type: 'ReserveDeclared',
      occurredOn: DECLARED_ON,
      data: {
        unitId: 'u-1',
        year: 2021,
        declaration: OWN,
        floorPermille: 100,
        basis: '财库〔2021〕19号',
        approximate: true,
        evidence: ['f-1'],
      },
    });
    expect(scenario.live).toMatchObject({ declaration: { note: NOTE }, approximate: true, evidence: ['f-1'], source: 'manual' });
  });

  test('again replaces the draft, and keeps the day of the first', () => {
    const scenario = Scenario.declared(OWN, { approximate: true });
    scenario.do((reserve) => declareReserve(reserve, declaring(declaration({}), { occurredOn: DAY })));
    expect(scenario.live).toMatchObject({ state: 'draft', startedOn: DECLARED_ON, approximate: false, declaration: { canteen: 'none' } });
  });

  test('reports what it names wrongly together with what it states wrongly', () => {
    const unfit = [{ code: 'UNIT.UNKNOWN', path: 'representativeUnitId', params: { unitId: 'u-9' } }] as const;
    const wrong = declaring({ ...OWN, canteenReserveFen: 1 }, { unfit, occurredOn: DAY });
    for (const problems of [
      new Scenario().refused((reserve) => declareReserve(reserve, wrong)),
      after('submit', 'confirm').refused((reserve) => adjustReserve(reserve, wrong, '调整')),
    ]) {
      expect(problems.map(({ code }) => code)).toEqual(['UNIT.UNKNOWN', 'RESERVE.BELOW_FLOOR']);
    }
  });

  test('is refused where no rule is set', () => {
    const problems = new Scenario().refused((reserve) => declareReserve(reserve, declaring(OWN, { rule: undefined })));
    expect(problems).toEqual([{ code: 'POLICY.NOT_SET', params: { year: 2021 } }]);
  });
});

describe('the later steps', () => {
  test('keep their reason and their evidence, and the reserve gathers each file once', () => {
    const scenario = Scenario.declared(OWN, { evidence: ['f-1'] });
    scenario.do((reserve) => submitReserve(reserve, step(DAY, ['f-1', 'f-2'])));
    const back = scenario.do((reserve) => returnReserve(reserve, step(DAY, ['f-3']), '金额"有误" 🥝'));
    expect(back.data).toMatchObject({ reason: '金额"有误" 🥝', evidence: ['f-3'] });
    expect(scenario.live.evidence).toEqual(['f-1', 'f-2', 'f-3']);
  });

  test('an adjustment says why and states the whole declaration again', () => {
    const scenario = after('submit', 'confirm', 'adjust');
    expect(scenario.events.at(-1)).toMatchObject({ type: 'ReserveAdjusted', data: { reason: '追加预算 𠮷', declaration: MORE } });
    expect(scenario.live).toMatchObject({ declaration: MORE, confirmedVersions: 1 });
  });
});
