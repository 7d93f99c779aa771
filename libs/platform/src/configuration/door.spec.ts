import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEST_CERTIFICATE } from '../testing/test-certificate.js';
import { mayListenAt, type Protection } from './door.js';
import { ConfigurationError } from './settings-reader.js';
import { type Configuration, readConfiguration } from './standalone-configuration.js';

const NOTHING: Protection = { tls: false, behindProxy: false, plainHttp: false };

function refused(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfiguration(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

const doorOf = (environment: NodeJS.ProcessEnv): Configuration['door'] => readConfiguration(environment).door;

describe('a public door', () => {
  let folder: string;
  let files: { readonly cert: string; readonly key: string; readonly other: string };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bangfu-door-'));
    files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem'), other: join(folder, 'other') };
    writeFileSync(files.cert, TEST_CERTIFICATE.cert);
    writeFileSync(files.key, TEST_CERTIFICATE.key);
    writeFileSync(files.other, 'no PEM');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each<[string, Partial<Protection>, boolean]>([
    ['127.0.0.1', {}, true],
    ['localhost', {}, true],
    ['::1', {}, true],
    ['0.0.0.0', {}, false],
    ['::', {}, false],
    ['10.0.0.5', {}, false],
    ['ledger.example', {}, false],
    ['0.0.0.0', { tls: true }, true],
    ['0.0.0.0', { behindProxy: true }, true],
    ['0.0.0.0', { plainHttp: true }, true],
  ])('may listen at %s with %j: %s', (host, protection, may) => {
    expect(mayListenAt(host, { ...NOTHING, ...protection })).toBe(may);
  });

  it('beyond loopback needs one of the three ways, each of which is named', () => {
    const [problem = ''] = refused({ BANGFU_HOST: '0.0.0.0' });
    for (const name of ['BANGFU_TLS_CERT_FILE', 'BANGFU_TRUST_PROXY', 'BANGFU_PLAIN_HTTP=1']) expect(problem).toContain(name);
    const ways = [
      { BANGFU_TLS_CERT_FILE: files.cert, BANGFU_TLS_KEY_FILE: files.key },
      { BANGFU_TRUST_PROXY: '10.0.0.1' },
      { BANGFU_PLAIN_HTTP: '1' },
    ];
    for (const way of ways) expect(refused({ BANGFU_HOST: '0.0.0.0', ...way })).toEqual([]);
    expect(refused({ BANGFU_HOST: '0.0.0.0', BANGFU_PLAIN_HTTP: '0' })).toHaveLength(1);
  });

  it('takes a certificate and its key, together and as a pair', () => {
    expect(doorOf({ BANGFU_TLS_CERT_FILE: files.cert, BANGFU_TLS_KEY_FILE: files.key }).tls).toEqual({
      cert: TEST_CERTIFICATE.cert.trim(),
      key: TEST_CERTIFICATE.key.trim(),
    });
    const unusable = [
      { BANGFU_TLS_CERT_FILE: files.cert },
      { BANGFU_TLS_KEY_FILE: files.key },
      { BANGFU_TLS_CERT_FILE: files.cert, BANGFU_TLS_KEY_FILE: files.other },
      { BANGFU_TLS_CERT_FILE: files.other, BANGFU_TLS_KEY_FILE: files.key },
      { BANGFU_TLS_CERT_FILE: files.key, BANGFU_TLS_KEY_FILE: files.cert },
    ];
    for (const pair of unusable) expect(refused(pair)).toEqual([expect.stringMatching(/^BANGFU_TLS_CERT_FILE, BANGFU_TLS_KEY_FILE：/)]);
  });

  it('trusts addresses and networks, nothing that would trust everybody, and no names', () => {
    expect(doorOf({ BANGFU_TRUST_PROXY: '10.0.0.1, 10.1.0.0/16,fd00::/8' }).trustedProxies).toEqual([
      '10.0.0.1',
      '10.1.0.0/16',
      'fd00::/8',
    ]);
    for (const bad of ['', 'true', 'proxy.example', '10.0.0.1/33', '0.0.0.0/0', '::/0', '10.0.0.1/x', '10.0.0.1/8/8', '10.0.0.1,']) {
      expect(refused({ BANGFU_TRUST_PROXY: bad })).toHaveLength(1);
    }
  });

  it('shows its numbers to this machine, or to the addresses and networks it is told', () => {
    expect(doorOf({}).operators).toEqual(['127.0.0.0/8', '::1']);
    expect(doorOf({ BANGFU_METRICS_FROM: '10.0.0.7, fd00::/8' }).operators).toEqual(['10.0.0.7', 'fd00::/8']);
    for (const bad of ['*', 'prometheus.example', '0.0.0.0/0', '10.0.0.1/x']) expect(refused({ BANGFU_METRICS_FROM: bad })).toHaveLength(1);
  });

  it('is known by its names, in small letters and without ports', () => {
    expect(doorOf({ BANGFU_PUBLIC_NAMES: 'Ledger.Example, bangfu' }).publicNames).toEqual(['ledger.example', 'bangfu']);
    for (const bad of ['', 'a:3000', 'http://a', '*', 'a b', '10.0.0.1']) expect(refused({ BANGFU_PUBLIC_NAMES: bad })).toHaveLength(1);
  });
});
