import { type PolicyRuleSet, ruleFor } from '#contracts';
import { SHIPPED_RULES } from './shipped-rules.js';

const RULES: readonly PolicyRuleSet[] = SHIPPED_RULES.map((rule) => ({
  ruleId: String(rule.year),
  regionCode: rule.regionCode,
  year: rule.year,
  unitKind: null,
  floorPermille: rule.floorPermille,
  encouragedPermille: rule.encouragedPermille ?? null,
  unionFloorPermille: null,
  deadline: rule.deadline ?? null,
  effectiveFrom: rule.effectiveFrom ?? '',
  basis: rule.basis,
}));

function inForce(year: number): PolicyRuleSet | undefined {
  return ruleFor(RULES, { regionCode: '610104', year, unitKind: 'budget-unit', on: `${year}-01-01` });
}

describe('the shipped rules', () => {
  test.each([
    [2019, 0, null, null, '财库〔2019〕27号'],
    [2020, 0, null, null, '财库〔2019〕27号'],
    [2021, 100, null, '2021-06-30', '财库〔2021〕19号'],
    [2022, 100, null, null, '财办库〔2022〕54号'],
    [2023, 100, null, '2023-03-24', '财办库〔2023〕45号'],
    [2024, 100, 150, '2024-02-20', undefined],
    [2025, 100, 150, null, undefined],
  ])('set %i everywhere, from its first day', (year, floorPermille, encouragedPermille, deadline, basis) => {
    expect(inForce(year)).toMatchObject({ floorPermille, encouragedPermille, deadline, ...(basis === undefined ? {} : { basis }) });
  });

  test('leave 2026 and 2018 unset', () => {
    expect([inForce(2026), inForce(2018)]).toEqual([undefined, undefined]);
  });

  test('each name what they rest on', () => {
    expect(SHIPPED_RULES.filter(({ basis }) => basis.trim() === '')).toEqual([]);
  });
});
