import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choosePorts } from '../../scripts/servers/ports.mjs';
import { newIdentityKeys } from '../../libs/identity/src/testing/identity-keys.js';
import { ClusterMember } from '../support/fault-member.js';
import { runCli } from '../support/run-cli.js';

const SECRET_WORD = 'a-word-nobody-may-read';

describe('a server that cannot be reached', () => {
  let folder: string;
  let settings: Record<string, string>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bangfu-unreachable-'));
    const [mysql = 0, kafka = 0, door = 0] = await choosePorts(3);
    settings = {
      BANGFU_MYSQL_HOST: '127.0.0.1',
      BANGFU_MYSQL_PORT: String(mysql),
      BANGFU_MYSQL_USER: 'ledger',
      BANGFU_MYSQL_PASSWORD: SECRET_WORD,
      BANGFU_KAFKA_BROKERS: `127.0.0.1:${kafka}`,
      BANGFU_PORT: String(door),
    };
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function expectSentence(said: string): void {
    const port = settings['BANGFU_MYSQL_PORT'] ?? '';
    expect(said).toContain(`LEDGER.UNREACHABLE 127.0.0.1:${port}/bangfu_impact: 连接不上数据库（ECONNREFUSED）`);
    expect(said).toContain(' / The database cannot be reached (ECONNREFUSED). See that the server runs');
    expect(said).not.toMatch(/^\s+at /m);
    expect(said).not.toContain(SECRET_WORD);
  }

  it('that is the database ends a command on the data of a service with 1 and a sentence that says where, what and what to do', async () => {
    const { BANGFU_PORT: _, ...upkeep } = settings;
    const run = await runCli(['cluster', 'verify', 'impact'], { PATH: process.env['PATH'], ...upkeep });
    expect(run.code).toBe(1);
    expectSentence(run.output);
  });

  it('that is the database ends a command on the accounts of the cluster in the same way', async () => {
    const { BANGFU_PORT: _, ...upkeep } = settings;
    const run = await runCli(['cluster', 'accounts', 'list'], { PATH: process.env['PATH'], ...upkeep, BANGFU_DATA: folder });
    expect(run.code).toBe(1);
    expect(run.output).toContain('LEDGER.UNREACHABLE');
    expect(run.output).not.toMatch(/^\s+at /m);
  });

  it('that is Kafka ends the making of topics with 1 and such a sentence', async () => {
    const brokers = settings['BANGFU_KAFKA_BROKERS'] ?? '';
    const run = await runCli(['topics', 'create'], { PATH: process.env['PATH'], BANGFU_KAFKA_BROKERS: brokers });
    expect(run.code).toBe(1);
    expect(run.output).toMatch(new RegExp(`^TOPIC.UNREACHABLE ${brokers}: 连接不上 Kafka（.*ECONNREFUSED`, 'm'));
    expect(run.output).toContain(' / Kafka cannot be reached (');
    expect(run.output).not.toMatch(/^\s+at /m);
  });

  it('that is the database ends a service that starts in the same way', async () => {
    const service = new ClusterMember('impact', 'impact', {
      ...settings,
      BANGFU_MYSQL_DATABASE: 'bangfu_impact',
      BANGFU_IDENTITY_PUBLIC_KEYS: newIdentityKeys().publicKey,
      BANGFU_INSTANCE: 'impact',
      BANGFU_LOG_LEVEL: 'error',
    });
    expect(await service.start()).toBe(false);
    expect(await service.end(30_000)).toBe('1');
    expectSentence(service.said);
  });
});
