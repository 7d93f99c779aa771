import { SERVICE_NAMES, type ServiceName } from '#platform';
import { type InProcess, startGateway, startService } from '../support/cluster/in-process-cluster.js';
import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';
import { type SignedIn, signInTester } from '../support/sign-in.js';

const EVIL = 'https://evil.example';
const JSON_TYPE = { 'content-type': 'application/json' };

interface Attempt {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const FORM = '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\na\r\n--x--\r\n';

/** What a page can have a browser send, by the means it has. */
const MEANS: Readonly<Record<string, Attempt>> = {
  'a form': { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'name=x&kind=department' },
  'a form of plain text': { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"name":"x","kind":"department"}' },
  'a form with a file': { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=x' }, body: FORM },
  'a fetch that changes': { method: 'POST', headers: JSON_TYPE, body: '{"name":"x","kind":"department"}' },
  'a fetch that reads': { method: 'GET', headers: {} },
  'a preflight': { method: 'OPTIONS', headers: { 'access-control-request-method': 'POST' } },
  'an image': { method: 'GET', headers: { accept: 'image/*', 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'no-cors' } },
  'a frame': { method: 'GET', headers: { accept: 'text/html', 'sec-fetch-dest': 'iframe', 'sec-fetch-mode': 'navigate' } },
  'an event source': { method: 'GET', headers: { accept: 'text/event-stream' } },
};

/** How a browser marks it; an old one by its origin alone. */
const MARKS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'with Fetch Metadata and origin': { 'sec-fetch-site': 'cross-site', origin: EVIL },
  'with Fetch Metadata alone': { 'sec-fetch-site': 'cross-site' },
  'of a neighbour': { 'sec-fetch-site': 'same-site', origin: 'https://other.ledger.example' },
  'with its origin alone': { origin: EVIL },
  'of a sandbox': { origin: 'null' },
};

/** One address of every owner, and the stream. */
const PATHS = [
  '/api/units',
  '/api/files',
  '/api/orders',
  '/api/projects',
  '/api/households',
  '/api/figures',
  '/api/stream',
  '/api/session',
];

describe.each(['the standalone process', 'the gateway before four services'])('%s', (tier) => {
  let url: string;
  let tester: SignedIn;
  let end: () => Promise<void>;

  beforeAll(async () => {
    ({ url, end } = tier.startsWith('the gateway') ? await aGateway() : await aLedger());
    tester = await signInTester(url);
  }, 60_000);
  afterAll(() => end());

  const cases = Object.keys(MEANS).flatMap((means) => Object.keys(MARKS).map((mark) => [means, mark] as const));

  it.each(cases)('accepts %s %s nowhere', async (means, mark) => {
    const attempt = MEANS[means];
    // The browser of somebody who has logged in: what would go out with it must not count.
    const headers = { ...attempt?.headers, ...MARKS[mark], cookie: tester.cookie };
    const answers = await Promise.all(PATHS.map((path) => fetch(`${url}${path}`, { ...attempt, headers })));
    expect(answers.map(({ status }, at) => `${PATHS[at]} ${status}`)).toEqual(PATHS.map((path) => `${path} 403`));
    const said = (await Promise.all(answers.map((answer) => answer.json()))) as { readonly code: string }[];
    expect(new Set(said.map(({ code }) => code))).toEqual(new Set(['REQUEST.CROSS_SITE']));
    expect(answers.map(({ headers: sent }) => sent.get('access-control-allow-origin'))).toEqual(PATHS.map(() => null));
  });

  it('takes a change of its own page, and of a client that is no browser', async () => {
    const own: readonly Readonly<Record<string, string>>[] = [{ 'sec-fetch-site': 'same-origin', origin: url }, { origin: url }, {}];
    const statuses = await Promise.all(
      own.map(async (headers, at) => {
        const body = JSON.stringify({ id: `own-${at}`, name: '示例单位', kind: 'department' });
        return (await tester.fetch('/api/units', { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body })).status;
      }),
    );
    expect(statuses).toEqual([201, 201, 201]);
  });

  it('binds browsers and forbids keeping also where a service answers, and on the stream', async () => {
    const leaving = new AbortController();
    for (const path of ['/api/units', '/api/orders', '/api/figures', '/api/stream']) {
      const { headers } = await tester.fetch(path, { signal: leaving.signal });
      const sent = ['x-content-type-options', 'cache-control', 'x-frame-options'].map((name) => headers.get(name));
      expect([path, ...sent]).toEqual([path, 'nosniff', 'no-store', 'DENY']);
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    }
    leaving.abort();
  });
});

async function aLedger(): Promise<{ url: string; end: () => Promise<void> }> {
  const ledger: RunningLedger = await startLedger();
  return { url: ledger.url, end: () => discard(ledger) };
}

async function aGateway(): Promise<{ url: string; end: () => Promise<void> }> {
  const services = new Map<ServiceName, InProcess>();
  for (const name of SERVICE_NAMES) services.set(name, await startService(name));
  const at = (name: ServiceName): readonly URL[] => [...services].filter(([known]) => known === name).map(([, { url }]) => url);
  const gateway = await startGateway({
    purchases: at('purchases'),
    projects: at('projects'),
    households: at('households'),
    impact: at('impact'),
  });
  const end = async (): Promise<void> => {
    await gateway.stop();
    for (const service of services.values()) await service.stop();
  };
  return { url: gateway.url.origin, end };
}
