import { type DirectoryEvent, type Envelope, RECORD_WITHDRAWN } from '#contracts';
import type { Changes, Projection } from '#event-log';

/**
 * 政策规则台账: every rule with its 文号. A withdrawal takes back all rules that one region and year had until then, so
 * it is kept beside them by its position: what was set later stands.
 */
export const policyLedger: Projection = {
  name: 'policy_ledger',
  version: 1,
  logs: ['directory'],
  tables: [
    {
      name: 'policy_ledger',
      columns: [
        { name: 'rule_id', type: 'id' },
        { name: 'stream_id', type: 'id', default: '' },
        { name: 'position', type: 'integer', default: 0 },
        { name: 'region_code', type: 'id', default: '' },
        { name: 'year', type: 'integer', default: 0 },
        { name: 'effective_from', type: 'id', default: '' },
        { name: 'rule', type: 'text', default: null },
      ],
      primaryKey: ['rule_id'],
      indexes: [{ name: 'year', columns: ['year', 'region_code'] }],
    },
    {
      name: 'policy_ledger_withdrawn',
      columns: [
        { name: 'stream_id', type: 'id' },
        { name: 'position', type: 'integer', default: 0 },
      ],
      primaryKey: ['stream_id'],
    },
  ],
  handles: new Set(['PolicyRuleSet', RECORD_WITHDRAWN]),
  apply(envelope: Envelope, changes: Changes): void {
    const event = envelope as DirectoryEvent;
    const { streamId, position } = event;
    if (event.type === RECORD_WITHDRAWN && streamId.startsWith('policy-rule-')) {
      changes.set('policy_ledger_withdrawn', { stream_id: streamId }, { position });
    }
    if (event.type !== 'PolicyRuleSet') return;
    const { ruleId, regionCode, year, effectiveFrom } = event.data;
    const place = { stream_id: streamId, position, region_code: regionCode, year, effective_from: effectiveFrom };
    changes.set('policy_ledger', { rule_id: ruleId }, { ...place, rule: JSON.stringify(event.data) });
  },
};
