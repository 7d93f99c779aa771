import type { PolicyRuleSet } from '#contracts';
import { type Answers, type Directory, type KnownUnit, type LedgerPort, NOTHING_KNOWN } from '#imports';

/** What a sample says must be there before it is imported, and who imports it. */
export interface Needs {
  readonly account: { readonly role: string; readonly unit?: string; readonly village?: string };
  readonly units: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: KnownUnit['kind'];
    readonly parent: string | null;
    readonly regionCode: string;
  }[];
  readonly villages: readonly { readonly code: string; readonly name: string }[];
  readonly policyRules?: readonly {
    readonly regionCode: string;
    readonly year: number;
    readonly floorPermille: number;
    readonly basis: string;
  }[];
}

/** A ledger that holds what a sample needs and nothing else. */
export function ledgerOf(needs: Needs, answers: Answers = NOTHING_KNOWN): LedgerPort {
  const directory: Directory = {
    units: needs.units.map(({ id, name, kind, parent, regionCode }) => ({
      id,
      name,
      kind,
      parentId: parent,
      regionCode,
      closedOn: null,
      inScope: true,
    })),
    villages: needs.villages.map(({ code, name }) => ({ code, name, inScope: true })),
    policyRules: (needs.policyRules ?? []).map((rule): PolicyRuleSet => ({
      ruleId: `${rule.regionCode}-${rule.year}`,
      unitKind: null,
      encouragedPermille: null,
      unionFloorPermille: null,
      deadline: null,
      effectiveFrom: `${rule.year}-01-01`,
      ...rule,
    })),
  };
  return { directory: async () => directory, answer: async () => answers };
}
