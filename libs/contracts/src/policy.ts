import type { PolicyRuleSet, UnitKind } from './events/directory-events.js';
import type { BusinessDay, Fen } from './units.js';

/** Codes under which a rule of the whole country may be entered. */
const NATIONAL_CODES: readonly string[] = ['000000', '100000', 'CN'];

/** Where a rule is looked up for a place, most specific first: the county, its prefecture, its province, the country. */
export function regionChain(regionCode: string | null): readonly string[] {
  const own =
    regionCode !== null && /^\d{6}$/.test(regionCode) ? [regionCode, `${regionCode.slice(0, 4)}00`, `${regionCode.slice(0, 2)}0000`] : [];
  const other = regionCode !== null && own.length === 0 ? [regionCode] : [];
  return [...new Set([...own, ...other, ...NATIONAL_CODES])];
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
 * there, the latest `effectiveFrom` (contract §3, Directory).
 * @returns undefined where no rule is set: nobody may guess a floor
 */
export function ruleFor(rules: readonly PolicyRuleSet[], question: PolicyQuestion): PolicyRuleSet | undefined {
  const fitting = rules.filter((rule) => rule.year === question.year && (rule.unitKind === null || rule.unitKind === question.unitKind));
  for (const region of regionChain(question.regionCode)) {
    const here = fitting.filter((rule) => rule.regionCode === region);
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
