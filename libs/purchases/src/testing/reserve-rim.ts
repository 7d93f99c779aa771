import { append, post } from './purchases-rim.js';

const NOTE = `=食堂"一" '𠮷' 🥝 {id} ? %s`;

/** A declaration that the rule of 2020 allows. */
export const OWN = {
  canteen: 'own',
  canteenSpendFen: 1_000_000,
  canteenReserveFen: 120_000,
  unionReserveFen: 30_000,
  note: NOTE,
  occurredOn: '2020-03-01',
};

/** The rules and units that the specs of reserves stand on: 10 % everywhere in 2020, 15 % in Shaanxi from 2021. */
export async function setUpReserves(): Promise<void> {
  await setRule('000000', 2020, 100, '财库〔2021〕19号');
  await setRule('610000', 2021, 150, '陕财办采〔2021〕1号');
  await registerUnit('bureau', null, '610104');
  await registerUnit('below', 'bureau', null);
}

/** Sets what share a region must reserve in a year, in ‰. */
export async function setRule(regionCode: string, year: number, floorPermille: number, basis: string): Promise<void> {
  const data = {
    ruleId: `rule-${regionCode}-${year}-${basis}`,
    regionCode,
    year,
    unitKind: null,
    floorPermille,
    encouragedPermille: null,
    unionFloorPermille: null,
    deadline: null,
    effectiveFrom: `${year}-01-01`,
    basis,
  };
  await append('directory', `policy-rule-${regionCode}-${year}`, { type: 'PolicyRuleSet', data, occurredOn: '2020-01-01' });
}

async function registerUnit(unitId: string, parentId: string | null, regionCode: string | null): Promise<void> {
  const data = { unitId, name: `示例 ${unitId}`, kind: 'budget-unit', parentId, regionCode };
  await append('directory', `unit-${unitId}`, { type: 'UnitRegistered', data, occurredOn: '2018-12-31' });
}

/** What a person is told of a refusal: status, and code and place of each problem. */
export async function refusal(path: string, payload: object): Promise<unknown[]> {
  const { status, body } = await post(path, payload);
  const errors = body['errors'] as { code: string; path: string }[];
  return [status, ...errors.map((error) => `${error.code} ${error.path}`.trim())];
}
