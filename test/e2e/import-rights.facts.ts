import { csvText, HEADS, order } from '../imports/corpus/case.js';
import { eventually } from '../support/eventually.js';
import { ask, type Asker, checked, type SeenImport, until } from '../support/importing.js';
import { addAndSignIn, type SignedIn, signInAdmin } from '../support/sign-in.js';
import type { Tier } from '../support/tier.js';

/** Several pages, so that the first is still under way when the account is disabled. */
const ROWS = 2_000;
const UNIT = { id: 'rights-office', name: '示例权限办', kind: 'budget-unit', regionCode: '610124', occurredOn: '2015-01-01' };

interface Entered {
  readonly meta: { readonly actor: { readonly account: string }; readonly batchId?: string };
}

/** In whose name an import goes on, on either tier. */
export function importRightsFacts(tier: () => Tier & Asker & { readonly url: string }): void {
  const position = async (): Promise<number> => Number((await tier().get('/api/log/purchases?limit=1'))['head']);
  const accountOfEvent = async (at: number): Promise<string | undefined> => {
    const { items } = await tier().get(`/api/log/purchases?after=${at - 1}&limit=1`);
    return (items as readonly Entered[])[0]?.meta.actor.account;
  };

  describe('the rights of an import', () => {
    let buyer: SignedIn;
    let colleague: SignedIn;

    beforeAll(async () => {
      expect((await ask(tier(), 'POST', '/api/units', UNIT)).status).toBe(201);
      const account = { password: 'figs and dates of the suites', roles: ['purchaser'], unitId: UNIT.id } as const;
      buyer = await addAndSignIn(tier().url, { ...account, account: 'rights-buyer' });
      colleague = await addAndSignIn(tier().url, { ...account, account: 'rights-colleague' });
    }, 60_000);

    it('are those of who committed it, as long as they stand; whoever retries goes on in their own name, and nothing is entered twice', async () => {
      const before = await position();
      const rows = Array.from({ length: ROWS }, () => order({ 采购单位: UNIT.name }));
      const sheet = { name: '两千行.csv', kind: 'orders', bytes: csvText([[...HEADS], ...rows]) };
      const { importId, planHash, counts } = await checked(buyer, sheet);
      expect(counts).toMatchObject({ create: ROWS, blocked: 0 });
      const admin = await signInAdmin(tier().url);
      expect((await ask(buyer, 'POST', `/api/imports/${importId}/commit`, { planHash })).status).toBe(202);
      expect((await admin.post('/api/accounts/rights-buyer/disable', { reason: '离职' })).status).toBe(200);
      const stopped = await until(colleague, importId, ['failed', 'done']);
      expect(stopped).toMatchObject({ state: 'failed', failure: { code: 'IMPORT.RIGHTS_CHANGED', phase: 'commit', row: null } });
      expect(stopped.progress.done).toBeLessThan(ROWS);
      expect(await accountOfEvent(before + 1)).toBe('rights-buyer');

      expect((await ask<SeenImport>(colleague, 'POST', `/api/imports/${importId}/retry`)).status).toBe(202);
      await until(colleague, importId, ['done']);
      expect(await accountOfEvent(await position())).toBe('rights-colleague');
      const isListed = async (): Promise<boolean> => (await tier().get(`/api/orders?batch=${importId}&limit=1`))['count'] === ROWS;
      await eventually(`${ROWS} orders are listed`, isListed);
      const { items } = await tier().get('/api/access-log?account=rights-colleague&kind=import');
      expect(items).toMatchObject([{ subject: importId, reason: 'orders retry' }]);
    }, 120_000);
  });
}
