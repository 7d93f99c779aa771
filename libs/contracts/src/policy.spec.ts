import type { PolicyRuleSet } from './events/directory-events.js';
import { canonicalRegion, floorOf, regionChain, ruleFor } from './policy.js';

const national: PolicyRuleSet = {
  ruleId: 'n',
  regionCode: '000000',
  year: 2021,
  unitKind: null,
  floorPermille: 100,
  encouragedPermille: null,
  unionFloorPermille: null,
  deadline: null,
  effectiveFrom: '2021-01-01',
  basis: '财库〔2021〕19号',
};
const provincial: PolicyRuleSet = { ...national, ruleId: 'p', regionCode: '610000', floorPermille: 150 };
const question = { regionCode: '610104', year: 2021, unitKind: 'budget-unit', on: '2021-06-30' } as const;

describe('ruleFor', () => {
  it('takes the most specific region that has a rule', () => {
    expect(ruleFor([national, provincial], question)?.ruleId).toBe('p');
    expect(ruleFor([national, provincial], { ...question, regionCode: '510104' })?.ruleId).toBe('n');
    expect(ruleFor([national], { ...question, regionCode: null })?.ruleId).toBe('n');
  });

  it('prefers a rule for the kind of unit to one for all kinds', () => {
    const ofKind = { ...national, ruleId: 'k', unitKind: 'budget-unit' as const, effectiveFrom: '2020-12-01' };
    expect(ruleFor([national, ofKind], question)?.ruleId).toBe('k');
    expect(ruleFor([national, ofKind], { ...question, unitKind: 'enterprise' })?.ruleId).toBe('n');
  });

  it('lets the later rule win, but not before it takes effect', () => {
    const later = { ...national, ruleId: 'l', effectiveFrom: '2021-06-01', floorPermille: 120 };
    expect(ruleFor([later, national], question)?.ruleId).toBe('l');
    expect(ruleFor([later, national], { ...question, on: '2021-05-31' })?.ruleId).toBe('n');
    expect(ruleFor([later], { ...question, on: '2021-05-31' })?.ruleId).toBe('l');
  });

  it('looks in the county, its prefecture, its province, then the country', () => {
    const rules = ['000000', '610000', '610100', '610104'].map((regionCode) => ({ ...national, ruleId: regionCode, regionCode }));
    for (const regionCode of ['610104', '610100', '610000', '000000']) {
      expect(ruleFor(rules, { ...question, regionCode })?.ruleId).toBe(regionCode);
      rules.pop();
    }
    expect(rules).toEqual([]);
  });

  it('takes the country as one region, by whichever code it was entered', () => {
    const later = { ...national, ruleId: 'l', effectiveFrom: '2021-06-01' };
    for (const regionCode of ['100000', 'CN']) {
      expect(ruleFor([national, { ...later, regionCode }], question)?.ruleId).toBe('l');
      expect(ruleFor([national], { ...question, regionCode })?.ruleId).toBe('n');
    }
  });

  it('knows no rule of another year', () => {
    expect(ruleFor([national, provincial], { ...question, year: 2026 })).toBeUndefined();
  });
});

describe('regionChain', () => {
  it('names each region once, and the country last', () => {
    expect(regionChain('610104')).toEqual(['610104', '610100', '610000', '000000']);
    expect(regionChain('610000')).toEqual(['610000', '000000']);
    expect(regionChain('CN')).toEqual(['000000']);
    expect(regionChain(null)).toEqual(['000000']);
  });
});

describe('canonicalRegion', () => {
  it('changes the codes of the country only', () => {
    expect(['000000', '100000', 'CN', '110000'].map(canonicalRegion)).toEqual(['000000', '000000', '000000', '110000']);
  });
});

describe('floorOf', () => {
  it('rounds up to the fen', () => {
    expect(floorOf(1_001, 100)).toBe(101);
    expect(floorOf(1_000, 100)).toBe(100);
    expect(floorOf(9_007_199_254_740_990, 1000)).toBe(9_007_199_254_740_990);
  });
});
