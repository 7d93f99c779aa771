import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '#contracts';
import { NAME } from './testing/scenario.js';
import { Rim } from './testing/rim.js';

let rim: Rim;

const VILLAGE = { code: '610124103201', name: NAME, countyCode: '610124', township: '哑柏镇', occurredOn: '2020-01-01' };
const PERSON = { name: '𠮷田小"三', phone: '138 1234 5678' };
const MASKED = { name: '𠮷***三', phone: '138****5678' };
const HOUSEHOLD = { villageCode: VILLAGE.code, category: 'registered-poor', members: 4, occurredOn: '2020-01-10' };
const STEPS = {
  appraisal: '2020-06-01',
  verification: '2020-06-05',
  consent: '2020-06-10',
  notice: '2020-06-15',
  announcement: '2020-06-30',
  deregistration: '2020-07-01',
};

beforeAll(async () => {
  rim = await Rim.start('2020-12-31');
  await rim.append('directory', 'file-f-1', { type: 'FileStored', occurredOn: '2020-01-01', data: { fileId: 'f-1' } });
});

afterAll(() => rim.stop());

/** What a person is told of a refusal: status, and code and place of each problem. */
async function refusal(path: string, payload: object): Promise<unknown[]> {
  const { status, body } = await rim.post(path, payload);
  const errors = body['errors'] as { code: string; path: string }[];
  return [status, ...errors.map((error) => `${error.code} ${error.path}`.trim())];
}

async function ids(path: string, query: string): Promise<unknown[]> {
  return ((await rim.list(path, query)).body['items'] as { id: string }[]).map((item) => item.id);
}

describe('villages', () => {
  test('are registered once, shown, listed and told', async () => {
    expect(await rim.post('/villages', { ...VILLAGE, evidence: ['f-1'] })).toMatchObject({
      status: 201,
      body: { id: VILLAGE.code, log: 'households', position: 1, eventIds: ['households-1'] },
    });
    expect(await refusal('/villages', VILLAGE)).toEqual([409, 'RECORD.EXISTS code']);
    const shown = { id: VILLAGE.code, name: NAME, countyCode: '610124', township: '哑柏镇', demo: true };
    expect((await rim.get(`/villages/${VILLAGE.code}`)).body).toMatchObject({ ...shown, streamVersion: 1, source: 'demo' });
    await rim.post('/villages', { ...VILLAGE, code: 'v-2', countyCode: '611024', name: '二村' });
    expect((await rim.list('/villages', '&countyCode=610124')).body).toMatchObject({
      count: 1,
      items: [shown],
      nextCursor: null,
      sums: {},
    });
    const { items } = (await rim.get(`/villages/${VILLAGE.code}/history`)).body as { items: object[] };
    expect(items).toMatchObject([
      {
        type: 'VillageRegistered',
        account: 'demo-village',
        occurredOn: '2020-01-01',
        changes: expect.arrayContaining([{ field: 'name', from: null, to: NAME }]) as unknown,
      },
    ]);
  });

  test('are refused with every fault of the body at once', async () => {
    const [status, ...problems] = await refusal('/villages', { code: '', name: '', countyCode: '61', township: 5, mayor: '某人' });
    expect(status).toBe(422);
    expect(problems.sort()).toEqual([
      'FIELD.INVALID code',
      'FIELD.INVALID countyCode',
      'FIELD.INVALID name',
      'FIELD.INVALID township',
      'FIELD.UNKNOWN mayor',
    ]);
  });
});

