import type { Caller, Role } from '#contracts';
import { ACCESS_HEADER, decodeNotes, REVEALS } from '#platform';
import { StoredReveals } from '../sealed/stored-reveals.js';
import { Rim } from '../testing/rim.js';

const OWN = '610124103201';
const OTHER = '610124103202';
const PERSON = { name: '𠮷田小"三', phone: '138 1234 5678' };
const MASKED = { name: '𠮷***三', phone: '138****5678' };

let rim: Rim;

function as(account: string, roles: readonly Role[], villageCode?: string): void {
  const bound = villageCode === undefined ? {} : { villageCode };
  rim.caller = { actor: { account, roles, unitId: null }, source: 'manual', ...bound } satisfies Caller;
}

async function codeOf(path: string, payload: object): Promise<unknown[]> {
  const { status, body } = await rim.post(path, payload);
  return [status, body['code']];
}

beforeAll(async () => {
  rim = await Rim.start('2020-12-31');
  for (const code of [OWN, OTHER]) {
    const village = { code, name: `村 ${code}`, countyCode: '610124', township: '哑柏镇', occurredOn: '2020-01-01' };
    expect((await rim.post('/villages', village)).status).toBe(201);
    const household = { id: `h-${code}`, villageCode: code, category: 'lifted', members: 3, private: PERSON };
    expect((await rim.post('/households', household)).status).toBe(201);
  }
});
afterAll(() => rim.stop());

