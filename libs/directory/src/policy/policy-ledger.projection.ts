import type { DirectoryEvent, Envelope } from '#contracts';
import type { Changes, Projection } from '#event-log';

/** 政策规则台账: every rule with its 文号. */
export const policyLedger: Projection = {
  name: 'policy_ledger',
  version: 1,
  logs: ['directory'],
  tables: [
    {
      name: 'policy_ledger',
      columns: [
        { name: 'rule_id', type: 'id' },
        { name: 'region_code', type: 'id', default: '' },
        { name: 'year', type: 'integer', default: 0 },
        { name: 'effective_from', type: 'id', default: '' },
        { name: 'rule', type: 'text', default: null },
      ],
      primaryKey: ['rule_id'],
      indexes: [{ name: 'year', columns: ['year', 'region_code'] }],
    },
  ],
  handles: new Set(['PolicyRuleSet']),
  apply(envelope: Envelope, changes: Changes): void {
    const event = envelope as DirectoryEvent;
    if (event.type !== 'PolicyRuleSet') return;
    const { ruleId, regionCode, year, effectiveFrom } = event.data;
    const columns = { region_code: regionCode, year, effective_from: effectiveFrom, rule: JSON.stringify(event.data) };
    changes.set('policy_ledger', { rule_id: ruleId }, columns);
  },
};
