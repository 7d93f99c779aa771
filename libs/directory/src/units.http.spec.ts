import { DirectoryRim } from './testing/directory-rim.js';
import { NAME } from './testing/unit-scenario.js';

let rim: DirectoryRim;

const CONTACT = { contactName: '𠮷田小"三', contactPhone: '138 1234 5678' };
const BUREAU = { id: 'bureau', name: NAME, kind: 'department', regionCode: '610104', occurredOn: '2019-01-01' };
const OFFICE = { id: 'office', name: '示例办', kind: 'budget-unit', parentId: 'bureau', occurredOn: '2019-02-01' };

beforeAll(async () => {
  rim = await DirectoryRim.start('2021-12-31');
  await rim.post('/units', { ...BUREAU, ...CONTACT });
  await rim.post('/units', OFFICE);
});

afterAll(() => rim.stop());

interface Item {
  readonly id: string;
  readonly name: string;
}

async function names(query: string): Promise<Record<string, string>> {
  const { body } = await rim.list('/units', query);
  return Object.fromEntries((body['items'] as Item[]).map(({ id, name }) => [id, name]));
}

describe('a unit', () => {
  test('is registered under the id its client chose, or under one of ours', async () => {
    expect(await rim.post('/units', { ...OFFICE, id: 'chosen' })).toMatchObject({ status: 201, body: { id: 'chosen', log: 'directory' } });
    const { status, body } = await rim.post('/units', { ...OFFICE, id: undefined });
    expect([status, body['id']]).toEqual([201, expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)]);
    expect(await rim.refusal('/units', OFFICE)).toEqual([409, 'RECORD.EXISTS id']);
  });

  test('is shown with its names, its place and whose entry it was', async () => {
    expect((await rim.get('/units/office')).body).toEqual({
      id: 'office',
      state: 'open',
      name: '示例办',
      kind: 'budget-unit',
      parentId: 'bureau',
      regionCode: null,
      openedOn: '2019-02-01',
      names: [{ name: '示例办', from: '2019-02-01' }],
      evidence: [],
      contactName: null,
      contactPhone: null,
      streamVersion: 1,
      source: 'demo',
      demo: true,
    });
    expect((await rim.get('/units/nobody')).status).toBe(404);
    expect((await rim.get('/units/nobody/history')).status).toBe(404);
  });

  test('keeps whom to call out of the log and of every answer but its own, masked there', async () => {
    expect((await rim.get('/units/bureau')).body).toMatchObject({ contactName: '𠮷***三', contactPhone: '138****5678' });
    const history = await rim.get('/units/bureau/history');
    const list = await rim.list('/units');
    const said = [...rim.lines, await rim.logText(), ...[history, list].map(({ body }) => JSON.stringify(body))].join('\n');
    for (const text of ['𠮷田', '1234 5678', '12345678']) expect(said).not.toContain(text);
    expect(said).toContain('示例');
  });

  test('is refused with every fault of the body at once', async () => {
    const wrong = { name: '', kind: '局', parentId: 'a b', regionCode: '61', contactPhone: '１３８', boss: '某', occurredOn: '2022-01-01' };
    const [status, ...problems] = await rim.refusal('/units', wrong);
    expect(status).toBe(422);
    expect(problems.sort()).toEqual([
      'DATE.FUTURE occurredOn',
      'FIELD.INVALID contactPhone',
      'FIELD.INVALID kind',
      'FIELD.INVALID name',
      'FIELD.INVALID parentId',
      'FIELD.INVALID regionCode',
      'FIELD.UNKNOWN boss',
    ]);
    expect(await rim.refusal('/units', { ...OFFICE, id: 'x', parentId: 'nobody', evidence: ['f-9'] })).toEqual([
      422,
      'UNIT.UNKNOWN parentId',
      'FILE.UNKNOWN evidence',
    ]);
    expect(await rim.refusal('/units', { ...OFFICE, id: 'self', parentId: 'self' })).toEqual([422, 'UNIT.UNKNOWN parentId']);
  });

  test('that is registered twice under one key is registered once', async () => {
    const key = { 'idempotency-key': 'unit-once' };
    const body = { ...OFFICE, id: undefined, name: '一次' };
    const [first, again] = [await rim.post('/units', body, key), await rim.post('/units', body, key)];
    expect([again.body, again.headers.get('idempotent-replay')]).toEqual([first.body, 'true']);
  });
});