describe('a household shown by name', () => {
  const own = `/households/h-${OWN}`;

  it('is masked until staff of its village say why they look, and masked again to everybody else', async () => {
    as('staff', ['village-staff'], OWN);
    expect((await rim.get(own)).body).toMatchObject({ private: MASKED });
    const revealed = await rim.post(`${own}/reveal`, { reason: '核对补贴' });
    expect(revealed).toMatchObject({ status: 200, body: { id: `h-${OWN}`, private: PERSON } });
    expect(revealed.headers.get('cache-control')).toBe('no-store');
    const minutes = (Date.parse(String(revealed.body['until'])) - Date.parse('2020-12-31T04:00:00.000Z')) / 60_000;
    expect(Math.floor(minutes)).toBe(10);
    expect((await rim.get(own)).body).toMatchObject({ private: PERSON, revealedUntil: revealed.body['until'] });
    expect((await rim.list('/households')).body).toMatchObject({ items: [{ private: MASKED }] });
    as('colleague', ['village-staff'], OWN);
    expect((await rim.get(own)).body).toMatchObject({ private: MASKED });
  });

  /** A household that was revealed to an account before. */
  async function opened(account: string, householdId: string, until: string): Promise<void> {
    const revealedAt = '2020-12-31T03:00:00.000Z';
    await new StoredReveals(rim.database).record({ revealId: `r-${account}`, householdId, account, reason: '核对', revealedAt, until });
  }

  it('closes when its time is over', async () => {
    as('late', ['village-staff'], OWN);
    await opened('late', `h-${OWN}`, '2020-12-31T03:59:59.999Z');
    expect((await rim.get(own)).body).toMatchObject({ private: MASKED });
  });

  it('stays masked where another one was revealed', async () => {
    as('beside', ['village-staff'], OWN);
    await opened('beside', 'h-beside', '2021-01-01T00:00:00.000Z');
    expect((await rim.get(own)).body).toMatchObject({ private: MASKED });
  });

  it('closes to an account that is no staff of its village any more', async () => {
    await opened('moved', `h-${OWN}`, '2021-01-01T00:00:00.000Z');
    as('moved', ['village-staff'], OWN);
    expect((await rim.get(own)).body).toMatchObject({ private: PERSON });
    as('moved', ['auditor']);
    expect((await rim.get(own)).body).toMatchObject({ private: MASKED });
  });

  it('needs a reason', async () => {
    as('staff', ['village-staff'], OWN);
    expect(await codeOf(`${own}/reveal`, {})).toEqual([422, 'FIELD.REQUIRED']);
    expect(await codeOf(`${own}/reveal`, { reason: ' ' })).toEqual([422, 'FIELD.INVALID']);
  });

  it('is refused to every other role, and to staff of another village as if it did not exist', async () => {
    for (const role of ['purchaser', 'reviewer', 'project-staff', 'leader', 'auditor', 'admin'] as const) {
      as('other', [role]);
      expect([role, ...(await codeOf(`${own}/reveal`, { reason: '核对' }))]).toEqual([role, 403, 'AUTH.FORBIDDEN']);
    }
    as('staff', ['village-staff'], OTHER);
    expect(await codeOf(`${own}/reveal`, { reason: '核对' })).toEqual([404, 'RECORD.NOT_FOUND']);
    expect(await codeOf('/households/h-nobody/reveal', { reason: '核对' })).toEqual([404, 'RECORD.NOT_FOUND']);
  });

  it('is noted for the access log where it is there but of another village, and not where it does not exist', async () => {
    as('staff', ['village-staff'], OTHER);
    const notes = async (id: string): Promise<unknown> =>
      decodeNotes((await rim.post(`/households/${id}/reveal`, { reason: '核对' })).headers.get(ACCESS_HEADER) ?? undefined);
    expect(await notes(`h-${OWN}`)).toEqual([{ kind: 'denied', subject: `h-${OWN}`, reason: 'RECORD.NOT_FOUND' }]);
    expect(await notes('h-nobody')).toEqual([]);
  });

  it('is told to the log of reveals before it is shown: who, which, why, until when, and no name', async () => {
    as('staff', ['village-staff'], OTHER);
    const { headers } = await rim.post(`/households/h-${OTHER}/reveal`, { reason: '走访 "一"' });
    const notes = decodeNotes(headers.get(ACCESS_HEADER) ?? undefined);
    expect(notes).toEqual([{ kind: 'reveal', subject: `h-${OTHER}`, reason: '走访 "一"' }]);
    const rows = await rim.database.read.all<object>('SELECT * FROM household_reveal WHERE household_id = ?', [`h-${OTHER}`]);
    expect(rows).toMatchObject([{ account: 'staff', reason: '走访 "一"' }]);
    expect(JSON.stringify(rows)).not.toContain(PERSON.name.slice(2));
  });

  it('is shown to one account so often and then no more for a while, whichever household it asks for', async () => {
    as('curious', ['village-staff'], OWN);
    const statuses: number[] = [];
    for (let asked = 0; asked <= REVEALS.atOnce; asked += 1) statuses.push((await rim.post(`${own}/reveal`, { reason: '核对' })).status);
    expect(new Set(statuses.slice(0, REVEALS.atOnce))).toEqual(new Set([200]));
    expect(statuses.at(-1)).toBe(429);
    expect(await codeOf('/households/h-nobody/reveal', { reason: '核对' })).toEqual([429, 'RATE.LIMITED']);
    as('another', ['village-staff'], OWN);
    expect((await rim.post(`${own}/reveal`, { reason: '核对' })).status).toBe(200);
  });

  it('stays readable, its key unmarked, where a withdrawal of it is refused: by who is no import, and by another import', async () => {
    const states = async (): Promise<unknown[]> =>
      (await rim.database.read.all<{ state: string }>('SELECT state FROM household_key WHERE household_id = ?', [`h-${OWN}`])).map(
        ({ state }) => state,
      );
    as('staff', ['village-staff'], OWN);
    expect(await codeOf(`${own}/withdrawal`, { reason: '导错了' })).toEqual([404, 'RECORD.NOT_FOUND']);
    rim.caller = { ...rim.caller, source: 'import', batchId: 'import-of-others', row: 2 };
    expect(await codeOf(`${own}/withdrawal`, { reason: '导错了' })).toEqual([404, 'RECORD.NOT_FOUND']);
    expect(await states()).toEqual(['kept']);
    as('staff', ['village-staff'], OWN);
    expect((await rim.post(`${own}/reveal`, { reason: '核对' })).body).toMatchObject({ private: PERSON });
  });

  it('is gone with its name once the import that registered it takes it back', async () => {
    as('staff', ['village-staff'], OWN);
    rim.caller = { ...rim.caller, source: 'import', batchId: 'import-1', row: 2 };
    const household = { id: 'h-imported', villageCode: OWN, category: 'lifted', members: 3, private: PERSON };
    expect((await rim.post('/households', household)).status).toBe(201);
    expect((await rim.post('/households/h-imported/withdrawal', { reason: '导错了' })).status).toBe(200);
    expect(await rim.database.read.all('SELECT state FROM household_key WHERE household_id = ?', ['h-imported'])).toEqual([]);
    expect((await rim.get('/households/h-imported')).status).toBe(404);
  });

  it('stays closed once it is forgotten, whatever was opened before', async () => {
    as('admin', ['admin']);
    expect((await rim.post(`/households/h-${OTHER}/forget`, { reason: '本人要求' })).status).toBe(200);
    as('staff', ['village-staff'], OTHER);
    expect((await rim.get(`/households/h-${OTHER}`)).body).toMatchObject({ private: null });
    expect((await rim.post(`/households/h-${OTHER}/reveal`, { reason: '核对' })).body).toMatchObject({ private: null });
  });
});