describe('households', () => {
  test('are registered with their name sealed, shown and listed masked', async () => {
    expect((await rim.post('/households', { ...HOUSEHOLD, id: 'h-1', private: PERSON })).status).toBe(201);
    expect(
      (await rim.post('/households', { ...HOUSEHOLD, id: 'h-2', category: 'lifted', members: 3, occurredOn: '2020-02-01' })).status,
    ).toBe(201);
    expect((await rim.get('/households/h-1')).body).toMatchObject({
      id: 'h-1',
      private: MASKED,
      category: 'registered-poor',
      streamVersion: 1,
      demo: true,
    });
    expect((await rim.list('/households')).body).toMatchObject({
      count: 2,
      sums: { members: 7 },
      items: [
        { id: 'h-2', private: null },
        { id: 'h-1', private: MASKED },
      ],
    });
    expect(await ids('/households', '&category=lifted')).toEqual(['h-2']);
    expect(await ids('/households', '&from=2020-01-11&to=2020-02-01&year=2020')).toEqual(['h-2']);
    expect(await ids('/households', '&villageCode=v-2')).toEqual([]);
  });

  test('leave no name and no number in any file of the ledger, in its answers or in its lines', async () => {
    const refused = await rim.post('/households', { ...HOUSEHOLD, id: 'h-1', private: PERSON, members: 0 });
    const invalid = await rim.post('/households', { ...HOUSEHOLD, private: { name: PERSON.name.repeat(20), phone: `${PERSON.phone}x` } });
    expect([refused.status, invalid.status]).toEqual([422, 422]);
    const files = readdirSync(rim.folder).map((name) => readFileSync(join(rim.folder, name)));
    const history = await rim.get('/households/h-1/history');
    const said = [...rim.lines, ...[refused, invalid, history].map(({ body }) => JSON.stringify(body))].join('\n');
    for (const text of [PERSON.name, '小"三', '小\\"三', PERSON.phone, '1234 5678']) {
      expect(files.some((bytes) => bytes.includes(text))).toBe(false);
      expect(said).not.toContain(text);
    }
  });

  test('a refused registration leaves no seal, a repeated one the first', async () => {
    const seals = (): Promise<object[]> =>
      rim.database.read.all('SELECT household_id, state FROM household_key ORDER BY household_id, state');
    expect(await refusal('/households', { ...HOUSEHOLD, villageCode: 'v-9', id: 'h-9', private: PERSON })).toEqual([
      422,
      'VILLAGE.UNKNOWN villageCode',
    ]);
    expect(await refusal('/households', { ...HOUSEHOLD, id: 'h-1', private: { name: '别人', phone: '1' } })).toEqual([
      409,
      'RECORD.EXISTS id',
    ]);
    const body = { ...HOUSEHOLD, id: 'h-3', private: PERSON };
    const key = { 'idempotency-key': 'once' };
    const [first, again] = [await rim.post('/households', body, key), await rim.post('/households', body, key)];
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replay')).toBe('true');
    expect(await seals()).toEqual([
      { household_id: 'h-1', state: 'kept' },
      { household_id: 'h-3', state: 'kept' },
    ]);
    expect((await rim.get('/households/h-1')).body['private']).toEqual(MASKED);
    expect((await rim.get('/households/h-3')).body['private']).toEqual(MASKED);
    const other = { ...body, private: { ...PERSON, phone: '138 1234 5679' } };
    expect((await rim.post('/households', other, key)).body['code']).toBe('COMMAND.KEY_REUSED');
    // Nor does what tells the repetition tell the person: a plain hash of the body could be found by trying telephones.
    const guess = createHash('sha256')
      .update(`POST /api/households\n${canonicalJson(body)}`)
      .digest('hex');
    const receipts = await rim.database.read.all<{ fingerprint: string }>('SELECT fingerprint FROM receipt_households');
    expect(receipts.map(({ fingerprint }) => fingerprint)).not.toContain(guess);
  });

  test('exit once, in order, and are listed as exited', async () => {
    expect(await refusal('/households/h-1/exit', { steps: { ...STEPS, notice: '2020-06-09', deregistration: '2021-01-01' } })).toEqual([
      422,
      'DATE.FUTURE steps.deregistration',
      'EXIT.OUT_OF_ORDER steps.notice',
    ]);
    expect(await refusal('/households/h-1/exit', { steps: { appraisal: '2020-02-30' } })).toHaveLength(7);
    expect((await rim.post('/households/h-1/exit', { steps: STEPS })).status).toBe(200);
    expect(await refusal('/households/h-1/exit', { steps: STEPS })).toEqual([409, 'HOUSEHOLD.ALREADY_EXITED']);
    expect(await refusal('/households/nobody/exit', { steps: STEPS })).toEqual([404, 'RECORD.NOT_FOUND']);
    expect(await ids('/households', '&state=exited')).toEqual(['h-1']);
    expect(await ids('/households', '&state=registered')).toEqual(['h-2', 'h-3']);
    expect((await rim.get('/households/h-1')).body).toMatchObject({ state: 'exited', exitedOn: '2020-07-01', exitSteps: STEPS });
  });

  test('are forgotten: the key goes, the record stays', async () => {
    expect((await rim.post('/households/h-1/forget', { reason: '本人申请' })).status).toBe(200);
    expect(await refusal('/households/h-1/forget', { reason: '再次' })).toEqual([409, 'HOUSEHOLD.ALREADY_FORGOTTEN']);
    expect(await refusal('/households/nobody/forget', { reason: '无' })).toEqual([404, 'RECORD.NOT_FOUND']);
    for (const table of ['household_key', 'sealed_household']) {
      expect(await rim.database.read.all(`SELECT household_id FROM ${table}`)).toEqual([{ household_id: 'h-3' }]);
    }
    expect((await rim.get('/households/h-1')).body).toMatchObject({ private: null, forgottenOn: '2020-12-31', state: 'exited' });
    const { items } = (await rim.list('/households')).body as { items: { id: string; private: unknown }[] };
    expect(items.map((item) => [item.id, item.private])).toEqual([
      ['h-2', null],
      ['h-1', null],
      ['h-3', MASKED],
    ]);
    const history = (await rim.get('/households/h-1/history')).body as { items: { type: string; reason?: string }[] };
    expect(history.items.map((item) => [item.type, item.reason])).toEqual([
      ['HouseholdRegistered', undefined],
      ['HouseholdExited', undefined],
      ['HouseholdForgotten', '本人申请'],
    ]);
  });
});
