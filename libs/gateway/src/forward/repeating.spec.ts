import { request } from 'node:http';
import type { Behaviour } from '../testing/a-service.js';
import { answering, nobodyAt } from '../testing/a-service.js';
import { Opened } from '../testing/opened.js';

/** Takes commands once per key, as a service does; breaks the connection of the first `breaks` requests after taking them. */
function ledger(breaks: number): { readonly behave: Behaviour; readonly entered: Map<string, string> } {
  const entered = new Map<string, string>();
  let broken = 0;
  const behave: Behaviour = (incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const key = String(incoming.headers['idempotency-key']);
      const replay = entered.has(key);
      if (!replay) entered.set(key, body);
      broken += 1;
      if (broken <= breaks) incoming.socket.destroy();
      else response.writeHead(201, replay ? { 'idempotent-replay': 'true' } : {}).end(entered.get(key));
    });
  };
  return { behave, entered };
}

describe('a broken connection', () => {
  const opened = new Opened();
  afterEach(() => opened.closeAll());

  it.each<Record<string, string>>([{ 'idempotency-key': 'mine' }, {}])(
    'before an answer is followed by one repeat under the same key: %j',
    async (headers) => {
      const { behave, entered } = ledger(1);
      const purchases = await opened.service(behave);
      const door = await opened.door({ purchases: [purchases.url] });
      const body = JSON.stringify({ x: '名'.repeat(50_000) });
      const answer = await door.post('/api/orders', body, headers);
      expect([answer.status, answer.headers.get('idempotent-replay'), await answer.text()]).toEqual([201, 'true', body]);
      expect([purchases.seen.length, [...entered.values()]]).toEqual([2, [body]]);
    },
  );

  it('is repeated once, not again', async () => {
    const { behave } = ledger(9);
    const purchases = await opened.service(behave);
    const door = await opened.door({ purchases: [purchases.url] });
    const answer = await door.post('/api/orders', '{}');
    expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'SERVICE.UNAVAILABLE' }]);
    expect(purchases.seen).toHaveLength(2);
  });

  it('is repeated at another instance where there is one', async () => {
    const [bad, good] = [ledger(9), ledger(0)];
    const services = [await opened.service(bad.behave), await opened.service(good.behave)];
    const door = await opened.door({ purchases: services.map(({ url }) => url) });
    const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => door.post('/api/orders', `{"i":${i}}`)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    expect(services[1]?.seen).toHaveLength(10);
  });

  it('of a body longer than may be kept is not repeated', async () => {
    const { behave } = ledger(1);
    const purchases = await opened.service(behave);
    const door = await opened.door({ purchases: [purchases.url] }, { keptBodyBytes: 100_000 });
    const answer = await door.post('/api/orders', 'x'.repeat(2_000_000));
    expect([answer.status, purchases.seen.length]).toEqual([503, 1]);
  });

  it('that never stood loses nothing of a body, however long', async () => {
    const { behave, entered } = ledger(0);
    const purchases = await opened.service(behave);
    const door = await opened.door({ purchases: [await nobodyAt(), purchases.url] }, { keptBodyBytes: 10 });
    const body = 'x'.repeat(2_000_000);
    for (let i = 0; i < 2; i += 1) expect((await door.post('/api/orders', body)).status).toBe(201);
    expect([...entered.values()].every((taken) => taken === body)).toBe(true);
  });

  it('after the answer has begun is not repeated', async () => {
    const impact = await opened.service((_, response) => {
      response.write('first');
      setImmediate(() => response.destroy());
    });
    const door = await opened.door({ impact: [impact.url] });
    const answer = await door.get('/api/figures');
    await expect(answer.text()).rejects.toThrow();
    expect(impact.seen).toHaveLength(1);
  });

  it('of the client is not repeated and does not speak against the service', async () => {
    const impact = await opened.service(answering({}));
    const door = await opened.door({ impact: [impact.url] });
    for (let i = 0; i < 5; i += 1) {
      const sent = request(`${door.url}/api/figures`, { method: 'POST', headers: { 'content-length': 9 } });
      const ended = new Promise((resolve) => sent.on('error', resolve).on('close', resolve));
      sent.write('x');
      setImmediate(() => sent.destroy());
      await ended;
    }
    expect((await door.get('/api/figures')).status).toBe(200);
  });
});