describe('staff of a village', () => {
  it('see, name and act on what is of their village, and nothing else', async () => {
    as('staff', ['village-staff'], OWN);
    expect((await rim.list('/households')).body).toMatchObject({ count: 1, items: [{ id: `h-${OWN}` }] });
    expect((await rim.list('/households', `&villageCode=${OTHER}`)).body).toMatchObject({ count: 0 });
    expect((await rim.get(`/households/h-${OTHER}`)).status).toBe(404);
    expect((await rim.get(`/villages/${OTHER}`)).status).toBe(404);
    const sale = { villageCode: OWN, product: '猕猴桃', category: 'fruit', quantity: 1, unit: '公斤' };
    expect(await codeOf('/sales', { ...sale, villageCode: OTHER })).toEqual([422, 'VILLAGE.UNKNOWN']);
    expect(await codeOf('/sales', { ...sale, householdId: `h-${OTHER}` })).toEqual([422, 'HOUSEHOLD.UNKNOWN']);
    expect(await codeOf('/sales', { ...sale, householdId: 'h-nobody' })).toEqual([422, 'HOUSEHOLD.UNKNOWN']);
    expect((await rim.post('/sales', { ...sale, id: 's-own', householdId: `h-${OWN}` })).status).toBe(201);
    expect(await codeOf('/sales/s-own/correction', { reason: '误记', changes: { villageCode: OTHER, householdId: null } })).toEqual([
      422,
      'VILLAGE.UNKNOWN',
    ]);
    expect((await rim.get(`/events/households-4`)).status).toBe(404);
  });

  it('see what went to another village, and act on it no more', async () => {
    as('both', ['village-staff']);
    const sale = { id: 's-moved', villageCode: OWN, product: '猕猴桃', category: 'fruit', quantity: 1, unit: '公斤' };
    expect((await rim.post('/sales', sale)).status).toBe(201);
    expect((await rim.post('/sales/s-moved/correction', { reason: '村有误', changes: { villageCode: OTHER } })).status).toBe(200);
    as('staff', ['village-staff'], OWN);
    expect((await rim.get('/sales/s-moved')).status).toBe(200);
    expect(await codeOf('/sales/s-moved/void', { reason: '误登' })).toEqual([403, 'AUTH.NOT_IN_CHARGE']);
  });

  it('who ask for what is of another village, by its event or by narrowing a list, are noted for the access log', async () => {
    as('staff', ['village-staff'], OWN);
    const notes = async (path: string): Promise<unknown> =>
      decodeNotes((await fetch(rim.address(path))).headers.get(ACCESS_HEADER) ?? undefined);
    const denied = (subject: string): object => ({ kind: 'denied', subject, reason: 'RECORD.NOT_FOUND' });
    expect(await notes('/events/households-4')).toEqual([denied('households-4')]);
    for (const path of ['/sales', '/households', '/household-sales', '/activities']) {
      expect([path, await notes(`${path}?villageCode=${OTHER}`)]).toEqual([path, [denied(OTHER)]]);
      expect([path, await notes(`${path}?villageCode=${OWN}`)]).toEqual([path, []]);
      expect([path, await notes(`${path}?villageCode=610124103999`)]).toEqual([path, []]);
    }
    expect(await notes(`/sales?householdId=h-${OTHER}`)).toEqual([denied(`h-${OTHER}`)]);
    expect(await notes(`/sales.csv?villageCode=${OTHER}`)).toEqual(expect.arrayContaining([denied(OTHER)]));
  });

  it('record activities of their village, also where they name none; who is bound to no village records none', async () => {
    as('staff', ['village-staff'], OWN);
    expect((await rim.post('/activities', { id: 'a-own', kind: 'visit' })).status).toBe(201);
    expect((await rim.get('/activities/a-own')).body).toMatchObject({ villageCode: OWN });
    expect(await codeOf('/activities', { kind: 'visit', villageCode: OTHER })).toEqual([422, 'VILLAGE.UNKNOWN']);
    rim.caller = { actor: { account: 'bound', roles: ['village-staff'], unitId: 'u-1' }, source: 'manual' };
    expect(await codeOf('/activities', { kind: 'visit' })).toEqual([422, 'VILLAGE.UNKNOWN']);
    expect((await rim.get('/activities/a-own')).status).toBe(404);
  });
});

describe('a list of fewer than five households', () => {
  it('is withheld from who works with none of them', async () => {
    as('leader', ['leader']);
    expect((await rim.list('/households')).body).toMatchObject({ items: [], count: null, reason: 'small-group' });
    as('auditor', ['auditor']);
    expect((await rim.list('/households')).body).toMatchObject({ count: 2 });
    as('admin', ['village-staff']);
    for (let extra = 0; extra < 3; extra += 1) await rim.post('/households', { villageCode: OTHER, category: 'lifted', members: 2 });
    as('leader', ['leader']);
    expect((await rim.list('/households')).body).toMatchObject({ count: 5 });
    expect((await rim.list('/households', `&villageCode=${OWN}`)).body).toMatchObject({ items: [], count: null });
  });
});
