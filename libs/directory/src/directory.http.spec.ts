import { createHash } from 'node:crypto';
import { DirectoryRim } from './testing/directory-rim.js';

let rim: DirectoryRim;

beforeAll(async () => {
  rim = await DirectoryRim.start('2021-12-31');
});

afterAll(() => rim.stop());

const PDF = Buffer.from('%PDF-1.7\n立项批复 𠮷 🥝');
const SHA256 = createHash('sha256').update(PDF).digest('hex');
const MOST_BYTES = 20 * 1024 * 1024;

describe('a policy rule', () => {
  const rule = { regionCode: '610104', year: 2021, floorPermille: 150, basis: '陕财办采"〔2021〕1号" 𠮷' };

  async function bases(query: string): Promise<unknown[]> {
    return ((await rim.list('/policy-rules', query)).body['items'] as { basis: string }[]).map(({ basis }) => basis);
  }

  test('is set with its document number and takes effect on its business day unless it says otherwise', async () => {
    expect(await rim.post('/policy-rules', { ...rule, occurredOn: '2021-03-01' })).toMatchObject({
      status: 201,
      body: { log: 'directory' },
    });
    const later = {
      ...rule,
      basis: '二',
      unitKind: 'enterprise',
      encouragedPermille: 200,
      unionFloorPermille: 200,
      deadline: '2021-06-30',
    };
    await rim.post('/policy-rules', { ...later, effectiveFrom: '2022-01-01' });
    const { body } = await rim.list('/policy-rules', '&year=2021&regionCode=610104');
    expect(body).toMatchObject({
      count: 2,
      nextCursor: null,
      items: [
        {
          basis: '二',
          unitKind: 'enterprise',
          encouragedPermille: 200,
          unionFloorPermille: 200,
          deadline: '2021-06-30',
          effectiveFrom: '2022-01-01',
        },
        { basis: rule.basis, unitKind: null, floorPermille: 150, unionFloorPermille: null, deadline: null, effectiveFrom: '2021-03-01' },
      ],
    });
  });

  test('of the whole country is found by each of its codes', async () => {
    for (const regionCode of ['000000', '100000', 'CN'])
      await rim.post('/policy-rules', { ...rule, regionCode, year: 2022, basis: regionCode });
    for (const regionCode of ['000000', '100000', 'CN']) {
      expect(await bases(`&regionCode=${regionCode}`)).toEqual(['CN', '100000', '000000']);
    }
    expect(await bases('&year=2021')).toHaveLength(2);
  });

  test('is refused without its document number, and with every other fault at once', async () => {
    const wrong = { regionCode: '61', year: 99, unitKind: '局', floorPermille: 1001, deadline: '2021-02-30', evidence: 'f' };
    const [status, ...problems] = await rim.refusal('/policy-rules', wrong);
    expect(status).toBe(422);
    expect(problems.sort()).toEqual([
      'FIELD.INVALID deadline',
      'FIELD.INVALID evidence',
      'FIELD.INVALID floorPermille',
      'FIELD.INVALID regionCode',
      'FIELD.INVALID unitKind',
      'FIELD.INVALID year',
      'FIELD.REQUIRED basis',
    ]);
    expect(await rim.refusal('/policy-rules', { ...rule, evidence: ['f-9'] })).toEqual([422, 'FILE.UNKNOWN evidence']);
  });

  test('keeps the document it rests on', async () => {
    const { fileId } = (await rim.upload(PDF)).body as { fileId: string };
    await rim.post('/policy-rules', { ...rule, year: 2023, evidence: [fileId] });
    expect((await rim.list('/policy-rules', '&year=2023')).body).toMatchObject({ items: [{ evidence: [fileId] }] });
  });

  test('that is withdrawn is listed no more; one set after it is', async () => {
    await rim.post('/policy-rules', { ...rule, year: 2024, basis: '撤回' });
    const withdrawn = { streamId: 'policy-rule-610104-2024', reason: '演示结束', postings: [] };
    await rim.append('policy-rule-610104-2024', { type: 'RecordWithdrawn', occurredOn: '2021-12-31', data: withdrawn });
    expect(await bases('&year=2024')).toEqual([]);
    await rim.post('/policy-rules', { ...rule, year: 2024, basis: '重设' });
    expect(await bases('&year=2024')).toEqual(['重设']);
  });

  test('is listed page by page, set last first', async () => {
    const all = await bases('');
    const first = (await rim.list('/policy-rules', '&limit=4')).body;
    expect(first['count']).toBe(all.length);
    const second = await bases(`&limit=200&cursor=${encodeURIComponent(first['nextCursor'] as string)}`);
    expect([...(first['items'] as { basis: string }[]).map(({ basis }) => basis), ...second]).toEqual(all);
    for (const query of ['year=x', 'regionCode=61', 'cursor=x', 'limit=0']) {
      expect([query, (await rim.get(`/policy-rules?${query}`)).status]).toEqual([query, 422]);
    }
  });
});

