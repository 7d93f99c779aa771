import { FiguresLedger } from '../testing/figures-ledger.js';

let ledger: FiguresLedger;

/** @param steps the days on which it was opened (1) or ended (−1), or an opening was taken back */
function unit(unitId: string, kind: string, ...steps: readonly (readonly [day: string, delta: 1 | -1])[]): void {
  for (const [occurredOn, delta] of steps) {
    const type = delta === 1 ? 'UnitRegistered' : 'UnitClosed';
    const under = { unit: unitId, kind };
    const data = { unitId, name: `示例 ${unitId}`, parentId: null, under, postings: [{ measure: 'unit.open' as const, delta }] };
    ledger.record({ log: 'directory', type, streamId: `unit-${unitId}`, occurredOn, data }, '2021-12-31T00:00:00.000Z');
  }
}

/** @param deltas 1 where it was filed, −1 where it was returned */
function reserve(unitId: string, year: number, ...deltas: readonly (1 | -1)[]): void {
  for (const delta of deltas) {
    const under = { unit: unitId, kind: 'own', year };
    const data = { under, postings: [{ measure: 'reserve.filed' as const, delta }] };
    const type = delta === 1 ? 'ReserveSubmitted' : 'ReserveReturned';
    const record = { log: 'purchases' as const, type, streamId: `reserve-${unitId}-${year}`, occurredOn: `${year}-05-01`, data };
    ledger.record(record, '2021-12-31T00:00:00.000Z');
  }
}

beforeAll(async () => {
  ledger = await FiguresLedger.open();
  unit('stays', 'budget-unit', ['2018-01-01', 1]);
  unit('closes', 'budget-unit', ['2018-01-01', 1], ['2020-06-30', -1]);
  unit('comes', 'budget-unit', ['2020-09-01', 1]);
  unit('never-was', 'budget-unit', ['2020-03-01', 1], ['2020-03-01', -1]);
  unit('department', 'department', ['2018-01-01', 1]);
  unit('office', 'department', ['2018-01-01', 1]);
  reserve('stays', 2019, 1);
  reserve('department', 2020, 1);
  reserve('office', 2020, 1, -1);
  await ledger.project();
});

afterAll(() => ledger.close());

test.each([
  [2017, undefined],
  [2019, '1/2'],
  [2020, '1/4'],
  [2021, '0/2'],
])('for %i a reserve is to be filed by each budget unit that was open in it, and is by whoever did: %s', async (year, expected) => {
  const { value } = await ledger.reader.read('reserve.filing', { year });
  if (value === null || typeof value === 'number' || !('numerator' in value)) expect([year, expected]).toEqual([year, undefined]);
  else expect(`${value.numerator}/${value.denominator}`).toBe(expected);
});
