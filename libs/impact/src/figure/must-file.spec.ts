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

beforeAll(async () => {
  ledger = await FiguresLedger.open();
  unit('stays', 'budget-unit', ['2018-01-01', 1]);
  unit('closes', 'budget-unit', ['2018-01-01', 1], ['2020-06-30', -1]);
  unit('comes', 'budget-unit', ['2020-09-01', 1]);
  unit('never-was', 'budget-unit', ['2020-03-01', 1], ['2020-03-01', -1]);
  unit('department', 'department', ['2018-01-01', 1]);
  await ledger.project();
});

afterAll(() => ledger.close());

test.each([
  [2017, undefined],
  [2019, 2],
  [2020, 3],
  [2021, 2],
])('for %i a reserve is to be filed by each budget unit that was open at any time of it: %s', async (year, units) => {
  const { value } = await ledger.reader.read('reserve.filing', { year });
  expect(value).toEqual(units === undefined ? null : { numerator: 0, denominator: units, permyriad: 0 });
});
