import type { PolicyRuleSet, UnitKind } from './events/directory-events.js';
import type { BusinessDay, Fen } from './units.js';

/** 全国: the code under which rules of the whole country are kept. */
export const NATIONAL_REGION = '000000';

/** Codes under which people enter the whole country. */
const NATIONAL_CODES: readonly string[] = [NATIONAL_REGION, '100000', 'CN'];

/** A region's code as rules are kept under it: the whole country has one code, however it was entered. */
export function canonicalRegion(regionCode: string): string {
  return NATIONAL_CODES.includes(regionCode) ? NATIONAL_REGION : regionCode;
}

/** Where a rule is looked up for a place, most specific first: the county, its prefecture, its province, the country. */
export function regionChain(regionCode: string | null): readonly string[] {
  const own = regionCode === null ? NATIONAL_REGION : canonicalRegion(regionCode);
  if (!/^\d{6}$/.test(own) || own === NATIONAL_REGION) return [...new Set([own, NATIONAL_REGION])];
  return [...new Set([own, `${own.slice(0, 4)}00`, `${own.slice(0, 2)}0000`, NATIONAL_REGION])];
}

/** What a rule is looked up for. */
export interface PolicyQuestion {
  readonly regionCode: string | null;
  readonly year: number;
  readonly unitKind: UnitKind;
  /** The day of the decision: a rule that takes effect later does not bind it, unless no earlier one exists. */
  readonly on: BusinessDay;
}

/**
 * The rule in force: the most specific region that has one; there, a rule for the unit's kind before one for all kinds;
 * there, the latest `effectiveFrom` (contract §3, Directory); of equal ones the first in the list.
 * @param rules set last, first in the list: a rule that was set wrongly is superseded by one of the same day
 * @returns undefined where no rule is set: nobody may guess a floor
 */
export function ruleFor(rules: readonly PolicyRuleSet[], question: PolicyQuestion): PolicyRuleSet | undefined {
  const fitting = rules.filter((rule) => rule.year === question.year && (rule.unitKind === null || rule.unitKind === question.unitKind));
  for (const region of regionChain(question.regionCode)) {
    const here = fitting.filter((rule) => canonicalRegion(rule.regionCode) === region);
    const inForce = here.filter((rule) => rule.effectiveFrom <= question.on);
    const best = latest(inForce) ?? latest(here);
    if (best !== undefined) return best;
  }
  return undefined;
}

function latest(rules: readonly PolicyRuleSet[]): PolicyRuleSet | undefined {
  return [...rules].sort((left, right) => rank(left, right))[0];
}

function rank(left: PolicyRuleSet, right: PolicyRuleSet): number {
  const kind = Number(right.unitKind !== null) - Number(left.unitKind !== null);
  return kind !== 0 ? kind : right.effectiveFrom.localeCompare(left.effectiveFrom);
}

/** The least amount a floor asks of a base, rounded up to the fen: a thousandth of a fen short is below the floor. */
export function floorOf(baseFen: Fen, floorPermille: number): Fen {
  return Number((BigInt(baseFen) * BigInt(floorPermille) + 999n) / 1000n);
}
