import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MOST_FILE_BYTES } from '#platform';
import { ask, checked, commit, upload } from '../support/importing.js';
import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';
import { addAndSignIn, type SignedIn } from '../support/sign-in.js';
import { csvText, HEADS, order } from '../imports/corpus/case.js';

const SAMPLES = join(import.meta.dirname, '..', 'imports', 'samples');
const OFFICE = { id: 'edu', name: '示例区教育局', kind: 'budget-unit', regionCode: '610124', occurredOn: '2015-01-01' };

function orders(rows: readonly (readonly (string | number | null | object)[])[]): string {
  return csvText([[...HEADS], ...rows] as Parameters<typeof csvText>[0]);
}

describe('sheets through the public door', () => {
  let ledger: RunningLedger;
  let purchaser: SignedIn;

  beforeAll(async () => {
    ledger = await startLedger();
    await ledger.post('/api/units', OFFICE);
    await ledger.post('/api/units', { ...OFFICE, id: 'other', name: '示例区卫生局' });
    purchaser = await addAndSignIn(ledger.url, {
      account: 'buyer',
      password: 'figs and dates of the suites',
      roles: ['purchaser'],
      unitId: 'edu',
    });
  });

  afterAll(() => discard(ledger));

  const three = { name: '六月.csv', kind: 'orders', bytes: orders([order(), order(), order({ 数量: '很多' })]) };

  it('become a plan in the background, in the shape of the contract', async () => {
    const seen = await checked(purchaser, three);
    expect(seen).toMatchObject({
      kind: 'orders',
      state: 'checked',
      counts: { rows: 3, create: 2, duplicate: 0, blocked: 1, warned: 0 },
      totals: { create: { amountFen: 100_000, grams: 100_000 } },
      problems: [{ code: 'CELL.NUMBER_UNREADABLE', count: 1 }],
      file: { name: '六月.csv' },
      createdBy: 'buyer',
      failure: null,
    });
    expect(seen.planHash).toMatch(/^[0-9a-f]{64}$/);
    expect(seen.mapping?.columns.map(({ column }) => column)).toContain('订单编号');
  });

  it('show their rows by state, with what is wrong in each cell', async () => {
    const { importId } = await checked(purchaser, three);
    const { body } = await ask<{ items: object[]; count: number }>(purchaser, 'GET', `/api/imports/${importId}/rows?state=blocked`);
    expect(body).toMatchObject({
      count: 1,
      nextCursor: null,
      items: [{ row: 4, state: 'blocked', values: { 数量: '很多' }, cells: [{ column: '数量', code: 'CELL.NUMBER_UNREADABLE' }] }],
    });
    const first = await ask<{ items: { row: number }[]; nextCursor: string }>(purchaser, 'GET', `/api/imports/${importId}/rows?limit=2`);
    const rest = await ask<{ items: { row: number }[] }>(
      purchaser,
      'GET',
      `/api/imports/${importId}/rows?limit=2&cursor=${first.body.nextCursor}`,
    );
    expect([...first.body.items, ...rest.body.items].map(({ row }) => row)).toEqual([2, 3, 4]);
  });

  it('show the rows with one problem, or with one text in a column, from any place on', async () => {
    const rows = [order({ 数量: '很多' }), order({ 品类: '水菓' }), order({ 数量: '很多' }), order()];
    const { importId } = await checked(purchaser, { ...three, bytes: orders(rows) });
    const found = async (query: string): Promise<{ count: number; rows: number[] }> => {
      const { body } = await ask<{ items: { row: number }[]; count: number }>(purchaser, 'GET', `/api/imports/${importId}/rows?${query}`);
      return { count: body.count, rows: body.items.map(({ row }) => row) };
    };
    expect(await found('code=CELL.NUMBER_UNREADABLE')).toEqual({ count: 2, rows: [2, 4] });
    expect(await found(`column=${encodeURIComponent('数量')}&value=${encodeURIComponent('很多')}&from=1`)).toEqual({ count: 2, rows: [4] });
    expect(await found(`column=${encodeURIComponent('备注')}&state=blocked`)).toEqual({ count: 3, rows: [2, 3, 4] });
    expect(await found(`column=${encodeURIComponent('颜色')}`)).toEqual({ count: 0, rows: [] });
    expect(await found('from=3')).toEqual({ count: 4, rows: [5] });
  });

  it('keep what is decided about a row beside it', async () => {
    const { importId } = await checked(purchaser, { ...three, bytes: orders([order(), order(), order()]) });
    const decisions = [
      { row: 2, skip: true },
      { row: 3, skip: false },
    ];
    await ask(purchaser, 'PATCH', `/api/imports/${importId}/rows`, { decisions });
    const { body } = await ask<{ items: { decision?: string }[] }>(purchaser, 'GET', `/api/imports/${importId}/rows`);
    expect(body.items.map(({ decision }) => decision)).toEqual(['skip', 'import', undefined]);
  });

  it.each([
    ['09-旧版.xls', 'FILE.OLD_XLS'],
    ['10-网页表格.xls', 'FILE.HTML_TABLE'],
  ])('that are no sheets are refused at once: %s', async (name, code) => {
    const answer = await upload(purchaser, { name, kind: 'orders', bytes: readFileSync(join(SAMPLES, name)) });
    expect(answer).toMatchObject({ status: 422, body: { code } });
  });

  it('may have 20 MB and not a byte more, whatever is in them', async () => {
    const ofSize = (bytes: number): object => ({ ...three, bytes: Buffer.alloc(bytes, 'a') });
    const refused = { status: 422, body: { code: 'FILE.TOO_BIG', params: { limit: '20 MB' } } };
    expect(await upload(purchaser, { ...three, ...ofSize(MOST_FILE_BYTES + 1) })).toMatchObject(refused);
    expect(await upload(purchaser, { ...three, ...ofSize(MOST_FILE_BYTES) })).toMatchObject({ body: { code: 'FILE.NOT_A_TABLE' } });
  });

  /** Uploads under a key: status, whether it is the first answer again, and the import or the code. */
  const send = async (key: string, sheet: object = {}): Promise<[number, string | null, unknown]> => {
    const form = new FormData();
    const { bytes, name, ...fields } = { name: '六月.csv', kind: 'orders', unitId: 'edu', bytes: three.bytes, ...sheet };
    for (const [field, value] of Object.entries(fields)) form.append(field, value);
    form.append('file', new Blob([bytes]), name);
    const answer = await purchaser.fetch('/api/imports', { method: 'POST', body: form, headers: { 'idempotency-key': key } });
    const told = (await answer.json()) as { importId?: string; code?: string };
    return [answer.status, answer.headers.get('idempotent-replay'), told.importId ?? told.code];
  };

  it('that come again under their key are the first import again; another sheet, or another word of it, is refused', async () => {
    const first = await send('june');
    expect(first).toEqual([202, null, expect.any(String)]);
    expect(await send('june', { name: 'june (1).csv' })).toEqual([202, 'true', first[2]]);
    for (const other of [{ bytes: orders([order()]) }, { unitId: '' }, { kind: 'reserves' }]) {
      expect(await send('june', other)).toEqual([422, null, 'COMMAND.KEY_REUSED']);
    }
    const { body } = await ask<{ items: { importId: string }[] }>(purchaser, 'GET', '/api/imports?limit=200');
    expect(body.items.filter(({ importId }) => importId === first[2])).toHaveLength(1);
  });

  it('that come twice at once under one key are one import, and both are told of it; another sheet is refused', async () => {
    const both = await Promise.all([send('at once'), send('at once')]);
    const told = both.map(([status, , importId]) => [status, importId]);
    expect(told).toEqual([
      [202, expect.any(String)],
      [202, told[0]?.[1]],
    ]);
    expect(both.filter(([, isAgain]) => isAgain === 'true')).toHaveLength(1);
    const others = await Promise.all([send('june too'), send('june too', { bytes: orders([order()]) })]);
    expect(new Set(others.map(([status]) => status))).toEqual(new Set([202, 422]));
  });

  it('come one at a time: of two none is kept', async () => {
    const form = new FormData();
    form.append('kind', 'orders');
    for (const name of ['a.csv', 'b.csv']) form.append('file', new Blob([three.bytes]), name);
    const answer = await purchaser.fetch('/api/imports', { method: 'POST', body: form });
    expect([answer.status, await answer.json()]).toMatchObject([422, { code: 'FILE.ONE_AT_A_TIME', errors: [{ path: 'file' }] }]);
  });

  const part = (disposition: string, text: string, more = ''): string =>
    `--b\r\nContent-Disposition: form-data; ${disposition}\r\n${more}\r\n${text}\r\n`;
  const file = part('name="file"; filename="a.csv"', 'a,b');
  it.each([
    ['that ends in the middle', file.slice(0, -4)],
    ['that is none at all', 'abc'],
    ['with a field that every object has', `${part('name="__proto__"', 'x')}${file}--b--\r\n`],
    [
      'with a field that is no JSON, though it says so',
      `${part('name="kind"', '{', 'Content-Type: application/json\r\n')}${file}--b--\r\n`,
    ],
    ['with more fields than anybody has', `${part('name="more"', 'x').repeat(21)}${file}--b--\r\n`],
  ])('are read as every file is: a body %s is refused in the same words', async (_, body) => {
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    const told = ['/api/imports', '/api/files'].map(async (address) => {
      const answer = await purchaser.fetch(address, { method: 'POST', body, headers });
      const { code, detail } = (await answer.json()) as Record<string, unknown>;
      return { status: answer.status, code, detail };
    });
    const [sheet, evidence] = await Promise.all(told);
    expect(sheet).toEqual(evidence);
    expect(sheet).toMatchObject({ status: 400, code: 'BODY.MALFORMED' });
  });

  it('are refused with all that is wrong about the upload', async () => {
    const answer = await upload(purchaser, { ...three, kind: 'invoices', more: { note: 'x' } });
    expect(answer.status).toBe(422);
    expect((answer.body['errors'] as { code: string; path: string }[]).map(({ code, path }) => `${code} ${path}`)).toEqual([
      'FIELD.UNKNOWN note',
      'FIELD.INVALID kind',
    ]);
  });

  it('of a kind that is for others are refused, and so is a unit out of reach', async () => {
    expect(await upload(purchaser, { ...three, kind: 'sales' })).toMatchObject({ status: 403, body: { code: 'AUTH.FORBIDDEN' } });
    expect(await upload(purchaser, { ...three, more: { unitId: 'other' } })).toMatchObject({ status: 422, body: { code: 'UNIT.UNKNOWN' } });
  });

  it('of somebody out of reach do not exist', async () => {
    const stranger = await addAndSignIn(ledger.url, {
      account: 'stranger',
      password: 'plums and peas of the suites',
      roles: ['purchaser'],
      unitId: 'other',
    });
    const { importId } = await checked(purchaser, three);
    for (const path of ['', '/rows']) expect((await ask(stranger, 'GET', `/api/imports/${importId}${path}`)).status).toBe(404);
    expect((await ask(stranger, 'POST', `/api/imports/${importId}/cancel`)).status).toBe(404);
  });

  it('enter exactly the plan that was shown', async () => {
    const seen = await checked(purchaser, three);
    const done = await commit(purchaser, seen);
    expect(done.progress).toEqual({ done: 2, of: 2 });
    const { body } = await ask<{ count: number }>(ledger, 'GET', '/api/orders');
    expect(body.count).toBe(2);
  });
});
