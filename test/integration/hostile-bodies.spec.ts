import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';

const UNIT = { name: '示例单位', kind: 'budget-unit' };

/** Whatever is sent: refused with its code, or stored exactly; never a fault. */
describe('hostile bodies', () => {
  let ledger: RunningLedger;

  beforeAll(async () => {
    ledger = await startLedger();
  }, 60_000);

  afterAll(() => discard(ledger));

  test.each([
    ['malformed JSON', '{"name":', 400, 'BODY.MALFORMED'],
    ['5 MB', JSON.stringify({ ...UNIT, name: 'x'.repeat(5_000_000) }), 413, 'BODY.TOO_LARGE'],
    ['objects nested 10,000 deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, 400, 'BODY.TOO_DEEP'],
    ['lists nested 400,000 deep', `${'['.repeat(400_000)}${']'.repeat(400_000)}`, 400, 'BODY.TOO_DEEP'],
    ['a list', '[]', 400, 'BODY.NOT_AN_OBJECT'],
    ['a __proto__ key', '{"__proto__":{"a":1},"name":"x","kind":"budget-unit"}', 400, 'BODY.MALFORMED'],
    ['a constructor key', '{"constructor":1,"name":"x","kind":"budget-unit"}', 422, 'FIELD.UNKNOWN'],
    ['an unpaired surrogate', '{"name":"\\ud800","kind":"budget-unit"}', 422, 'TEXT.ILL_FORMED'],
    ['a control character', '{"name":"a\\u0000b","kind":"budget-unit"}', 422, 'TEXT.ILL_FORMED'],
    ['a day that is no day', JSON.stringify({ ...UNIT, occurredOn: '2020-02-30' }), 422, 'FIELD.INVALID'],
    ['a day to come', JSON.stringify({ ...UNIT, occurredOn: '2999-01-01' }), 422, 'DATE.FUTURE'],
  ])('are refused: %s', async (_, body, status, code) => {
    expect(await ledger.post('/api/units', body)).toMatchObject({ status, body: { code } });
  });

  test.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x', 'text/html; charset=utf-8'])(
    'of a kind that a page of another site may send unasked are refused: %s',
    async (mediaType) => {
      const headers = { 'content-type': mediaType };
      expect(await ledger.post('/api/units', JSON.stringify(UNIT), headers)).toMatchObject({
        status: 415,
        body: { code: 'BODY.MEDIA_TYPE' },
      });
    },
  );

  test.each([
    ['a page of another site', { 'sec-fetch-site': 'cross-site', origin: 'http://evil.example' }, 403],
    ['a page of a neighbour', { 'sec-fetch-site': 'same-site' }, 403],
    ['a page whose browser names only its origin', { origin: 'http://evil.example' }, 403],
    ['a sandboxed page', { origin: 'null' }, 403],
    ['a page of the ledger itself', { 'sec-fetch-site': 'same-origin' }, 201],
    ['a person who typed the address', { 'sec-fetch-site': 'none' }, 201],
  ])('sent by %s', async (_, headers, status) => {
    const answer = await ledger.post('/api/units', UNIT, headers);
    expect([answer.status, answer.body.code]).toEqual([status, status === 403 ? 'REQUEST.CROSS_SITE' : undefined]);
  });

  test.each(["'; DROP TABLE event_directory; --", "=cmd|' /C calc'!A0", '𠮷野家 ☃ %s ? {name}', '<script>alert(1)</script>'])(
    'are stored exactly: %s',
    async (name) => {
      const { status, body } = await ledger.post('/api/units', { ...UNIT, name });
      expect(status).toBe(201);
      expect(await ledger.get(`/api/units/${String(body.id)}`)).toMatchObject({ name });
    },
  );

  test.each([
    ['/api/units/%E0%A4%A', 400, 'URL.MALFORMED'],
    ['/api/%zz?x=%zz', 400, 'URL.MALFORMED'],
    [`/api/units/${'x'.repeat(300)}`, 404, 'ROUTE.NOT_FOUND'],
  ])('an address that cannot be read is a problem like any other: %.30s', async (path, status, code) => {
    const answer = await ledger.fetch(path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, expect.stringContaining('application/problem+json')]);
    expect(await answer.json()).toMatchObject({ code, errors: [{ code }], correlationId: expect.any(String) as string });
  });

  it('hear every problem of an order at once', async () => {
    const line = { product: 'p', category: 'fruit', unit: '斤' };
    const lines = [
      { ...line, quantity: '１２', amountFen: 1 },
      { ...line, quantity: 1e-9, amountFen: 1.5 },
    ];
    const json = JSON.stringify({
      unitId: 'u',
      channel: 'offline',
      supplierName: 's',
      funding: 'cash',
      settlement: 'prepaid',
      lines,
      extra: 1,
    });
    const { body } = await ledger.post('/api/orders', json.replace('1.5', '9007199254740993'));
    const paths = (body.errors as { path: string }[]).map((error) => error.path).sort();
    expect(body.code).toBe('VALIDATION.FAILED');
    expect(paths).toEqual(['extra', 'funding', 'lines.0.quantity', 'lines.1.amountFen', 'lines.1.quantity']);
  });
});
