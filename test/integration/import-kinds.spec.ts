import { csvText } from '../imports/corpus/case.js';
import { ask, checked, commit, type SeenImport, type Sheet, until } from '../support/importing.js';
import { afterAllOf } from '../support/read-behind.js';
import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';
import { addAndSignIn, type SignedIn } from '../support/sign-in.js';

const VILLAGE = { code: '610124103201', name: '示例村', countyCode: '610124', township: '哑柏镇', occurredOn: '2015-01-01' };
const PERSON = { name: '欧阳秀莲', phone: '13812345678' };
/** As people do write it. */
const REMARK = '户主身份证 610124197001010011';
const PASSWORD = 'figs and dates of the suites';

interface ListedUnit {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
}

describe('sales, households, reserves and units', () => {
  let ledger: RunningLedger;
  let staff: SignedIn;
  let buyer: SignedIn;

  beforeAll(async () => {
    ledger = await startLedger();
    await ledger.post('/api/villages', VILLAGE);
    const edu = { id: 'edu', name: '示例区教育局', kind: 'budget-unit', regionCode: '610124', occurredOn: '2015-01-01' };
    await ledger.post('/api/units', edu);
    await ledger.post('/api/units', { ...edu, id: 'school', name: '示例区第一小学', parentId: 'edu' });
    const rule = { regionCode: '610124', year: 2020, floorPermille: 100, basis: '示例〔2020〕1号', occurredOn: '2020-01-01' };
    await ledger.post('/api/policy-rules', rule);
    const village = { roles: ['village-staff'], villageCode: VILLAGE.code } as const;
    staff = await addAndSignIn(ledger.url, { account: 'staff', password: PASSWORD, ...village });
    buyer = await addAndSignIn(ledger.url, { account: 'buyer', password: PASSWORD, roles: ['purchaser'], unitId: 'edu' });
  });

  afterAll(() => discard(ledger));

  const families = (members = 3): Sheet => ({
    name: '户.csv',
    kind: 'households',
    bytes: csvText([
      ['户编号', '村', '户类别', '家庭人口', '户主姓名', '联系电话'],
      ['H-1', '示例村', '已脱贫', members, PERSON.name, PERSON.phone],
      ['H-2', '示例村', '边缘易致贫', 2, '王五', '13900001111'],
    ]),
  });

  async function undone(who: SignedIn, importId: string): Promise<void> {
    expect((await ask(who, 'POST', `/api/imports/${importId}/undo`, { reason: '导错了' })).status).toBe(202);
    await until(who, importId, ['undone']);
  }

  it('of sales are entered by village staff, who see them; a purchaser does not', async () => {
    const row = ['2020-06-18', '示例村', '猕猴桃', '水果', 200, '斤', 1_000, '示例合作社'];
    const heads = ['日期', '村', '产品', '品类', '数量', '单位', '金额（元）', '买方'];
    const done = await commit(staff, await checked(staff, { name: 's.csv', kind: 'sales', bytes: csvText([heads, row, row]) }));
    expect(done.progress).toEqual({ done: 2, of: 2 });
    expect((await ask(buyer, 'GET', `/api/imports/${done.importId}`)).status).toBe(404);
    const list = await ask<{ items: SeenImport[]; count: number }>(staff, 'GET', '/api/imports');
    expect(list.body.items.map(({ importId }) => importId)).toEqual([done.importId]);
  });

  it('of households are withdrawn with their names, and can be imported again', async () => {
    const first = await commit(staff, await checked(staff, families()));
    const registered = async (): Promise<unknown> =>
      (await ledger.get(`/api/figures/households.registered?${await afterAllOf(ledger)}`))['value'];
    expect(await registered()).toBe(2);
    await undone(staff, first.importId);
    expect(await registered()).toBe(0);
    const second = await commit(staff, await checked(staff, families()));
    expect([second.progress.done, await registered()]).toEqual([2, 2]);
    expect((await checked(staff, families())).counts).toMatchObject({ create: 0, duplicate: 2 });
    const sales = csvText([
      ['日期', '村', '农户', '产品', '品类', '数量', '单位', '金额（元）'],
      ['2020-06-18', '示例村', 'H-1', '猕猴桃', '水果', 200, '斤', 1_000],
    ]);
    const sold = await commit(staff, await checked(staff, { name: '销售.csv', kind: 'sales', bytes: sales }));
    expect(sold.progress).toEqual({ done: 1, of: 1 });
  });

  it('that tell of persons show none to an auditor, and are destroyed after their use', async () => {
    const auditor = await addAndSignIn(ledger.url, { account: 'auditor-1', password: PASSWORD, roles: ['auditor'] });
    const seen = await checked(staff, {
      ...families(),
      bytes: csvText([
        ['户编号', '村', '户类别', '家庭人口', '户主姓名', '联系电话', '备注'],
        ['H-9', '示例村', '已脱贫', 'x', PERSON.name, PERSON.phone, REMARK],
      ]),
    });
    const path = `/api/imports/${seen.importId}`;
    const staffSees = JSON.stringify((await ask(staff, 'GET', `${path}/rows`)).body);
    const auditorSees = JSON.stringify([(await ask(auditor, 'GET', path)).body, (await ask(auditor, 'GET', `${path}/rows`)).body]);
    expect([staffSees.includes(PERSON.name), auditorSees.includes(PERSON.name), auditorSees.includes(PERSON.phone)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(auditorSees).toContain('欧**莲');
    expect([staffSees.includes('H-9'), auditorSees.includes('H-9'), auditorSees.includes(REMARK)]).toEqual([true, false, false]);
    expect((await auditor.fetch(`${path}/failed-rows`)).status).toBe(403);
    expect((await ask(staff, 'POST', `${path}/cancel`)).body).toMatchObject({ state: 'cancelled', file: { isKept: false } });
    expect(await ask(staff, 'GET', `${path}/rows`)).toMatchObject({ status: 409, body: { code: 'IMPORT.FILE_GONE' } });
    // What the plan counts none of is no row of a sheet that is gone.
    expect(await ask(staff, 'GET', `${path}/rows?state=duplicate`)).toMatchObject({ status: 200, body: { items: [], count: 0 } });
  });

  it('that name a household nobody knows do not tell an auditor its number, in a cell or in what is wrong with it', async () => {
    const auditor = await addAndSignIn(ledger.url, { account: 'auditor-2', password: PASSWORD, roles: ['auditor'] });
    const number = '610124197001010011';
    const { importId } = await checked(staff, {
      name: '销售.csv',
      kind: 'sales',
      bytes: csvText([
        ['日期', '村', '农户', '产品', '品类', '数量', '单位', '金额（元）'],
        ['2020-06-18', '示例村', number, '猕猴桃', '水果', 200, '斤', 1_000],
      ]),
    });
    const rowsOf = async (who: SignedIn): Promise<string> => JSON.stringify((await ask(who, 'GET', `/api/imports/${importId}/rows`)).body);
    const [staffSees, auditorSees] = [await rowsOf(staff), await rowsOf(auditor)];
    expect([staffSees, auditorSees].map((seen) => [seen.includes('HOUSEHOLD.UNKNOWN'), seen.includes(number)])).toEqual([
      [true, true],
      [true, false],
    ]);
  });

  it('are open to who enters them in that village, not to who does so elsewhere and sees them as an auditor', async () => {
    await ledger.post('/api/villages', { ...VILLAGE, code: '610124103202', name: '别村' });
    const both = await addAndSignIn(ledger.url, {
      account: 'auditor-of-elsewhere',
      password: PASSWORD,
      roles: ['auditor', 'village-staff'],
      villageCode: '610124103202',
    });
    const { importId } = await checked(staff, { ...families(), name: '别村.csv' });
    const path = `/api/imports/${importId}`;
    const asked = await Promise.all(['', '/rows'].map((part) => ask(both, 'GET', `${path}${part}`)));
    const list = await ask(both, 'GET', '/api/imports');
    const seen = JSON.stringify([...asked, list]);
    expect([asked.map(({ status }) => status), seen.includes(importId), seen.includes(PERSON.name), seen.includes('欧**莲')]).toEqual([
      [200, 200],
      true,
      false,
      true,
    ]);
    const search = new URLSearchParams({ column: '户主姓名', value: PERSON.name });
    expect((await ask(both, 'GET', `${path}/rows?${search.toString()}`)).body).toMatchObject({ count: 0 });
    expect((await both.fetch(`${path}/failed-rows`)).status).toBe(403);
    expect(JSON.stringify((await ask(staff, 'GET', '/api/imports')).body)).toContain(PERSON.name);
  });

  it('of reserves are withdrawn while they are drafts, and not any more once they are under review', async () => {
    const reserves: Sheet = {
      name: '预留.csv',
      kind: 'reserves',
      bytes: csvText([
        ['年度', '预算单位', '食堂情况', '工会采购总额（元）', '工会预留金额（元）'],
        [2_020, '示例区教育局', '无食堂', 10_000, 5_000],
      ]),
    };
    const first = await commit(buyer, await checked(buyer, reserves));
    await undone(buyer, first.importId);
    const second = await commit(buyer, await checked(buyer, reserves));
    expect((await buyer.post('/api/units/edu/reserves/2020/submit', {})).status).toBe(200);
    await ask(buyer, 'POST', `/api/imports/${second.importId}/undo`, { reason: '导错了' });
    const failed = await until(buyer, second.importId, ['failed']);
    expect(failed.failure).toMatchObject({ phase: 'undo', code: 'IMPORT.ROW_REFUSED', row: 2, reasons: [{ code: 'RESERVE.STATE' }] });
  });

  it('of reserves are declared anew over a draft, which is as it was when they are taken back', async () => {
    const at = '/api/units/school/reserves/2020';
    const draft = { canteen: 'none', unionSpendFen: 900_000, unionReserveFen: 300_000, note: '草稿"一" 𠮷' };
    expect((await buyer.post(at, draft)).status).toBe(201);
    const standing = async (): Promise<unknown> => {
      const { streamVersion: _, ...stands } = (await ask<{ streamVersion: number }>(buyer, 'GET', at)).body;
      const { body } = await ask<{ items: object[] }>(buyer, 'GET', `/api/reserves?unitId=school&${await afterAllOf(ledger)}`);
      return { ...stands, items: body.items };
    };
    const before = await standing();
    const file = (unionReserve: number): Sheet => ({
      name: '重新填报.csv',
      kind: 'reserves',
      bytes: csvText([
        ['年度', '预算单位', '食堂情况', '工会预留金额（元）'],
        [2_020, '示例区第一小学', '无食堂', unionReserve],
      ]),
    });
    const first = await checked(buyer, file(5_000));
    expect(first.counts).toMatchObject({ create: 1, warned: 1, blocked: 0 });
    await commit(buyer, first);
    expect(await standing()).toMatchObject({ state: 'draft', ...draft, unionReserveFen: 500_000 });
    expect((await checked(buyer, file(5_000))).counts).toMatchObject({ create: 0, duplicate: 1 });
    await undone(buyer, first.importId);
    expect(await standing()).toEqual(before);
    // Once it was declared again, what was there before cannot come back.
    const second = await commit(buyer, await checked(buyer, file(5_000)));
    expect((await buyer.post(at, draft)).status).toBe(201);
    const preview = await ask(buyer, 'GET', `/api/imports/${second.importId}/undo-preview`);
    expect(preview.body).toMatchObject({ refusal: { code: 'RESERVE.DECLARED_SINCE' } });
    const refused = await ask(buyer, 'POST', `/api/imports/${second.importId}/undo`, { reason: '导错了' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'RESERVE.DECLARED_SINCE', params: { year: 2020 } } });
    expect(await standing()).toEqual(before);
  });

  it('of units are entered and withdrawn by the administrator, and can be imported again', async () => {
    const units: Sheet = {
      name: '单位.csv',
      kind: 'units',
      bytes: csvText([
        ['单位名称', '单位类型', '上级单位', '行政区划代码'],
        ['示例区第九小学', '预算单位', '示例区教育局', '610124'],
        ['示例区第九小学分校', '预算单位', '示例区第九小学', '610124'],
      ]),
    };
    const done = await commit(ledger, await checked(ledger, units));
    const named = async (): Promise<unknown> => {
      const { body } = await ask<{ items: ListedUnit[] }>(ledger, 'GET', `/api/units?limit=200&${await afterAllOf(ledger)}`);
      const nameOf = new Map(body.items.map(({ id, name }) => [id, name]));
      const there = body.items.filter(({ name }) => name.startsWith('示例区第九小学'));
      return there.map(({ name, parentId }) => `${nameOf.get(parentId ?? '')} > ${name}`).sort();
    };
    const both = ['示例区教育局 > 示例区第九小学', '示例区第九小学 > 示例区第九小学分校'];
    expect(await named()).toEqual(both);
    await ask(ledger, 'POST', `/api/imports/${done.importId}/undo`, { reason: '导错了' });
    await until(ledger, done.importId, ['undone']);
    expect(await named()).toEqual([]);
    // Ids of units that were withdrawn are not given out again, and what names them as parents follows.
    expect((await commit(ledger, await checked(ledger, units))).progress).toEqual({ done: 2, of: 2 });
    expect(await named()).toEqual(both);
    expect((await checked(ledger, units)).counts).toMatchObject({ create: 0, duplicate: 2 });
  });
});
