import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Needs } from '../imports/support/ledger-of-needs.js';
import { neededUnits } from '../imports/support/needed-units.js';
import { type Asker, ask, checked, commit } from '../support/importing.js';
import { eventually } from '../support/eventually.js';
import { addAndSignIn, type SignedIn } from '../support/sign-in.js';
import type { Tier } from '../support/tier.js';

const SAMPLES = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'test', 'imports', 'samples');
const VILLAGE = '610124999201';
const OFFICE = 'acb9ecfd-fda8-5104-a9b5-669f374e4f11';
const ONE_SCHOOL = 'd6ca67f9-dba7-563d-b330-ce1d6d8d30d5';
const SETTLE_LIMIT_MS = 60_000;

interface Expected {
  readonly counts: Readonly<Record<string, number>>;
  readonly totals: { readonly amountFen: number; readonly grams: number };
  readonly needs: Needs;
}

type RunningTier = Tier & Asker & { readonly url: string };

function expectedOf(file: string): Expected {
  return JSON.parse(readFileSync(join(SAMPLES, `${file}.expected.json`), 'utf8')) as Expected;
}

function sheet(file: string, kind: string): { readonly name: string; readonly bytes: Buffer; readonly kind: string } {
  return { name: file, bytes: readFileSync(join(SAMPLES, file)), kind };
}

/** What an import of the samples leaves behind on either tier: the numbers are written down with the samples. */
export function importFacts(tier: () => RunningTier): void {
  const ORDERS = '01-832订单导出.xlsx';
  const SALES = '06-帮助销售-混合单位.xlsx';
  const RESERVES = '08-预留份额-12单位.xlsx';
  const { units } = expectedOf(RESERVES).needs;
  let orders = '';

  const enter = async (path: string, body: object): Promise<void> => {
    const answer = await ask(tier(), 'POST', `/api${path}`, body);
    expect([path, answer.status]).toEqual([path, 201]);
  };
  const comesTo = (figure: string, query: string, value: number): Promise<void> =>
    eventually(
      `${figure} of ${query} is ${value}`,
      async () => (await tier().get(`/api/figures/${figure}?${query}`)).value === value,
      SETTLE_LIMIT_MS,
    );

  describe('an import of the samples', () => {
    beforeAll(async () => {
      for (const unit of neededUnits(units, '2018-01-01')) await enter('/units', unit);
      const village = { code: VILLAGE, name: '阳化社区', countyCode: '610124', township: '哑柏镇', occurredOn: '2018-01-01' };
      await enter('/villages', village);
      const rule = { regionCode: '610124', year: 2021, floorPermille: 100, basis: '示例文号〔2021〕1号', occurredOn: '2021-01-01' };
      await enter('/policy-rules', rule);
      const isListed = async (): Promise<boolean> =>
        ((await tier().get('/api/villages?limit=200')).items as { code: string }[]).some(({ code }) => code === VILLAGE);
      await eventually('the village is listed', isListed);
    });

    it('blocks what its account may not enter: rows of units outside its part of the tree', async () => {
      const school: SignedIn = await addAndSignIn(tier().url, {
        account: 'one-school',
        password: 'who buys for one school only',
        roles: ['purchaser'],
        unitId: ONE_SCHOOL,
      });
      const plan = await checked(school, sheet(ORDERS, 'orders'));
      const { create = 0, blocked = 0, rows } = plan.counts ?? {};
      expect([create > 0, blocked > 0, create + blocked]).toEqual([true, true, rows]);
      expect(plan.problems).toEqual([{ code: 'UNIT.OUT_OF_SCOPE', count: blocked }]);
    }, 60_000);

    it('of orders gives the purchases of the sheet, and every entry says its row', async () => {
      const { counts, totals } = expectedOf(ORDERS);
      const plan = await checked(tier(), sheet(ORDERS, 'orders'));
      expect(plan.counts).toEqual(counts);
      await commit(tier(), plan);
      orders = plan.importId;
      await comesTo('purchase.ordered', `unitId=${OFFICE}&includeBelow=true`, totals.amountFen);
      const list = await tier().get(`/api/orders?batch=${orders}&limit=200`);
      const items = list.items as { readonly batchId: string; readonly row: number }[];
      expect([list.count, items.every(({ batchId }) => batchId === orders)]).toEqual([counts['create'], true]);
      expect(new Set(items.map(({ row }) => row)).size).toBe(counts['create']);
    }, 120_000);

    it('finds every row there when the same sheet comes again', async () => {
      const { counts } = expectedOf(ORDERS);
      const plan = await checked(tier(), sheet(ORDERS, 'orders'));
      expect(plan.counts).toMatchObject({ create: 0, duplicate: counts['rows'], blocked: 0 });
    }, 60_000);

    it('of sales gives the weights of the sheet to the village, equal rows kept equal', async () => {
      const { counts, totals } = expectedOf(SALES);
      const plan = await checked(tier(), sheet(SALES, 'sales'));
      expect([plan.counts, plan.problems]).toEqual([counts, []]);
      await commit(tier(), plan);
      await comesTo('sales.weight', `villageCode=${VILLAGE}`, totals.grams);
      await comesTo('sales.amount', `villageCode=${VILLAGE}`, totals.amountFen);
      const again = await checked(tier(), sheet(SALES, 'sales'));
      expect(again.counts).toMatchObject({ create: 0, duplicate: counts['rows'] });
    }, 120_000);

    it('of reserves declares each unit once', async () => {
      const plan = await checked(tier(), sheet(RESERVES, 'reserves'));
      expect(plan.counts).toEqual(expectedOf(RESERVES).counts);
      await commit(tier(), plan);
      const again = await checked(tier(), sheet(RESERVES, 'reserves'));
      expect(again.counts).toMatchObject({ create: 0, duplicate: units.length });
    }, 120_000);

    it('is the only way to a batch and a row: no header and no field of a client sets them', async () => {
      const body = {
        unitId: ONE_SCHOOL,
        channel: 'offline',
        supplierName: '合作社',
        funding: 'union',
        settlement: 'prepaid',
        lines: [{ product: '猕猴桃', category: 'fruit', quantity: 10, unit: '斤', amountFen: 5_000 }],
      };
      const caller = {
        actor: { account: 'x', roles: ['purchaser'], unitId: null },
        source: 'import',
        batchId: orders,
        row: 1,
        inside: true,
      };
      const said = Buffer.from(JSON.stringify(caller)).toString('base64url');
      const forged = { 'x-bangfu-inside': said, 'x-bangfu-identity': `1.0123456789abcdef.${said}.x`, 'x-batch-id': orders };
      const headers = { 'content-type': 'application/json', ...forged };
      const answer = await tier().fetch('/api/orders', { method: 'POST', headers, body: JSON.stringify(body) });
      const { id } = (await answer.json()) as { readonly id: string };
      const { items } = await tier().get(`/api/orders/${id}/history`);
      expect((items as readonly object[])[0]).not.toHaveProperty('batchId');
      expect(await tier().get(`/api/orders/${id}`)).toMatchObject({ source: 'manual' });
      const refused = await ask(tier(), 'POST', '/api/orders', { ...body, batchId: orders });
      expect(refused).toMatchObject({ status: 422, body: { code: 'FIELD.UNKNOWN' } });
    });

    it('asks the services at addresses that answer nobody else', async () => {
      for (const what of ['purchases', 'support', 'villages', 'forgotten']) {
        expect([403, 404]).toContain((await ask(tier(), 'POST', `/api/asked/${what}`, {})).status);
      }
    });
  });
}
