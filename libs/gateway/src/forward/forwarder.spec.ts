import { createHash } from 'node:crypto';
import { SOMEBODY, verifierOf } from '../testing/a-door.js';
import { answering, type Behaviour, nobodyAt } from '../testing/a-service.js';
import { Opened } from '../testing/opened.js';

const ECHO: Behaviour = (request, response) => {
  const hash = createHash('sha256');
  request.on('data', (chunk: Buffer) => hash.update(chunk));
  request.on('end', () => response.writeHead(200, { 'content-type': 'text/plain' }).end(hash.digest('hex')));
};

describe('a forwarded request', () => {
  const opened = new Opened();
  afterEach(() => opened.closeAll());

  it('arrives with method, query, key, version, language, correlation id and body as they were sent', async () => {
    const purchases = await opened.service(ECHO);
    const { url } = await opened.door({ purchases: [purchases.url] });
    const body = '{"名":"𠮷野 \\u0000 ☃"}';
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': 'k-1',
      'if-match': '"3"',
      'accept-language': 'en',
      'x-correlation-id': 'c-1',
    };
    const answer = await fetch(`${url}/api/orders/o%2F1/payments?after=purchases:7&after=directory:1&x=%E5%90%8D`, {
      method: 'POST',
      body,
      headers,
    });
    expect(await answer.text()).toBe(createHash('sha256').update(body).digest('hex'));
    const [seen] = purchases.seen;
    expect(seen).toMatchObject({
      method: 'POST',
      url: '/api/orders/o%2F1/payments?after=purchases:7&after=directory:1&x=%E5%90%8D',
      headers,
    });
  });

  it('brings back status and headers, those of the connection left out', async () => {
    const impact = await opened.service((_, response) => {
      const headers = {
        'content-type': 'application/problem+json',
        'idempotent-replay': 'true',
        'x-correlation-id': 'c-9',
        connection: 'close, x-inner',
        'x-inner': '1',
      };
      response.writeHead(422, { ...headers, 'set-cookie': ['a=1', 'b=2'] }).end('{"code":"X"}');
    });
    const { url } = await opened.door({ impact: [impact.url] });
    const answer = await fetch(`${url}/api/figures`);
    expect([answer.status, await answer.text()]).toEqual([422, '{"code":"X"}']);
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    const names = ['content-type', 'idempotent-replay', 'x-correlation-id', 'x-inner'];
    expect(names.map((name) => answer.headers.get(name))).toEqual(['application/problem+json', 'true', 'c-9', null]);
  });

  it('carries who asks, and nothing that a client claims about it', async () => {
    const impact = await opened.service(answering({}));
    const { url } = await opened.door({ impact: [impact.url] });
    await fetch(`${url}/api/figures`, {
      headers: { 'x-bangfu-identity': '1.x.y.z', 'x-bangfu-demo': 'x', cookie: 'session=1', authorization: 'Basic x' },
    });
    const [seen] = impact.seen;
    const vouched = verifierOf('impact').vouchFor({ method: 'GET', path: '/api/figures', headers: seen?.headers ?? {} });
    expect(vouched).toMatchObject({ caller: SOMEBODY });
    expect(Object.keys(seen?.headers ?? {}).filter((name) => /^x-bangfu-demo|cookie|authorization/.test(name))).toEqual([]);
  });

  it('is a command with a key when it leaves, even where the client gave none', async () => {
    const purchases = await opened.service(answering({}, 201));
    const door = await opened.door({ purchases: [purchases.url] });
    await door.post('/api/orders', '{}');
    await door.get('/api/orders');
    expect(purchases.seen.map(({ headers }) => typeof headers['idempotency-key'])).toEqual(['string', 'undefined']);
  });

  it('to a service that is away is refused by its name in both languages, while others answer', async () => {
    const impact = await opened.service(answering({ fine: true }));
    const door = await opened.door({ purchases: [await nobodyAt()], impact: [impact.url] });
    const answers = await Promise.all([
      door.get('/api/orders'),
      door.get('/api/orders', { 'accept-language': 'en' }),
      door.get('/api/figures'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 200]);
    const said = (await Promise.all(answers.slice(0, 2).map((answer) => answer.json()))) as Record<string, unknown>[];
    expect(answers[0].headers.get('content-type')).toContain('application/problem+json');
    expect(said).toMatchObject([
      {
        code: 'SERVICE.UNAVAILABLE',
        params: { service: 'purchases' },
        detail: expect.stringContaining('服务“采购（purchases）”暂时不可用') as string,
      },
      { code: 'SERVICE.UNAVAILABLE', params: { service: 'purchases' }, detail: expect.stringContaining('“purchases” is away') as string },
    ]);
    expect(said[0]?.['correlationId']).toBe(answers[0].headers.get('x-correlation-id'));
  });

  it('whose service is away tells a client without a key which one its command had', async () => {
    const door = await opened.door({ purchases: [await nobodyAt()] });
    const own = await door.post('/api/orders', '{}', { 'idempotency-key': 'mine' });
    const given = await door.post('/api/orders', '{}');
    expect([own.headers.get('idempotency-key'), given.headers.get('idempotency-key')]).toEqual([
      null,
      expect.stringMatching(/^[0-9a-f-]{36}$/),
    ]);
  });

  it('reaches a service again a second after it is back', async () => {
    const away = await nobodyAt();
    const door = await opened.door({ impact: [away] });
    for (let i = 0; i < 4; i += 1) expect((await door.get('/api/figures')).status).toBe(503);
    await opened.service(answering({}), Number(away.port));
    const started = performance.now();
    let status = 503;
    while (status !== 200 && performance.now() - started < 5_000) status = (await door.get('/api/figures')).status;
    expect(status).toBe(200);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('is answered 504 by name when the service does not begin within its time', async () => {
    const impact = await opened.service((request) => request.resume());
    const door = await opened.door({ impact: [impact.url] }, { headersMs: 100 });
    const answer = await door.get('/api/figures');
    expect([answer.status, await answer.json()]).toMatchObject([504, { code: 'SERVICE.TIMEOUT', params: { service: 'impact', ms: 100 } }]);
    expect(impact.seen).toHaveLength(1);
  });

  it('of the gateway itself is left alone', async () => {
    const purchases = await opened.service(answering({}));
    const door = await opened.door({ purchases: [purchases.url] });
    const answer = await door.get('/api/nothing');
    expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'ROUTE.NOT_FOUND' }]);
    expect(purchases.seen).toEqual([]);
  });
});