describe('a change of a unit', () => {
  test('is told in its history, and past days keep the old name', async () => {
    await rim.post('/units', { ...OFFICE, id: 'changing', name: '旧名' });
    expect((await rim.post('/units/changing/rename', { name: '新名', occurredOn: '2020-07-01' })).status).toBe(200);
    expect((await rim.post('/units/changing/move', { parentId: 'office', occurredOn: '2020-08-01' })).status).toBe(200);
    expect((await rim.post('/units/changing/close', { reason: '机构改革', occurredOn: '2021-01-01' })).status).toBe(200);
    const { items } = (await rim.get('/units/changing/history')).body as { items: object[] };
    expect(items).toMatchObject([
      { type: 'UnitRegistered', account: 'admin', occurredOn: '2019-02-01' },
      { type: 'UnitRenamed', changes: expect.arrayContaining([{ field: 'name', from: '旧名', to: '新名' }]) as unknown },
      { type: 'UnitMoved', changes: [{ field: 'parentId', from: 'bureau', to: 'office' }] },
      {
        type: 'UnitClosed',
        reason: '机构改革',
        changes: expect.arrayContaining([{ field: 'state', from: 'open', to: 'closed' }]) as unknown,
      },
    ]);
    expect(await names('&on=2020-06-30')).toMatchObject({ changing: '旧名' });
    expect(await names('&on=2020-12-31')).toMatchObject({ changing: '新名' });
    expect(await names('')).toMatchObject({ changing: '新名' });
    expect(Object.keys(await names('&on=2021-01-01'))).not.toContain('changing');
    expect(Object.keys(await names('&on=2019-01-31'))).toEqual(['bureau']);
  });

  test('is refused on a unit that is closed, or not there, or where it would make a ring', async () => {
    expect(await rim.refusal('/units/changing/rename', { name: '再' })).toEqual([409, 'UNIT.ENDED']);
    expect(await rim.refusal('/units/nobody/rename', { name: '再' })).toEqual([404, 'RECORD.NOT_FOUND']);
    expect(await rim.refusal('/units/bureau/move', { parentId: 'office' })).toEqual([422, 'UNIT.CYCLE parentId']);
    expect(await rim.refusal('/units/bureau/move', { parentId: 'bureau' })).toEqual([422, 'UNIT.CYCLE parentId']);
    expect(await rim.refusal('/units/office/move', { parentId: 'changing' })).toEqual([422, 'UNIT.CLOSED parentId']);
    expect(await rim.refusal('/units/office/merge', { intoUnitId: 'office' })).toEqual([422, 'UNIT.CYCLE intoUnitId']);
    expect(await rim.refusal('/units/office/merge', { intoUnitId: 'nobody', evidence: ['f-9'] })).toEqual([
      422,
      'UNIT.UNKNOWN intoUnitId',
      'FILE.UNKNOWN evidence',
    ]);
  });

  test('two moves at once make no ring', async () => {
    for (const id of ['left', 'right']) await rim.post('/units', { ...OFFICE, id, name: id });
    const answers = await Promise.all([
      rim.post('/units/left/move', { parentId: 'right' }),
      rim.post('/units/right/move', { parentId: 'left' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, expect.any(Number)]);
    expect(answers.map(({ body }) => body['code']).filter((code) => code !== undefined)).toEqual([
      expect.stringMatching(/^UNIT\.(CYCLE|TREE_CHANGED)$/),
    ]);
  });

  test('a merged unit says into which', async () => {
    await rim.post('/units', { ...OFFICE, id: 'merged', name: '并入者' });
    expect((await rim.post('/units/merged/merge', { intoUnitId: 'office', occurredOn: '2021-06-01' })).status).toBe(200);
    expect((await rim.get('/units/merged')).body).toMatchObject({ state: 'closed', closedOn: '2021-06-01', mergedInto: 'office' });
    expect((await rim.list('/units', `&name=${encodeURIComponent('并入')}`)).body).toMatchObject({
      items: [{ id: 'merged', closedOn: '2021-06-01', mergedInto: 'office' }],
    });
  });

  test('is refused by whoever has seen an older version', async () => {
    const { status, body } = await rim.post('/units/merged/rename', { name: '再' }, { 'if-match': '"1"' });
    expect([status, body['code']]).toEqual([409, 'STREAM.VERSION_CONFLICT']);
  });
});

describe('the list of units', () => {
  test('is filtered by kind, parent and a part of the name, taken literally', async () => {
    expect(await names('&kind=department')).toEqual({ bureau: NAME });
    expect(Object.keys(await names('&parentId=bureau'))).toContain('office');
    expect(Object.keys(await names('&parentId=office'))).toEqual(['changing']);
    expect(await names(`&name=${encodeURIComponent('%s')}`)).toEqual({ bureau: NAME });
    expect(await names(`&name=${encodeURIComponent('%')}&kind=enterprise`)).toEqual({});
  });

  test('is paged whole, each unit once, whatever the names', async () => {
    const all = Object.keys(await names('&limit=200'));
    const paged: string[] = [];
    let cursor = '';
    do {
      const { body } = await rim.list('/units', `&limit=2${cursor}`);
      const { items, nextCursor, count } = body as { items: Item[]; nextCursor: string | null; count: number };
      expect(count).toBe(all.length);
      paged.push(...items.map(({ id }) => id));
      cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`;
    } while (cursor !== '' && paged.length < 100);
    expect(paged).toEqual(all);
  });

  test('leaves out a withdrawn unit, which is not there any more', async () => {
    await rim.post('/units', { ...OFFICE, id: 'gone', name: '撤回者' });
    const data = { streamId: 'unit-gone', reason: '演示结束', postings: [] };
    await rim.append('unit-gone', { type: 'RecordWithdrawn', occurredOn: '2021-12-31', data });
    expect(Object.keys(await names('&limit=200'))).not.toContain('gone');
    expect((await rim.get('/units/gone')).status).toBe(404);
    expect(await rim.refusal('/units/gone/rename', { name: '再' })).toEqual([404, 'RECORD.NOT_FOUND']);
  });

  test('refuses a filter it cannot read', async () => {
    for (const query of ['kind=x', 'limit=201', 'cursor=%25', 'on=2020-02-30', 'boss=x']) {
      expect([query, (await rim.get(`/units?${query}`)).status]).toEqual([query, 422]);
    }
  });
});
