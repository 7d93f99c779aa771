import { EXIT_STEPS, type HouseholdCategory } from '#contracts';
import { NO_VILLAGE, Scenario, step, TODAY, VILLAGE } from '../testing/scenario.js';
import { type Exit, exitHousehold } from './exit.js';
import { forgetHousehold } from './forgetting.js';
import { factsOf, type Household, householdProblems, householdStream, reversalOf } from './household.js';
import { registerHousehold, type Registration } from './registration.js';

const ID = 'h-1';
const DAYS = {
  appraisal: '2020-06-01',
  verification: '2020-06-01',
  consent: '2020-06-10',
  notice: '2020-06-15',
  announcement: '2020-06-30',
  deregistration: '2020-07-01',
};

function registration(fields: Partial<Registration> = {}): Registration {
  const body = { householdId: ID, villageCode: VILLAGE.code, category: 'registered-poor' as const, members: 4, sealId: 's-1' };
  return { ...step('2020-01-10', body), ...fields };
}

function registered(fields: Partial<Registration> = {}): Scenario<Household> {
  const scenario = new Scenario(householdStream(ID));
  scenario.do((household) => registerHousehold(household, VILLAGE, registration(fields)));
  return scenario;
}

function exit(fields: Partial<Exit> = {}): Exit {
  return { householdId: ID, steps: DAYS, occurredOn: undefined, today: TODAY, missingFiles: [], ...fields };
}

const FORGET = step('2020-12-01', { reason: '本人申请' });

describe('registering a household', () => {
  test('counts it once as registered, and a 建档立卡 household also as such, under its village, county and category', () => {
    const poor = registered();
    expect(poor.net('household.registered')).toEqual({ '2020-01-10 610124 610124103201 registered-poor': 1 });
    expect(poor.net('household.registered-poor')).toEqual({ '2020-01-10 610124 610124103201 registered-poor': 1 });
    expect(poor.events[0]?.data).toMatchObject({ under: { village: VILLAGE.code, county: '610124', kind: 'registered-poor' } });
  });

  test.each(['lifted', 'unstable', 'marginal', 'hardship'] as const)(
    'does not count a %s household as registered poor',
    (category: HouseholdCategory) => {
      const other = registered({ category });
      expect(other.net('household.registered-poor')).toEqual({});
      expect(Object.values(other.net('household.registered'))).toEqual([1]);
    },
  );

  test('puts only the name of the seal into the event', () => {
    expect(Object.keys(registered().events[0]?.data as object).sort()).toEqual(
      ['category', 'householdId', 'members', 'postings', 'sealId', 'under', 'villageCode'].sort(),
    );
  });

  test('refuses an id that is in use, before anything else', () => {
    const again = registered().refused((household) => registerHousehold(household, NO_VILLAGE, registration()));
    expect(again).toEqual([{ code: 'RECORD.EXISTS', path: 'id', params: { id: ID } }]);
  });

  test('reports an unknown village and an unknown file at once', () => {
    const scenario = new Scenario(householdStream(ID));
    expect(scenario.refused((household) => registerHousehold(household, NO_VILLAGE, registration({ missingFiles: ['f-9'] })))).toEqual([
      { code: 'VILLAGE.UNKNOWN', path: 'villageCode', params: { id: VILLAGE.code } },
      { code: 'FILE.UNKNOWN', path: 'evidence', params: { fileId: 'f-9' } },
    ]);
  });
});

