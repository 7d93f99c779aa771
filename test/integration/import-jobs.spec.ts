import { csvText, HEADS, type HeadName, order } from '../imports/corpus/case.js';
import type { MadeCell } from '../imports/support/workbook.js';
import { ask, checked, commit, type SeenImport, until, upload } from '../support/importing.js';
import { afterAllOf } from '../support/read-behind.js';
import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';
import { addAndSignIn, type SignedIn } from '../support/sign-in.js';

const OFFICE = { id: 'edu', name: '示例区教育局', kind: 'budget-unit', regionCode: '610124', occurredOn: '2015-01-01' };

type Row = Partial<Record<HeadName, MadeCell>>;

/** Orders with numbers of their own. */
function sheet(name: string, rows: readonly Row[]): { name: string; kind: string; bytes: string } {
  return { name, kind: 'orders', bytes: csvText([[...HEADS], ...rows.map((row) => order(row))]) };
}

/** The same order three times, without a number. */
const equal = (): Row => ({ 订单编号: null, '支付金额（元）': 500, 支付日期: '2020-06-20' });

describe('an import', () => {
  let ledger: RunningLedger;
  let buyer: SignedIn;
  let colleague: SignedIn;

  beforeAll(async () => {
    ledger = await startLedger();
    await ledger.post('/api/units', OFFICE);
    const account = { password: 'figs and dates of the suites', roles: ['purchaser'], unitId: 'edu' } as const;
    buyer = await addAndSignIn(ledger.url, { ...account, account: 'buyer' });
    colleague = await addAndSignIn(ledger.url, { ...account, account: 'colleague' });
  });

  afterAll(() => discard(ledger));

  const call = (path: string, body: object = {}, who = buyer): ReturnType<typeof ask<SeenImport & { code: string }>> =>
    ask(who, path.endsWith('/rows') ? 'PATCH' : 'POST', `/api/imports/${path}`, body);

  /** What the books come to, by figure; read behind everything that was entered. */
  async function figures(): Promise<Record<string, unknown>> {
    const after = await afterAllOf(ledger);
    const names = ['purchase.ordered', 'purchase.paid', 'purchase.accepted', 'purchase.completed', 'sales.weight', 'sales.amount'];
    const values = await Promise.all(names.map(async (name) => (await ledger.get(`/api/figures/${name}?${after}`))['value']));
    return Object.fromEntries(names.map((name, at) => [name, values[at]]));
  }

  it('is mended in place: one cell, everywhere in a column, a row left out', async () => {
    const made = [{ 数量: '很多' }, { 品类: '水菓' }, { 品类: '水菓' }, {}];
    const { importId, counts } = await checked(buyer, sheet('a.csv', made));
    expect(counts).toMatchObject({ create: 1, blocked: 3 });
    const mended = await call(`${importId}/rows`, { edits: [{ row: 2, column: '数量', value: '120' }] });
    expect(mended).toMatchObject({ status: 200, body: { counts: { create: 2, blocked: 2 } } });
    const replaced = await call(`${importId}/rows`, { replaceAll: { column: '品类', from: '水菓', to: '水果' } });
    expect(replaced.body.counts).toMatchObject({ create: 4, blocked: 0 });
    const left = await call(`${importId}/rows`, { decisions: [{ row: 5, skip: true }] });
    expect(left.body.counts).toMatchObject({ create: 3, duplicate: 1 });
    expect(new Set([mended, replaced, left].map(({ body }) => body.planHash)).size).toBe(3);
    expect(
      await call(`${importId}/rows`, {
        edits: [
          { row: 99, column: '数量', value: '1' },
          { row: 2, column: '颜色', value: '红' },
        ],
      }),
    ).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'IMPORT.COLUMN_UNKNOWN' }, { code: 'IMPORT.ROW_UNKNOWN', params: { row: 99 } }] },
    });
  });

  it('asks for the columns where it does not know them, and takes what a person chooses', async () => {
    const heads = HEADS.map((head) => (head === '供应商' ? '卖家大名' : head));
    const bytes = csvText([[...heads], order(), order()]);
    const { importId } = await checked(buyer, { name: 'b.csv', kind: 'orders', bytes });
    const wrong = await call(`${importId}/mapping`, { columns: { 供应商: '没有这一列', 颜色: 'B' } });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ code: 'IMPORT.COLUMN_UNKNOWN' }, { code: 'IMPORT.HEAD_UNKNOWN' }] } });
    const chosen = await call(`${importId}/mapping`, { columns: { 供应商: '卖家大名' } });
    expect(chosen).toMatchObject({ status: 200, body: { state: 'checked', counts: { create: 2, blocked: 0 } } });
    expect(await call(`${importId}/mapping`, { columns: { 卖家大名: '供应商' } })).toMatchObject({
      status: 200,
      body: { mapping: chosen.body['mapping'], planHash: chosen.body['planHash'] },
    });
    // Said once for all files of the unit.
    const saved = { kind: 'orders', name: '我们的表', columns: { 卖家大名: '供应商' } };
    expect((await ask(buyer, 'POST', '/api/import-profiles', saved)).status).toBe(201);
    const known = await checked(colleague, { name: 'b2.csv', kind: 'orders', bytes, more: { profile: '我们的表' } });
    expect(known).toMatchObject({ state: 'checked', counts: { create: 2, blocked: 0 } });
    const { items } = (await ask<{ items: { profileId: string; name: string }[] }>(buyer, 'GET', '/api/import-profiles')).body;
    expect(items.map(({ name }) => name)).toEqual(['我们的表']);
    // Whoever is of another unit has none of these to delete.
    for (const [who, left] of [
      [ledger, 1],
      [colleague, 0],
    ] as const) {
      expect((await who.fetch(`/api/import-profiles/${items[0]?.profileId}`, { method: 'DELETE' })).status).toBe(204);
      expect((await ask<{ count: number }>(buyer, 'GET', '/api/import-profiles')).body.count).toBe(left);
    }
    const gone = await upload(buyer, { name: 'b4.csv', kind: 'orders', bytes, more: { profile: '我们的表' } });
    expect(gone.body).toMatchObject({ code: 'IMPORT.PROFILE_UNKNOWN' });
    const unknown = await upload(buyer, { name: 'b3.csv', kind: 'orders', bytes, more: { profile: '别人的表' } });
    expect(unknown).toMatchObject({ status: 422, body: { code: 'IMPORT.PROFILE_UNKNOWN' } });
  });

  it('does not enter another plan than the one that was shown', async () => {
    const first = await checked(buyer, sheet('c.csv', [{}, {}]));
    const { body } = await call(`${first.importId}/rows`, { edits: [{ row: 2, column: '数量', value: '7' }] });
    expect(await call(`${first.importId}/commit`, { planHash: first.planHash })).toMatchObject({
      status: 409,
      body: { code: 'IMPORT.PLAN_CHANGED' },
    });
    // The ledger moves: somebody enters one of its orders by hand.
    const { items } = (await ask<{ items: { values: Record<string, string> }[] }>(buyer, 'GET', `/api/imports/${first.importId}/rows`))
      .body;
    const platformOrderNo = items[1]?.values['订单编号'];
    const lines = [{ product: '苹果', category: 'fruit', quantity: 1, unit: '斤', amountFen: 100 }];
    const byHand = { unitId: 'edu', channel: '832', platformOrderNo, supplierName: '甲', funding: 'union', settlement: 'prepaid', lines };
    expect((await buyer.post('/api/orders', byHand)).status).toBe(201);
    expect(await call(`${first.importId}/commit`, { planHash: body.planHash })).toMatchObject({
      status: 409,
      body: { code: 'IMPORT.PLAN_CHANGED' },
    });
    const now = await until(buyer, first.importId, ['checked']);
    expect(now.counts).toMatchObject({ rows: 2, create: 1 });
    expect(await commit(buyer, now)).toMatchObject({ state: 'done', progress: { done: 1, of: 1 } });
  });

  it('is given up before it is entered, and only then', async () => {
    const seen = await checked(buyer, sheet('d.csv', [{}]));
    const undo = await call(`${seen.importId}/undo`, { reason: '导错了' });
    expect(undo).toMatchObject({ status: 409, body: { code: 'IMPORT.STATE', errors: [{ params: { state: 'checked' } }] } });
    const { body: preview } = await ask(buyer, 'GET', `/api/imports/${seen.importId}/undo-preview`);
    expect(preview).toMatchObject({ records: 0, refusal: { code: 'IMPORT.STATE', detail: (undo.body as { detail?: unknown }).detail } });
    expect(await call(`${seen.importId}/cancel`)).toMatchObject({ status: 200, body: { state: 'cancelled' } });
    expect(await call(`${seen.importId}/commit`, { planHash: seen.planHash })).toMatchObject({
      status: 409,
      body: { code: 'IMPORT.STATE' },
    });
    const other = await commit(buyer, await checked(buyer, sheet('e.csv', [{}])));
    expect(await call(`${other.importId}/cancel`)).toMatchObject({ status: 409, body: { code: 'IMPORT.STATE' } });
  });

  it('says before an undo what somebody has entered for its orders since: it falls with them', async () => {
    const done = await commit(buyer, await checked(buyer, sheet('f.csv', [{ 商品名称: '核桃' }, { 商品名称: '木耳' }])));
    const { items } = (
      await ask<{ items: { id: string; batchRow?: number; row?: number }[] }>(buyer, 'GET', `/api/orders?batch=${done.importId}`)
    ).body;
    const of = async (): Promise<unknown> =>
      (await ask<{ byHand: unknown }>(buyer, 'GET', `/api/imports/${done.importId}/undo-preview`)).body.byHand;
    expect(await of()).toEqual({ steps: 0, records: 0, rows: [] });
    const [first] = items;
    const accepted = await ask(buyer, 'POST', `/api/orders/${first?.id}/acceptance`, {});
    expect(accepted.status).toBe(200);
    expect(await of()).toEqual({ steps: 1, records: 1, rows: [{ row: first?.row, steps: 1 }] });
  });

  it('leaves three equal rows three, however often they are imported; undone, the same file comes in again', async () => {
    const before = await figures();
    const file = sheet('f.csv', [equal(), equal(), equal()]);
    const once = await commit(buyer, await checked(buyer, file));
    const after = await figures();
    expect(Number(after['purchase.paid']) - Number(before['purchase.paid'])).toBe(150_000);
    expect((await checked(buyer, file)).counts).toMatchObject({ create: 0, duplicate: 3 });
    const preview = await ask(buyer, 'GET', `/api/imports/${once.importId}/undo-preview`);
    const paid = { figure: 'purchase.paid', unit: 'fen', now: after['purchase.paid'], after: before['purchase.paid'] };
    expect(preview.body).toMatchObject({ records: 3, figures: expect.arrayContaining([paid]) as unknown, refusal: null });
    expect(await call(`${once.importId}/undo`, { reason: '导错了' })).toMatchObject({ status: 202 });
    await until(buyer, once.importId, ['undone']);
    expect(await figures()).toEqual(before);
    await commit(buyer, await checked(buyer, file));
    expect(await figures()).toEqual(after);
  });

  it('makes one set of two people who import one file at once', async () => {
    const before = await figures();
    const file = sheet(
      'g.csv',
      Array.from({ length: 30 }, () => ({ ...equal(), 数量: 77 })),
    );
    const [one, other] = await Promise.all([checked(buyer, file), checked(colleague, file)]);
    const begun = await Promise.all([
      ask(buyer, 'POST', `/api/imports/${one.importId}/commit`, { planHash: one.planHash }),
      ask(colleague, 'POST', `/api/imports/${other.importId}/commit`, { planHash: other.planHash }),
    ]);
    expect(begun.map(({ status }) => status).filter((status) => ![202, 409].includes(status))).toEqual([]);
    const ends = await Promise.all([
      until(buyer, one.importId, ['done', 'failed', 'checked']),
      until(colleague, other.importId, ['done', 'failed', 'checked']),
    ]);
    expect(ends.map(({ state }) => state)).toContain('done');
    expect(Number((await figures())['purchase.ordered']) - Number(before['purchase.ordered'])).toBe(30 * 50_000);
  });

  it('tells how it gets on to whoever may see it, and to nobody else', async () => {
    const stranger = await addAndSignIn(ledger.url, { account: 'visitor', password: 'plums and peas of the suites', roles: ['leader'] });
    const heard: Record<string, string> = {};
    const ending = new AbortController();
    const listen = async (name: string, who: SignedIn): Promise<void> => {
      const { body } = await who.fetch('/api/stream', { signal: ending.signal });
      heard[name] = '';
      for await (const chunk of body ?? []) heard[name] += Buffer.from(chunk as Uint8Array).toString();
    };
    const listening = [listen('buyer', buyer), listen('stranger', stranger)].map((ended) => ended.catch(() => undefined));
    const done = await commit(buyer, await checked(buyer, sheet('h.csv', [{}, {}])));
    ending.abort();
    await Promise.all(listening);
    expect(heard['buyer']).toContain(`"importId":"${done.importId}","kind":"orders","state":"committing"`);
    expect(heard['buyer']).toContain('"state":"done","progress":{"done":2,"of":2}');
    expect(heard['stranger']).not.toContain('event: job');
  });

  it('gives its blocked rows back, which alone are new when they are mended', async () => {
    const seen = await checked(buyer, sheet('i.csv', [{ 数量: '很多' }, {}]));
    await commit(buyer, seen);
    const answer = await buyer.fetch(`/api/imports/${seen.importId}/failed-rows`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv']);
    const name = `filename*=UTF-8''i-${encodeURIComponent('错误说明')}.csv`;
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="import.csv"; ${name}`);
    const again = await checked(buyer, { name: 'i-错误说明.csv', kind: 'orders', bytes: Buffer.from(await answer.arrayBuffer()) });
    expect(again.counts).toMatchObject({ rows: 1, blocked: 1 });
    const mended = await call(`${again.importId}/rows`, { replaceAll: { column: '数量', from: '很多', to: '80' } });
    expect(mended.body.counts).toMatchObject({ rows: 1, create: 1, blocked: 0 });
  });

  it('has a template of each kind', async () => {
    for (const kind of ['orders', 'sales', 'households', 'reserves', 'units']) {
      const answer = await buyer.fetch(`/api/imports/template/${kind}.xlsx`);
      expect([kind, answer.status]).toEqual([kind, 200]);
      expect(
        Buffer.from(await answer.arrayBuffer())
          .subarray(0, 2)
          .toString(),
      ).toBe('PK');
    }
    expect((await buyer.fetch('/api/imports/template/invoices.xlsx')).status).toBe(404);
  });

  it('that is done or undone takes the same word again, and no other plan', async () => {
    const done = await commit(buyer, await checked(buyer, sheet('l.csv', [{ 下单日期: '2020-07-11' }])));
    expect(await call(`${done.importId}/commit`, { planHash: done.planHash })).toMatchObject({ status: 202 });
    expect(await call(`${done.importId}/commit`, { planHash: 'another' })).toMatchObject({
      status: 409,
      body: { code: 'IMPORT.PLAN_CHANGED' },
    });
    for (const state of ['undoing', 'undone']) {
      expect(await call(`${done.importId}/undo`, { reason: '导错了' })).toMatchObject({ status: 202 });
      await until(buyer, done.importId, [state, 'undone']);
    }
  });
});
