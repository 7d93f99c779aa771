import { importRightsFacts } from '../e2e/import-rights.facts.js';
import { REPLANS } from '#platform';
import { eventually } from '../support/eventually.js';
import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';
import { addAndSignIn, type SignedIn } from '../support/sign-in.js';

describe('the standalone process', () => {
  let ledger: RunningLedger;

  beforeAll(async () => {
    ledger = await startLedger();
  });

  afterAll(() => discard(ledger));

  importRightsFacts(() => ledger);

  it('makes so many plans anew for one account and then no more for a while, whichever import they are of; others go on', async () => {
    const account = { password: 'figs and dates of the suites', roles: ['purchaser'] } as const;
    const [restless, other] = [
      await addAndSignIn(ledger.url, { ...account, account: 'restless' }),
      await addAndSignIn(ledger.url, { ...account, account: 'unhurried' }),
    ];
    const replan = async (who: SignedIn): Promise<number> =>
      (await who.fetch('/api/imports/none/rows', { method: 'PATCH', body: '{}', headers: { 'content-type': 'application/json' } })).status;
    for (let asked = 0; asked < REPLANS.atOnce; asked += 1) expect(await replan(restless)).toBe(404);
    await eventually('the account is asked to wait', async () => (await replan(restless)) === 429);
    expect((await restless.post('/api/imports/none/commit', { planHash: 'x' })).status).toBe(429);
    expect(await replan(other)).toBe(404);
  });
});
