import type { DirectoryEvent, Envelope, PolicyRuleSet } from '#contracts';
import type { StreamDefinition, StreamRef } from '#event-log';

/** 政策规则 of one region and year: every rule that was ever set, in order; nothing replaces anything. */
export interface PolicyRules {
  readonly rules: readonly PolicyRuleSet[];
}

const definition: StreamDefinition<PolicyRules> = {
  initial: { rules: [] },
  evolve(state: PolicyRules, envelope: Envelope): PolicyRules {
    const event = envelope as DirectoryEvent;
    if (event.type === 'PolicyRuleSet') return { rules: [...state.rules, event.data] };
    return event.type === 'RecordWithdrawn' ? { rules: [] } : state;
  },
};

/** The stream of all rules of one region and year. */
export function policyRuleStream(regionCode: string, year: number): StreamRef<PolicyRules> {
  return { id: `policy-rule-${regionCode}-${year}`, definition };
}
