import { NAME, Scenario, step } from '../testing/scenario.js';
import { factsOf, registerVillage, reversalOf, type Village, villageProblems, villageStream } from './village.js';

const BODY = { code: '610124103201', name: NAME, countyCode: '610124', township: '哑柏镇' };

function registered(): Scenario<Village> {
  const scenario = new Scenario(villageStream(BODY.code), 'demo');
  scenario.do((village) => registerVillage(village, step('2020-01-01', { ...BODY, evidence: ['f-1'] })));
  return scenario;
}

test('keeps a village exactly as entered, with its proof and its source', () => {
  const { events, state } = registered();
  expect(events.map(({ type, occurredOn, data }) => ({ type, occurredOn, data }))).toEqual([
    { type: 'VillageRegistered', occurredOn: '2020-01-01', data: { ...BODY, evidence: ['f-1'] } },
  ]);
  expect(state).toEqual({ state: 'registered', ...BODY, registeredOn: '2020-01-01', source: 'demo' });
});

test('refuses a village code that is in use', () => {
  expect(registered().refused((village) => registerVillage(village, step('2020-01-02', BODY)))).toEqual([
    { code: 'RECORD.EXISTS', path: 'code', params: { id: BODY.code } },
  ]);
});

test('refuses evidence that was never uploaded', () => {
  const scenario = new Scenario(villageStream(BODY.code));
  const unproven = { ...step('2020-01-01', BODY), missingFiles: ['f-9'] };
  expect(scenario.refused((village) => registerVillage(village, unproven))).toEqual([
    { code: 'FILE.UNKNOWN', path: 'evidence', params: { fileId: 'f-9' } },
  ]);
});

test('lets a withdrawn code begin again', () => {
  const scenario = registered();
  scenario.withdraw(reversalOf());
  expect(factsOf(scenario.state)).toEqual({ state: 'withdrawn' });
  scenario.do((village) => registerVillage(village, step('2020-02-01', { ...BODY, name: '新名' })));
  expect(scenario.state).toMatchObject({ state: 'registered', name: '新名', registeredOn: '2020-02-01' });
});

test('is unknown to other records until it is registered and once it is withdrawn', () => {
  const unknown = [{ code: 'VILLAGE.UNKNOWN', path: 'villageCode', params: { id: 'v' } }];
  expect(villageProblems({ state: 'absent' }, 'v')).toEqual(unknown);
  expect(villageProblems({ state: 'withdrawn' }, 'v')).toEqual(unknown);
  expect(villageProblems(registered().state, 'v')).toEqual([]);
});
