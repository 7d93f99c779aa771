import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';

describe('the console at the bare address', () => {
  let ledger: RunningLedger;

  beforeAll(async () => {
    ledger = await startLedger();
  });
  afterAll(() => discard(ledger));

  const page = async (path: string): Promise<string> => (await fetch(`${ledger.url}${path}`)).text();

  it('is one page at every address that is no file and not the API', async () => {
    const front = await page('/');
    expect(front).toContain('<div id="app">');
    expect(await page('/overview?year=2020')).toBe(front);
  });

  it('has no script in the page itself, so that the strictest policy lets it run', async () => {
    const scripts = [...(await page('/')).matchAll(/<script([^>]*)>([^<]*)/g)];
    expect(scripts.filter(([, attributes = '', text = '']) => !attributes.includes('src=') || text.trim() !== '')).toEqual([]);
  });

  it('is asked for anew each time, while its files are kept for a year under the hash in their names', async () => {
    const front = await fetch(ledger.url);
    const [script = ''] = /\/assets\/[\w-]+\.js/.exec(await front.text()) ?? [];
    const file = await fetch(`${ledger.url}${script}`);
    expect(front.headers.get('cache-control')).toBe('no-cache');
    expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
  });

  it('comes compressed to whoever takes it so', async () => {
    const [script = ''] = /\/assets\/[\w-]+\.js/.exec(await page('/')) ?? [];
    const file = await fetch(`${ledger.url}${script}`, { headers: { 'accept-encoding': 'br' } });
    expect(file.headers.get('content-encoding')).toBe('br');
  });

  it('hides no address of the API and no missing file behind a page', async () => {
    for (const path of ['/nothing.js', '/assets/nothing.js', '/assets/', '/assets/..%5c..%5cetc', '/assets/%2e%2e%2findex.html', '/api']) {
      expect([path, (await fetch(`${ledger.url}${path}`)).status]).toEqual([path, 404]);
    }
    for (const path of ['/api/nowhere', '/%61pi/nowhere', '/api/figures', '/%61pi/figures']) {
      expect([path, (await fetch(`${ledger.url}${path}`)).status]).toEqual([path, 401]);
    }
  });
});
