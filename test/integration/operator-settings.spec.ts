import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLUSTER_APPS, readUpkeepConfiguration } from '#platform';
import { gatewayFolder, writeOperatorSettings } from '../../scripts/cluster/operator-settings.mjs';

describe('operator.env, as the shell reads it', () => {
  const folder = mkdtempSync(join(tmpdir(), "bangfu-operator's-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  function sourced(): NodeJS.ProcessEnv {
    const script = 'set -a; . "$1/operator.env"; set +a; env';
    const said = execFileSync('sh', ['-c', script, 'sh', folder], { env: { PATH: process.env['PATH'] }, encoding: 'utf8' });
    return Object.fromEntries([...said.matchAll(/^(BANGFU_\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));
  }

  beforeAll(() => {
    writeOperatorSettings(folder, { BANGFU_MYSQL_PORT: '3307', BANGFU_KAFKA_BROKERS: '127.0.0.1:9093', BANGFU_LOG_LEVEL: 'error' });
  });

  it('leads a command on the gateway to the folder where the gateway keeps its evidence', () => {
    expect(readUpkeepConfiguration('gateway', sourced())).toMatchObject({ dataFolder: gatewayFolder(folder), mysql: { port: 3307 } });
  });

  it.each(CLUSTER_APPS)('is taken by a command on %s', (app) => {
    expect(readUpkeepConfiguration(app, sourced()).kafka.brokers).toEqual(['127.0.0.1:9093']);
  });
});
