import { SharedSecretIdentity } from './shared-secret.js';
import { serviceIdentityContract } from './testing/service-identity.contract.js';

describe('the shared secret as a service identity', () => {
  const pair = { ours: new SharedSecretIdentity('a'.repeat(32)), theirs: new SharedSecretIdentity(`${'a'.repeat(31)}b`) };

  test.each(serviceIdentityContract)('%s', (_rule, check) => check(pair));

  it('takes no role that does not exist', () => {
    const headers = pair.ours.headersFor({ actor: { account: 'x', roles: ['root' as never], unitId: null }, source: 'manual' });
    expect(pair.ours.callerOf(headers)).toBeUndefined();
  });

  it('takes no source that arises inside a service only', () => {
    const headers = pair.ours.headersFor({ actor: { account: 'x', roles: [], unitId: null }, source: 'import' });
    expect(pair.ours.callerOf(headers)).toBeUndefined();
  });
});