describe('the exit of a household', () => {
  test('counts on the day of deregistration and keeps every date; the household stays registered', () => {
    const scenario = registered();
    scenario.do((household) => exitHousehold(household, exit({ evidence: ['f-2'] })));
    const place = '610124 610124103201 registered-poor';
    expect(scenario.net('household.exited')).toEqual({ [`2020-07-01 ${place}`]: 1 });
    expect(scenario.net('household.exited-poor')).toEqual({ [`2020-07-01 ${place}`]: 1 });
    expect(scenario.net('household.registered')).toEqual({ [`2020-01-10 ${place}`]: 1 });
    expect(factsOf(scenario.state)).toMatchObject({ state: 'exited', exitedOn: '2020-07-01', exitSteps: DAYS, evidence: ['f-2'] });
  });

  test('counts on its own business day where one is given', () => {
    const scenario = registered();
    scenario.do((household) => exitHousehold(household, exit({ occurredOn: '2020-08-01' })));
    expect(scenario.events[1]?.occurredOn).toBe('2020-08-01');
  });

  test('of a household that was not 建档立卡 is no exit of a poor one', () => {
    const scenario = registered({ category: 'marginal' });
    scenario.do((household) => exitHousehold(household, exit()));
    expect(scenario.net('household.exited-poor')).toEqual({});
    expect(Object.values(scenario.net('household.exited'))).toEqual([1]);
  });

  test.each(EXIT_STEPS.slice(1).map((name, index) => [name, EXIT_STEPS[index] ?? 'appraisal'] as const))(
    'refuses %s before %s and names both',
    (name, before) => {
      const day = '2020-05-31';
      const later = Object.fromEntries(EXIT_STEPS.slice(EXIT_STEPS.indexOf(name)).map((one) => [one, day]));
      expect(registered().refused((household) => exitHousehold(household, exit({ steps: { ...DAYS, ...later } })))).toEqual([
        { code: 'EXIT.OUT_OF_ORDER', path: `steps.${name}`, params: { step: name, day, before, beforeDay: DAYS[before] } },
      ]);
    },
  );

  test('refuses every date after today, each by its place', () => {
    const steps = { ...DAYS, announcement: '2021-01-01', deregistration: '2021-01-02' };
    expect(registered().refused((household) => exitHousehold(household, exit({ steps, missingFiles: ['f-9'] })))).toEqual([
      { code: 'DATE.FUTURE', path: 'steps.announcement', params: { day: '2021-01-01', today: TODAY } },
      { code: 'DATE.FUTURE', path: 'steps.deregistration', params: { day: '2021-01-02', today: TODAY } },
      { code: 'FILE.UNKNOWN', path: 'evidence', params: { fileId: 'f-9' } },
    ]);
  });

  test('takes today as the last date', () => {
    const steps = { ...DAYS, deregistration: TODAY };
    expect(registered().do((household) => exitHousehold(household, exit({ steps })))).toHaveLength(1);
  });

  test('happens once', () => {
    const scenario = registered();
    scenario.do((household) => exitHousehold(household, exit()));
    expect(scenario.refused((household) => exitHousehold(household, exit()))).toEqual([
      { code: 'HOUSEHOLD.ALREADY_EXITED', params: { id: ID, deregistration: '2020-07-01' } },
    ]);
  });

  test('is refused for a household that is not there', () => {
    expect(new Scenario(householdStream(ID)).refused((household) => exitHousehold(household, exit()))).toMatchObject([
      { code: 'RECORD.NOT_FOUND' },
    ]);
  });
});

describe('forgetting a household', () => {
  test('names no seal any more and leaves every figure as it was', () => {
    const scenario = registered();
    const before = scenario.left();
    scenario.do((household) => forgetHousehold(household, ID, FORGET));
    expect(scenario.state).toMatchObject({ sealId: null, forgotten: { forgottenOn: '2020-12-01', reason: '本人申请' } });
    expect(scenario.left()).toEqual(before);
    expect(factsOf(scenario.state)).toMatchObject({ forgottenOn: '2020-12-01' });
  });

  test('happens once', () => {
    const scenario = registered();
    scenario.do((household) => forgetHousehold(household, ID, FORGET));
    expect(scenario.refused((household) => forgetHousehold(household, ID, FORGET))).toEqual([
      { code: 'HOUSEHOLD.ALREADY_FORGOTTEN', params: { id: ID, forgottenOn: '2020-12-01' } },
    ]);
  });

  test('is refused for a household that is not there and for files that are not', () => {
    expect(new Scenario(householdStream(ID)).refused((household) => forgetHousehold(household, ID, FORGET))).toMatchObject([
      { code: 'RECORD.NOT_FOUND', params: { id: ID } },
    ]);
    const unproven = { ...FORGET, missingFiles: ['f-9'] };
    expect(registered().refused((household) => forgetHousehold(household, ID, unproven))).toMatchObject([{ code: 'FILE.UNKNOWN' }]);
  });

  test('does not stop the exit', () => {
    const scenario = registered();
    scenario.do((household) => forgetHousehold(household, ID, FORGET));
    expect(scenario.do((household) => exitHousehold(household, exit()))).toHaveLength(1);
  });
});

describe('a withdrawn household', () => {
  test('leaves nothing in any figure and takes no command', () => {
    const scenario = registered({ approximate: true });
    scenario.do((household) => exitHousehold(household, exit()));
    scenario.withdraw(reversalOf(scenario.state));
    expect(scenario.left()).toEqual({});
    expect(reversalOf(scenario.state)).toEqual({ postings: [] });
    expect(scenario.refused((household) => exitHousehold(household, exit()))).toMatchObject([{ code: 'RECORD.NOT_FOUND' }]);
    expect(scenario.refused((household) => registerHousehold(household, VILLAGE, registration()))).toMatchObject([
      { code: 'RECORD.EXISTS' },
    ]);
  });
});

describe('naming a household in another record', () => {
  test('is refused where it is unknown or of another village', () => {
    expect(householdProblems({ state: 'absent' }, ID, VILLAGE.code)).toEqual([
      { code: 'HOUSEHOLD.UNKNOWN', path: 'householdId', params: { id: ID } },
    ]);
    expect(householdProblems(registered().state, ID, 'elsewhere', 'changes.')).toEqual([
      { code: 'HOUSEHOLD.OTHER_VILLAGE', path: 'changes.householdId', params: { id: ID, villageCode: VILLAGE.code } },
    ]);
    expect(householdProblems(registered().state, ID, VILLAGE.code)).toEqual([]);
  });
});
