import { isKnownHost } from './known-host.js';

describe('a host', () => {
  it.each([
    '127.0.0.1:3000',
    '[::1]:3000',
    '192.168.1.7',
    'localhost',
    'LOCALHOST:3000',
    'ledger.example',
    'Ledger.Example:443',
    'ledger.example.',
  ])('that is an address in figures, localhost or a name of ours is known: %s', (host) =>
    expect(isKnownHost(host, ['ledger.example'])).toBe(true),
  );

  it.each([
    '',
    'evil.example',
    'localhost.evil.example',
    'ledger.example.evil.example',
    'evil.example:3000',
    '127.0.0.1.evil.example',
    '@',
    'a b',
    '127.0.0.1@evil.example',
  ])('under any other name, or unreadable, is not: %j', (host) => expect(isKnownHost(host, ['ledger.example'])).toBe(false));
});
