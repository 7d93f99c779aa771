import type { Caller } from '#contracts';
import { type OutgoingCall, PROOF_LIFE_MS, SigningIdentity } from '#identity';
import { SERVICE_NAMES } from '#platform';
import { newIdentityKeys } from '../../libs/identity/src/testing/identity-keys.js';
import type { RunningCluster } from '../support/running-cluster.js';

const CALLER: Caller = { actor: { account: 'forger', roles: ['auditor'], unitId: null }, source: 'manual' };
const PATH = '/api/system';

/** Who gets past the gateway: nobody but the gateway. */
export function clusterIdentityFacts(cluster: () => RunningCluster): void {
  const call = (service: string): OutgoingCall => ({ service, method: 'GET', path: PATH });

  describe.each(SERVICE_NAMES)('%s, asked past the gateway', (service) => {
    const ask = async (headers: Readonly<Record<string, string>>, path = PATH): Promise<number> => {
      const [address = ''] = cluster().addresses()[service];
      return (await fetch(`${address}${path}`, { headers })).status;
    };

    it('answers what the gateway’s key has signed, once', async () => {
      const headers = new SigningIdentity(cluster().identityKey()).headersFor(CALLER, call(service));
      expect([await ask(headers), await ask(headers), await ask(headers)]).toEqual([200, 401, 401]);
    });

    it('refuses what is forged, has expired, is for another service or another address, or says nothing', async () => {
      const genuine = new SigningIdentity(cluster().identityKey());
      const late = new SigningIdentity(cluster().identityKey(), () => Date.now() - PROOF_LIFE_MS);
      const proofs = [
        new SigningIdentity(newIdentityKeys().privateKey).headersFor(CALLER, call(service)),
        late.headersFor(CALLER, call(service)),
        genuine.headersFor(CALLER, call(service === 'impact' ? 'purchases' : 'impact')),
        genuine.headersFor(CALLER, { ...call(service), path: '/api/log/verify' }),
        {},
      ];
      expect(await Promise.all(proofs.map((headers) => ask(headers)))).toEqual(proofs.map(() => 401));
    });
  });
}
