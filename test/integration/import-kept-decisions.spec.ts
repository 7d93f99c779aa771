import { csvText, HEADS, order } from '../imports/corpus/case.js';
import { ask, type Asker, checked, commit, type SeenImport, type Sheet, until, upload } from '../support/importing.js';
import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';
import { addAndSignIn, type SignedIn } from '../support/sign-in.js';

const SCHOOLS = ['示例甲校', '示例乙校'] as const;
const REASON = '张三 13812345678 说是两笔 𠮷';

interface SeenCell {
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly isWarning?: true;
}

interface SeenRow {
  readonly state: string;
  readonly cells: readonly SeenCell[];
}

/** What somebody has decided about an order of a sheet and a recorded one holds in the imports that come after it. */
describe('a decision about two orders that look alike', () => {
  let ledger: RunningLedger;
  let buyer: SignedIn;
  let neighbour: SignedIn;
  let goods = 0;

  beforeAll(async () => {
    ledger = await startLedger();
    for (const [at, name] of SCHOOLS.entries()) {
      await ledger.post('/api/units', { id: `school-${at}`, name, kind: 'budget-unit', regionCode: '610124', occurredOn: '2015-01-01' });
    }
    const account = { password: 'figs and dates of the suites', roles: ['purchaser'] } as const;
    buyer = await addAndSignIn(ledger.url, { ...account, account: 'buyer', unitId: 'school-0' });
    neighbour = await addAndSignIn(ledger.url, { ...account, account: 'neighbour', unitId: 'school-1' });
  });

  afterAll(() => discard(ledger));

  /** Sheets of orders that differ by their number alone; each test has goods of its own. */
  async function scene(): Promise<(...numbers: readonly (string | null)[]) => Sheet> {
    goods += 1;
    const given = { 采购单位: SCHOOLS[0], 商品名称: `果 ${goods}` };
    const sheet = (...numbers: readonly (string | null)[]): Sheet => {
      const rows = numbers.map((number) => order({ ...given, 订单编号: number === null ? null : `K${goods}-${number}` }));
      return { name: '月.csv', kind: 'orders', bytes: csvText([[...HEADS], ...rows]) };
    };
    await commit(buyer, await checked(buyer, sheet('1')));
    return sheet;
  }

  async function decide(who: Asker, importId: string, row: number, skip: boolean): Promise<SeenImport> {
    const path = `/api/imports/${importId}/rows`;
    const { status, body } = await ask<SeenImport>(who, 'PATCH', path, { decisions: [{ row, skip, reason: REASON }] });
    expect(status).toBe(200);
    return body;
  }

  const rowsOf = async (who: Asker, { importId }: SeenImport, search = ''): Promise<readonly SeenRow[]> =>
    (await ask<{ items: readonly SeenRow[] }>(who, 'GET', `/api/imports/${importId}/rows${search}`)).body.items;

  const said = async (who: Asker, seen: SeenImport): Promise<readonly (readonly string[])[]> =>
    (await rowsOf(who, seen)).map(({ state, cells }) => [state, ...cells.map(({ code }) => code)]);

  it('that they are two is found again next month: the row is warned no more, and says by whom, when and in which import', async () => {
    const sheet = await scene();
    const first = await checked(buyer, sheet('2'));
    expect(await said(buyer, first)).toEqual([['warned', 'ORDER.NEAR_DUPLICATE']]);
    const decided = await decide(buyer, first.importId, 2, false);
    // Here it stays as it is shown: what is decided in this import is seen with its reason.
    expect(await said(buyer, decided)).toEqual([['warned', 'ORDER.NEAR_DUPLICATE']]);
    await ask(buyer, 'POST', `/api/imports/${first.importId}/cancel`, {});
    const again = await checked(buyer, sheet('2', '3'));
    expect(again.counts).toMatchObject({ create: 2, warned: 1, duplicate: 0 });
    expect(again.problems).toContainEqual({ code: 'ORDER.DECIDED_TWO', count: 1 });
    const [row, other] = await rowsOf(buyer, again);
    const params = { decidedBy: 'buyer', importId: first.importId, decidedAt: expect.stringMatching(/^20.+Z$/) as string };
    expect(row).toMatchObject({ state: 'create', cells: [{ code: 'ORDER.DECIDED_TWO', isWarning: true, params }] });
    expect(JSON.stringify(row)).not.toContain(REASON);
    expect(other?.cells).toMatchObject([{ code: 'ORDER.NEAR_DUPLICATE' }]);
    expect(await rowsOf(buyer, again, '?code=ORDER.DECIDED_TWO')).toEqual([row]);
    await commit(buyer, again);
    expect((await ask<{ count: number }>(buyer, 'GET', `/api/orders?batch=${again.importId}`)).body.count).toBe(2);
  });

  it('that they are one leaves the row out, without a number too; decided otherwise, the newest holds', async () => {
    const sheet = await scene();
    for (const number of ['2', null]) {
      const first = await checked(buyer, sheet(number));
      await decide(buyer, first.importId, 2, true);
      const second = await checked(buyer, sheet(number));
      expect(await said(buyer, second)).toEqual([['duplicate', 'ORDER.DECIDED_SAME']]);
      expect(second.counts).toMatchObject({ create: 0, duplicate: 1 });
      const otherwise = await decide(buyer, second.importId, 2, false);
      expect(await said(buyer, otherwise)).toEqual([['warned', 'ORDER.NEAR_DUPLICATE']]);
      expect(await said(buyer, await checked(buyer, sheet(number)))).toEqual([['create', 'ORDER.DECIDED_TWO']]);
      // What was decided in the first import itself stays as it was said there.
      expect((await rowsOf(buyer, first, '?decided=true')).map(({ state }) => state)).toEqual(['duplicate']);
    }
  });

  it('is about the recorded order that it names, of those the row stands beside, and of no other', async () => {
    const sheet = await scene();
    await commit(buyer, await checked(buyer, sheet('2')));
    const seen = await checked(buyer, sheet('3'));
    const first = (await rowsOf(buyer, seen))[0]?.cells[0]?.params['id'];
    const { items } = (
      await ask<{ items: readonly { readonly id: string; readonly platformOrderNo: string }[] }>(buyer, 'GET', '/api/orders')
    ).body;
    const other = items.find(({ id, platformOrderNo }) => platformOrderNo.startsWith(`K${goods}-`) && id !== first);
    const path = `/api/imports/${seen.importId}/rows`;
    const wrong = await ask(buyer, 'PATCH', path, { decisions: [{ row: 2, skip: true, orderId: 'o-none' }] });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'IMPORT.ORDER_NOT_BESIDE' } });
    expect((await ask(buyer, 'PATCH', path, { decisions: [{ row: 2, skip: false, orderId: other?.id }] })).status).toBe(200);
    const [row] = await rowsOf(buyer, await checked(buyer, sheet('3')));
    expect(row?.cells).toMatchObject([
      { code: 'ORDER.NEAR_DUPLICATE', params: { id: first } },
      { code: 'ORDER.DECIDED_TWO', params: { id: other?.id } },
    ]);
  });

  it('elsewhere, between the look and the commit, makes another plan: it is shown before anything is entered', async () => {
    const sheet = await scene();
    const seen = await checked(buyer, sheet('2'));
    const colleague = await checked(buyer, sheet('2'));
    await decide(buyer, colleague.importId, 2, true);
    const path = `/api/imports/${seen.importId}/commit`;
    const refused = await ask(buyer, 'POST', path, { planHash: seen.planHash });
    expect(refused).toMatchObject({ status: 409, body: { code: 'IMPORT.PLAN_CHANGED' } });
    const now = await until(buyer, seen.importId, ['checked']);
    expect(await said(buyer, now)).toEqual([['duplicate', 'ORDER.DECIDED_SAME']]);
    await commit(buyer, now);
    expect((await ask<{ count: number }>(buyer, 'GET', `/api/orders?batch=${seen.importId}`)).body.count).toBe(0);
  });

  it('in its own import changes no hash a second time, and outlives the undoing of that import', async () => {
    const sheet = await scene();
    const seen = await checked(buyer, sheet('2'));
    const done = await commit(buyer, await decide(buyer, seen.importId, 2, false));
    await ask(buyer, 'POST', `/api/imports/${done.importId}/undo`, { reason: '导错了' });
    await until(buyer, done.importId, ['undone']);
    const again = await checked(buyer, sheet('2'));
    expect((await rowsOf(buyer, again))[0]?.cells).toMatchObject([{ code: 'ORDER.DECIDED_TWO', params: { importId: done.importId } }]);
  });

  it('is neither seen nor changed by somebody without a right to the unit', async () => {
    const sheet = await scene();
    const kept = await checked(buyer, sheet('2'));
    await decide(buyer, kept.importId, 2, false);
    const strange = await checked(neighbour, sheet('2', '3'));
    expect(await said(neighbour, strange)).toEqual([
      ['blocked', 'UNIT.OUT_OF_SCOPE'],
      ['blocked', 'UNIT.OUT_OF_SCOPE'],
    ]);
    await decide(neighbour, strange.importId, 2, true);
    await decide(neighbour, strange.importId, 3, true);
    const foreign = await ask(neighbour, 'PATCH', `/api/imports/${kept.importId}/rows`, { decisions: [{ row: 2, skip: true }] });
    expect(foreign.status).toBe(404);
    expect(await said(buyer, await checked(buyer, sheet('2', '3')))).toEqual([
      ['create', 'ORDER.DECIDED_TWO'],
      ['warned', 'ORDER.NEAR_DUPLICATE'],
    ]);
  });

  it('is there after a restart', async () => {
    const sheet = await scene();
    await decide(buyer, (await checked(buyer, sheet('2'))).importId, 2, true);
    await ledger.stop();
    await ledger.restart();
    const again = await upload(ledger, sheet('2'));
    const seen = await until(ledger, String(again.body['importId']), ['checked']);
    expect(await said(ledger, seen)).toEqual([['duplicate', 'ORDER.DECIDED_SAME']]);
  });
});
