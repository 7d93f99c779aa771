import type { Envelope, PolicyRuleSet } from '#contracts';
import { policyRuleStream } from './policy-rule.js';

const { id, definition } = policyRuleStream('610104', 2021);

function event(type: string, data: object): Envelope {
  return { type, data, streamId: id, occurredOn: '2021-01-01' } as unknown as Envelope;
}

describe('the rules of a region and year', () => {
  test('stand in the order in which they were set: none replaces another', () => {
    const rules = [{ ruleId: 'a' }, { ruleId: 'b' }] as unknown as PolicyRuleSet[];
    const state = rules.map((rule) => event('PolicyRuleSet', rule)).reduce((seen, one) => definition.evolve(seen, one), definition.initial);
    expect(id).toBe('policy-rule-610104-2021');
    expect(state).toEqual({ rules });
    expect(definition.evolve(state, event('RecordWithdrawn', {}))).toEqual({ rules: [] });
  });
});
