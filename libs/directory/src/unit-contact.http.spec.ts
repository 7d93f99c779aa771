import { createHash } from 'node:crypto';
import { canonicalJson } from '#contracts';
import { ACCESS_HEADER, decodeNotes } from '#platform';
import { UnitContacts } from './sealed/unit-contacts.js';
import { destroyWithdrawnContacts } from './sealed/withdrawn-contacts.js';
import { DirectoryRim, MASTER } from './testing/directory-rim.js';

const CONTACT = { contactName: '𠮷田小"三', contactPhone: '138 1234 5678' };
const MASKED = { contactName: '𠮷***三', contactPhone: '138****5678' };
const BUREAU = { id: 'bureau', name: '示例局', kind: 'department', occurredOn: '2019-01-01' };

let rim: DirectoryRim;
let contacts: UnitContacts;

beforeAll(async () => {
  rim = await DirectoryRim.start('2021-12-31');
  contacts = new UnitContacts(rim.database, MASTER);
  await rim.post('/units', { ...BUREAU, ...CONTACT });
  await rim.post('/units', { ...BUREAU, id: 'silent', name: '示例所' });
});

afterAll(() => rim.stop());

async function withdraw(unitId: string): Promise<void> {
  const data = { streamId: `unit-${unitId}`, reason: '演示结束', postings: [] };
  await rim.append(`unit-${unitId}`, { type: 'RecordWithdrawn', occurredOn: '2021-12-31', data });
  await destroyWithdrawnContacts(contacts, rim.log);
}

describe('whom to call at a unit', () => {
  test('is sealed: no file of the ledger and no line of the process shows it', () => {
    for (const text of ['田小', '1234 5678']) {
      expect([text, rim.filesWith(text)]).toEqual([text, []]);
      expect(rim.lines.join('\n')).not.toContain(text);
    }
  });

  test('cannot be found by hashing guesses: what tells a repeated registration is no plain hash of it', async () => {
    const body = { ...BUREAU, id: 'hashed', ...CONTACT };
    const key = { 'idempotency-key': 'hashed' };
    await rim.post('/units', body, key);
    const guess = createHash('sha256')
      .update(`POST /api/units\n${canonicalJson(body)}`)
      .digest('hex');
    const rows = await rim.database.read.all<{ fingerprint: string }>('SELECT fingerprint FROM receipt_directory');
    expect(rows.map(({ fingerprint }) => fingerprint)).not.toContain(guess);
    expect((await rim.post('/units', body, key)).headers.get('idempotent-replay')).toBe('true');
    expect((await rim.post('/units', { ...body, contactPhone: '138 1234 5679' }, key)).body['code']).toBe('COMMAND.KEY_REUSED');
    await contacts.destroy('hashed');
  });

  test('is masked until somebody says why he asks, and masked again afterwards', async () => {
    const revealed = await rim.post('/units/bureau/reveal', { reason: '催报 "一"' });
    expect([revealed.status, revealed.body]).toEqual([200, { id: 'bureau', ...CONTACT }]);
    expect(revealed.headers.get('cache-control')).toContain('no-store');
    expect((await rim.get('/units/bureau')).body).toMatchObject(MASKED);
  });

  test('is told to the access log before it is shown: which unit and why, and no name', async () => {
    const { headers } = await rim.post('/units/bureau/reveal', { reason: '催报' });
    expect(decodeNotes(headers.get(ACCESS_HEADER) ?? undefined)).toEqual([{ kind: 'reveal', subject: 'bureau', reason: '催报' }]);
  });

  test('is null where nobody was named', async () => {
    expect((await rim.post('/units/silent/reveal', { reason: '催报' })).body).toEqual({
      id: 'silent',
      contactName: null,
      contactPhone: null,
    });
  });

  test('needs a reason and a unit', async () => {
    expect(await rim.refusal('/units/bureau/reveal', {})).toEqual([422, 'FIELD.REQUIRED reason']);
    expect(await rim.refusal('/units/nobody/reveal', { reason: '催报' })).toEqual([404, 'RECORD.NOT_FOUND']);
  });

  test('comes with a repeated registration whose first answer was lost before it was kept', async () => {
    const key = { 'idempotency-key': 'cut-short' };
    const body = { ...BUREAU, id: 'late', ...CONTACT };
    await rim.post('/units', body, key);
    await contacts.destroy('late');
    expect((await rim.post('/units', body, key)).status).toBe(201);
    expect((await rim.get('/units/late')).body).toMatchObject(MASKED);
  });

  test('is destroyed with the withdrawn record, and does not come back with a repeated registration; others keep theirs', async () => {
    const key = { 'idempotency-key': 'withdrawn' };
    const body = { ...BUREAU, id: 'gone', ...CONTACT };
    await rim.post('/units', body, key);
    await withdraw('gone');
    await rim.post('/units', body, key);
    expect(await contacts.units()).toEqual(['bureau', 'late']);
    expect(await rim.refusal('/units/gone/reveal', { reason: '催报' })).toEqual([404, 'RECORD.NOT_FOUND']);
  });

  test('is destroyed where the import that registered the unit takes it back', async () => {
    const { caller } = rim;
    rim.caller = { ...caller, source: 'import', batchId: 'import-1', row: 2 };
    await rim.post('/units', { ...BUREAU, id: 'imported', ...CONTACT });
    expect(await contacts.units()).toContain('imported');
    expect((await rim.post('/units/imported/withdrawal', { reason: '导错了' })).status).toBe(200);
    expect(await contacts.units()).not.toContain('imported');
    rim.caller = caller;
  });
});
