import { csvText } from '../imports/corpus/case.js';
import { eventually } from '../support/eventually.js';
import { ask, checked, commit, type SeenImport, type Sheet } from '../support/importing.js';
import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';
import { addAndSignIn, type SignedIn } from '../support/sign-in.js';

const VILLAGE = { code: '610124103201', name: '示例村', countyCode: '610124', township: '哑柏镇', occurredOn: '2015-01-01' };
const PASSWORD = 'figs and dates of the suites';
const HOUSEHOLDS = ['户编号', '村', '户类别', '家庭人口', '户主姓名', '联系电话'];
const SALES = ['日期', '村', '农户', '产品', '品类', '数量', '单位', '金额（元）'];

/** What imports still tell of a household whose personal data was destroyed. */
describe('a household that is forgotten', () => {
  let ledger: RunningLedger;
  let staff: SignedIn;

  beforeAll(async () => {
    ledger = await startLedger();
    await ledger.post('/api/villages', VILLAGE);
    staff = await addAndSignIn(ledger.url, { account: 'staff', password: PASSWORD, roles: ['village-staff'], villageCode: VILLAGE.code });
  });

  afterAll(() => discard(ledger));

  /** A sheet of which one row has to be mended, so that it is kept. */
  const entered = async (kind: Sheet['kind'], ...rows: readonly (readonly (string | number)[])[]): Promise<SeenImport> => {
    const heads = kind === 'sales' ? SALES : HOUSEHOLDS;
    const done = await commit(staff, await checked(staff, { name: '表.csv', kind, bytes: csvText([heads, ...rows]) }));
    expect(done).toMatchObject({ state: 'done', counts: { blocked: 1 }, file: { isKept: true } });
    return done;
  };

  const doors = ({ importId }: SeenImport): Promise<readonly number[]> =>
    Promise.all(['rows', 'failed-rows'].map(async (door) => (await staff.fetch(`/api/imports/${importId}/${door}`)).status));

  it('is shown by no import that has entered or named it: the sheets are destroyed with its key, those of others stay', async () => {
    const broken = ['H-9', '示例村', '已脱贫', 'x', '赵六', '13900001111'];
    const first = await entered('households', ['H-1', '示例村', '已脱贫', 3, '欧阳秀莲', '13812345678'], broken);
    const again = await entered(
      'households',
      ['H-2', '示例村', '已脱贫', 2, '王五', '13900002222'],
      ['H-1', '示例村', '突发严重困难', 3, '欧阳秀莲', '13812345678'],
    );
    const sale = ['2020-06-18', '示例村', 'H-1', '猕猴桃', '水果', 200, '斤', 1_000];
    const sold = await entered('sales', sale, [...sale.slice(0, 3), '猕猴桃', '山货', 200, '斤', 1_000]);
    const other = await entered('households', ['H-3', '示例村', '已脱贫', 2, '孙七', '13900003333'], broken);
    expect(JSON.stringify((await ask(staff, 'GET', `/api/imports/${first.importId}/rows`)).body)).toContain('欧**莲');

    const { items } = (await ask<{ items: { id: string; members: number }[] }>(staff, 'GET', '/api/households')).body;
    const id = items.find(({ members }) => members === 3)?.id ?? '';
    expect((await ledger.post(`/api/households/${id}/forget`, { reason: '本人要求' })).status).toBe(200);
    await eventually('the first sheet is gone', async () => (await doors(first)).every((status) => status === 409));
    expect(await Promise.all([again, sold, other].map(doors))).toEqual([
      [409, 409],
      [409, 409],
      [200, 200],
    ]);
    const refusal = await ask(staff, 'GET', `/api/imports/${first.importId}/rows`);
    expect(refusal.body).toMatchObject({ code: 'IMPORT.FILE_GONE' });
    const seen = await Promise.all([first, again, sold].map(({ importId }) => ask(staff, 'GET', `/api/imports/${importId}`)));
    expect(seen.map(({ body }) => body['file'])).toMatchObject([{ isKept: false }, { isKept: false }, { isKept: false }]);
    expect(JSON.stringify(seen)).not.toMatch(/欧阳|欧\*/);
  });
});
