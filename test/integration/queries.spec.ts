import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';

interface Refused {
  readonly code?: string;
  readonly errors?: readonly { readonly path: string; readonly code: string }[];
}

interface LogPage {
  readonly items: readonly { readonly position: number }[];
  readonly nextCursor: string | null;
  readonly count: number;
  readonly sums: object;
}

describe('a query', () => {
  let ledger: RunningLedger;
  let routes: string[];

  beforeAll(async () => {
    ledger = await startLedger();
    const { paths } = (await ledger.get('/api/openapi.json')) as { paths: Record<string, Record<string, object>> };
    routes = Object.entries(paths).flatMap(([path, methods]) => ('get' in methods ? [path.replaceAll(/\{\w+\}/g, '1')] : []));
  });

  afterAll(() => discard(ledger));

  it('refuses a parameter it does not have, at every route: a filter left out in silence makes a wrong answer look right', async () => {
    expect(routes.length).toBeGreaterThan(25);
    const accepting: string[] = [];
    for (const route of routes) {
      const { errors = [] } = (await ledger.get(`${route}?unitid=u-1`)) as Refused;
      if (!errors.some(({ path, code }) => path === 'unitid' && code === 'QUERY.INVALID')) accepting.push(route);
    }
    expect(accepting).toEqual([]);
  });

  it.each(['orders', 'reserves', 'sales', 'activities', 'policy-rules', 'figures/purchase.paid', 'reports/annual'])(
    'of %s refuses a year that no ledger has',
    async (list) => {
      for (const year of ['1899', '2101', '20210', '２０２０', '2020.5', '']) {
        const { errors = [] } = (await ledger.get(`/api/${list}?year=${year}`)) as Refused;
        expect([year, errors.map(({ path, code }) => [path, code])]).toEqual([year, [['year', 'QUERY.INVALID']]]);
      }
      expect((await ledger.fetch(`/api/${list}?year=2100`)).status).toBe(200);
    },
  );

  it('names every parameter it does not have at once', async () => {
    const { code, errors = [] } = (await ledger.get('/api/figures?a=1&a=2&b=')) as Refused;
    expect([code, ...errors.map(({ path }) => path)]).toEqual(['VALIDATION.FAILED', 'a', 'b']);
  });

  it('takes what its reader has seen written, also where it is never behind, and nothing that is no position', async () => {
    const { body } = await ledger.post('/api/units', { name: '示例单位', kind: 'budget-unit' });
    const unit = `/api/units/${String(body['id'])}`;
    expect(await ledger.get(`${unit}?after=directory:1&after=purchases:0`)).toMatchObject({ name: '示例单位' });
    expect((await ledger.fetch(`/api/figures?after=directory:1`)).status).toBe(200);
    for (const after of ['1', 'directory', 'nowhere:1', 'directory:x', '']) {
      expect([after, (await ledger.get(`${unit}?after=${after}`))['code']]).toEqual([after, 'QUERY.INVALID']);
    }
  });

  it('of a log is a list like any other: its cursor is a position, and its count is of the whole log', async () => {
    for (const name of ['甲', '乙', '丙']) await ledger.post('/api/units', { name, kind: 'budget-unit' });
    const { head } = (await ledger.get('/api/log/directory?limit=1')) as unknown as { head: number };
    const found: number[] = [];
    let page: LogPage = { items: [], nextCursor: '0', count: head, sums: {} };
    while (page.nextCursor !== null) {
      page = (await ledger.get(`/api/log/directory?limit=2&cursor=${page.nextCursor}`)) as unknown as LogPage;
      found.push(...page.items.map(({ position }) => position));
      expect([page.count, page.sums]).toEqual([head, {}]);
      expect(page.nextCursor).toBe(found.length < head ? String(found.length) : null);
    }
    expect(found).toEqual(Array.from({ length: head }, (_, before) => before + 1));
    expect((await ledger.get('/api/log/directory?cursor=x'))['code']).toBe('QUERY.INVALID');
  });

  it('of a record says how far its log is behind what its reader has seen written', async () => {
    const records = [
      ['units/1', 'directory'],
      ['orders/1', 'purchases'],
      ['units/1/reserves/2020', 'purchases'],
      ['projects/1', 'projects'],
      ['households/1', 'households'],
      ['sales/1', 'households'],
      ['activities/1', 'households'],
      ['villages/1', 'households'],
    ].flatMap(([path = '', log = '']) => [`${path}?after=${log}:999999`, `${path}/history?after=${log}:999999`]);
    const answers = await Promise.all(records.map((record) => ledger.fetch(`/api/${record}`)));
    expect(answers.map(({ status, url }) => [status, url.split('/api/')[1]])).toEqual(records.map((record) => [202, record]));
    expect(await answers[2]?.json()).toEqual({ behindBy: 999_999 });
  });

  it('leaves the probes alone, whatever a proxy adds to them', async () => {
    for (const probe of ['/healthz', '/readyz', '/metrics']) expect((await fetch(`${ledger.url}${probe}?t=1`)).status).toBe(200);
  });
});
