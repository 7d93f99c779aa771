import { isFromForeignPage } from './foreign-page.js';

type Headers = Readonly<Record<string, string>>;

const from = (method: string, headers: Headers, host = 'ledger.example:3000', protocol = 'http'): boolean =>
  isFromForeignPage({ method, host, protocol, headers });

const EVIL = 'http://evil.example';
const FOLLOWED: Headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

describe('a request', () => {
  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    '%s of another site’s page is foreign by each of its marks alone',
    (method) => {
      const marks: readonly Headers[] = [
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
        { 'sec-fetch-site': 'something new' },
        { 'sec-fetch-site': '' },
        { origin: EVIL },
        { origin: 'null' },
        { origin: '' },
        { origin: 'http://ledger.example:3001' },
        { origin: 'http://ledger.example' },
        { origin: 'http://ledger.example:3000.evil.example' },
        { 'sec-fetch-site': 'cross-site', origin: 'http://ledger.example:3000' },
      ];
      for (const headers of marks) expect([headers, from(method, headers)]).toEqual([headers, true]);
    },
  );

  it.each(['GET', 'POST'])('%s of a page of ours, of a person, or of no browser is not', (method) => {
    const marks: readonly Headers[] = [
      { 'sec-fetch-site': 'same-origin', origin: 'http://ledger.example:3000' },
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
      { origin: 'http://ledger.example:3000' },
      {},
    ];
    for (const headers of marks) expect([headers, from(method, headers)]).toEqual([headers, false]);
  });

  it('that follows a link from elsewhere is let in; one that only looks so is not', () => {
    expect(from('GET', FOLLOWED)).toBe(false);
    expect(from('POST', FOLLOWED)).toBe(true);
    for (const dest of ['iframe', 'image', 'script', 'empty', 'embed'])
      expect(from('GET', { ...FOLLOWED, 'sec-fetch-dest': dest })).toBe(true);
    expect(from('GET', { ...FOLLOWED, 'sec-fetch-mode': 'no-cors' })).toBe(true);
  });

  it('is measured against the port that goes without saying', () => {
    expect(from('POST', { origin: 'https://ledger.example' }, 'ledger.example:443', 'https')).toBe(false);
    expect(from('POST', { origin: 'https://ledger.example' }, 'ledger.example', 'https')).toBe(false);
    expect(from('POST', { origin: 'http://ledger.example' }, 'ledger.example:80')).toBe(false);
    expect(from('POST', { origin: 'https://ledger.example:444' }, 'ledger.example', 'https')).toBe(true);
  });

  it('over TLS is foreign from the same name in the clear', () => {
    expect(from('POST', { origin: 'http://ledger.example:3000' }, 'ledger.example:3000', 'https')).toBe(true);
  });
});
