import { SERVICE_NAMES, type ServiceName } from '#platform';
import { standaloneProjections } from '../../apps/standalone/src/standalone.module.js';
import { type SignedIn, signInTester } from '../support/sign-in.js';
import { type InProcess, startGateway, startService, startStandalone } from '../support/cluster/in-process-cluster.js';

type Json = Record<string, unknown>;

const VILLAGE = { code: '610926001001', name: '𠮷祥村', countyCode: '610926', township: '水田坪镇' };

describe('the gateway before four services', () => {
  const services = new Map<ServiceName, InProcess>();
  let gateway: InProcess;
  let tester: SignedIn;

  beforeAll(async () => {
    for (const name of SERVICE_NAMES) services.set(name, await startService(name));
    const at = (name: ServiceName): readonly URL[] => [services.get(name)?.url ?? new URL('http://127.0.0.1:1')];
    gateway = await startGateway({
      purchases: at('purchases'),
      projects: at('projects'),
      households: at('households'),
      impact: at('impact'),
    });
    tester = await signInTester(gateway.url.href);
  });

  afterAll(async () => {
    await gateway.stop();
    for (const service of services.values()) await service.stop();
  });

  const get = async (path: string): Promise<{ status: number; body: Json }> => {
    const answer = await tester.fetch(path);
    return { status: answer.status, body: (await answer.json()) as Json };
  };
  const post = (path: string, body: object, key: string): Promise<Response> => tester.post(path, body, { 'idempotency-key': key });

  it('takes a command for a service, answers a repeat as a repeat, and reads it back behind the position it gave', async () => {
    const first = await post('/api/villages', VILLAGE, 'village-1');
    const again = await post('/api/villages', VILLAGE, 'village-1');
    const { log, position } = (await first.json()) as { log: string; position: number };
    expect([first.status, first.headers.get('idempotent-replay')]).toEqual([201, null]);
    expect([again.status, again.headers.get('idempotent-replay')]).toEqual([201, 'true']);
    expect(await get(`/api/villages?after=${log}:${position}`)).toMatchObject({ status: 200, body: { count: 1 } });
    expect(await get(`/api/villages?after=${log}:${position + 1}`)).toMatchObject({ status: 202, body: { behindBy: 1 } });
  });

  it('keeps who entered it in the event, which it finds by its id', async () => {
    const { status, body } = await get('/api/events/households-1');
    expect([status, body]).toMatchObject([200, { type: 'VillageRegistered', meta: { actor: { account: 'tester' }, source: 'manual' } }]);
    expect((await get('/api/log/households')).body).toMatchObject({ nextCursor: null, count: 1, sums: {}, nextAfter: null, head: 1 });
  });

  it('owns the directory itself', async () => {
    const unit = { id: 'u-1', name: '预算单位', kind: 'budget-unit', regionCode: '610802' };
    expect((await post('/api/units', unit, 'unit-1')).status).toBe(201);
    expect(await get('/api/events/directory-1')).toMatchObject({ status: 200, body: { type: 'UnitRegistered' } });
  });

  it('passes refusals of a service on as they are', async () => {
    const answer = await post('/api/orders', { unitId: 'u' }, 'order-1');
    expect([answer.status, await answer.json()]).toMatchObject([422, { code: 'VALIDATION.FAILED' }]);
  });

  it('answers the proof of all four logs, each from its owner, in their order', async () => {
    const { body } = await get('/api/log/verify');
    expect(body).toMatchObject([
      { log: 'directory', events: 1, ok: true },
      { log: 'purchases', events: 0, ok: true },
      { log: 'projects', events: 0, ok: true },
      { log: 'households', events: 1, ok: true },
      { log: 'access', ok: true },
    ]);
  });

  it('tells how every process and every read model stands', async () => {
    const { body } = await get('/api/system');
    const version = expect.stringMatching(/^\d+\.\d+\.\d+$/) as string;
    expect(body['services']).toEqual(['gateway', ...SERVICE_NAMES].map((name) => ({ name, up: true, version })));
    const names = (body['projections'] as { projection: string }[]).map(({ projection }) => projection);
    expect(names.sort()).toEqual(
      standaloneProjections()
        .map(({ name }) => name)
        .sort(),
    );
    expect([body['problems'], (await get('/readyz')).status]).toEqual([[], 200]);
  });

  it('counts what it has done', async () => {
    const text = await (await tester.fetch('/metrics')).text();
    expect(text).toMatch(/bangfu_service_calls_total\{service="households",outcome="answered"\} [1-9]/);
    expect(text).toContain('bangfu_stream_clients 0');
  });

  it('publishes the document of the standalone process', async () => {
    const standalone = await startStandalone();
    const expected = (await (await fetch(new URL('/api/openapi.json', standalone.url))).json()) as Json;
    await standalone.stop();
    const { body } = await get('/api/openapi.json');
    expect(Object.keys(body['paths'] as Json).sort()).toEqual(Object.keys(expected['paths'] as Json).sort());
    expect(body).toEqual(expected);
  });

  it('explains every error code itself', async () => {
    expect(await (await tester.fetch('/api/docs/errors')).text()).toContain('SERVICE.UNAVAILABLE');
  });

  it('goes on without a service and says which one is away', async () => {
    await services.get('projects')?.stop();
    services.delete('projects');
    expect((await get('/api/projects')).body).toMatchObject({ code: 'SERVICE.UNAVAILABLE', params: { service: 'projects' } });
    expect((await get('/api/villages')).status).toBe(200);
    expect(await get('/api/log/verify')).toMatchObject({
      status: 200,
      body: [
        { log: 'directory', ok: true },
        { log: 'purchases', ok: true },
        {
          log: 'projects',
          events: null,
          headHash: null,
          ok: false,
          away: true,
          code: 'SERVICE.UNAVAILABLE',
          params: { service: 'projects' },
        },
        { log: 'households', ok: true },
        { log: 'access', ok: true },
      ],
    });
    const system = await get('/api/system');
    expect(system).toMatchObject({ status: 200, body: { problems: ['service projects is away'] } });
    expect(system.body['services']).toContainEqual({ name: 'projects', up: false, version: null });
    expect(await get('/readyz')).toMatchObject({ status: 503, body: { problems: ['service projects is away'] } });
    expect((await get('/healthz')).status).toBe(200);
    expect((await get('/api/openapi.json')).status).toBe(200);
  });
});