describe('an evidence file', () => {
  test('is stored by its content, and comes back as an attachment only', async () => {
    const { status, body } = await rim.upload(PDF);
    expect([status, body]).toEqual([
      201,
      {
        fileId: expect.any(String) as unknown,
        sha256: SHA256,
        bytes: PDF.length,
        mediaType: 'application/pdf',
        id: body['fileId'],
        log: 'directory',
        position: expect.any(Number) as unknown,
        eventIds: [`directory-${Number(body['position'])}`],
      },
    ]);
    const reply = await rim.request('GET', `/files/${String(body['fileId'])}`);
    expect(Buffer.from(await reply.arrayBuffer())).toEqual(PDF);
    expect(reply.headers.get('content-type')).toBe('application/pdf');
    expect(reply.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('keeps the name its sender gave it out of the log', async () => {
    await rim.upload(PDF, {}, '张小三的身份证.pdf');
    expect(await rim.logText()).not.toContain('身份证');
  });

  test('sent again under its key is one file; another under that key is refused', async () => {
    const key = { 'idempotency-key': 'file-once' };
    const [first, again] = [await rim.upload(PDF, key), await rim.upload(PDF, key)];
    expect([again.status, again.body, again.headers.get('idempotent-replay')]).toEqual([201, first.body, 'true']);
    expect(await rim.upload(Buffer.from('other'), key)).toMatchObject({ status: 422, body: { code: 'COMMAND.KEY_REUSED' } });
  });

  test('may have 20 MB and not a byte more; of one that is refused nothing is left', async () => {
    const before = rim.storedFiles().length;
    expect(await rim.upload(Buffer.alloc(MOST_BYTES + 1, 1))).toMatchObject({
      status: 422,
      body: { code: 'FILE.TOO_BIG', params: { mostBytes: MOST_BYTES } },
    });
    expect(rim.storedFiles()).toHaveLength(before);
    expect(await rim.upload(Buffer.alloc(MOST_BYTES, 1))).toMatchObject({ status: 201, body: { bytes: MOST_BYTES } });
    expect(rim.storedFiles()).toHaveLength(before + 1);
  });

  test('comes alone: with a second one behind it neither is kept', async () => {
    const before = rim.storedFiles().length;
    const form = new FormData();
    for (const name of ['a.txt', 'b.txt']) form.append('file', new Blob([`words of ${name}`]), name);
    expect(await rim.send('POST', '/files', { body: form })).toMatchObject({
      status: 422,
      body: { code: 'FILE.ONE_AT_A_TIME', errors: [{ path: 'file' }] },
    });
    expect(rim.storedFiles()).toHaveLength(before);
  });

  test('must be there and hold something', async () => {
    expect(await rim.upload(undefined)).toMatchObject({ status: 422, body: { code: 'FILE.MISSING', errors: [{ path: 'file' }] } });
    expect(await rim.upload(Buffer.alloc(0))).toMatchObject({ status: 422, body: { code: 'FILE.EMPTY' } });
    expect(await rim.post('/files', { file: 'x' })).toMatchObject({ status: 422, body: { code: 'FILE.MISSING' } });
    expect(rim.storedFiles().filter(({ name, bytes }) => name !== createHash('sha256').update(bytes).digest('hex'))).toEqual([]);
  });

  test.each([
    ['without a boundary', 'multipart/form-data', 'x'],
    [
      'that ends in the middle',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
    ],
    ['that is no multipart at all', 'multipart/form-data; boundary=b', 'abc'],
    ['that is empty', 'multipart/form-data; boundary=b', ''],
  ])('%s is refused, not a fault', async (_, type, body) => {
    const { status } = await rim.send('POST', '/files', { body, headers: { 'content-type': type } });
    expect([400, 422]).toContain(status);
  });

  test('of others is no more than one that is not there, and the access log is told who asked for it', async () => {
    const before = rim.caller;
    rim.caller = { actor: { account: 'admin', roles: ['admin', 'auditor'], unitId: null }, source: 'manual' };
    const { body } = await rim.upload(Buffer.concat([PDF, Buffer.from('of others')]));
    const fileId = String(body['id']);
    rim.caller = { actor: { account: 'buyer', roles: ['purchaser'], unitId: 'somewhere' }, source: 'manual' };
    expect((await rim.get(`/files/${fileId}`)).status).toBe(404);
    expect(await rim.noted(`/files/${fileId}`)).toEqual([{ kind: 'denied', subject: fileId, reason: 'RECORD.NOT_FOUND' }]);
    expect(await rim.noted('/files/nobody')).toEqual([]);
    rim.caller = before;
  });

  test('that is not there cannot be fetched', async () => {
    for (const fileId of ['nobody', '..%2F..%2Fledger.sqlite', SHA256]) {
      expect(await rim.get(`/files/${fileId}`)).toMatchObject({ status: 404, body: { code: 'RECORD.NOT_FOUND' } });
    }
  });
});
