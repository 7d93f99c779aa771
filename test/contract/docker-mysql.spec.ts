import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { CLUSTER_APPS } from '#platform';

const SCRIPT = join(process.cwd(), 'docker', 'mysql', '10-schemas.sh');

/** What the script did: how it ended, what it said, and what the client of the database was given. */
interface Made {
  readonly status: number | null;
  readonly said: string;
  readonly sql: string;
  readonly called: string;
}

describe('the script that fills a new database', () => {
  let folder: string;
  const secrets = (): string => join(folder, 'secrets');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bangfu-schemas-'));
    mkdirSync(secrets());
    mkdirSync(join(folder, 'bin'));
    // Stands for the image's client: keeps what it is told, under which password and with which words.
    writeFileSync(join(folder, 'bin', 'mysql'), `#!/bin/bash\necho "$MYSQL_PWD $*" > '${folder}/called'\ncat > '${folder}/sql'\n`);
    chmodSync(join(folder, 'bin', 'mysql'), 0o755);
    for (const app of CLUSTER_APPS) writeFileSync(join(secrets(), `mysql_${app}`), `of-${app}\n`);
    writeFileSync(join(secrets(), 'mysql_root_password'), 'of-root\n');
    for (const kept of ['called', 'sql']) writeFileSync(join(folder, kept), '');
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** As the entrypoint runs it: it has read the file of the root password and has taken its name out of the environment. */
  function run(...how: readonly string[]): Made {
    const path = `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`;
    const { status, stderr } = spawnSync('bash', ['--norc', ...how], { env: { PATH: path, SECRETS_FOLDER: secrets() }, encoding: 'utf8' });
    const kept = (name: string): string => readFileSync(join(folder, name), 'utf8');
    return { status, said: stderr, sql: kept('sql'), called: kept('called') };
  }

  it('makes a schema and an account for each process, as root, without the name of the file that the entrypoint takes away', () => {
    const made = run(SCRIPT);
    expect([made.status, made.said, made.called]).toEqual([0, '', 'of-root --protocol=socket -u root\n']);
    const expected = CLUSTER_APPS.flatMap((app) => [
      `CREATE DATABASE bangfu_${app} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;`,
      `CREATE USER 'bangfu_${app}'@'%' IDENTIFIED BY 'of-${app}';`,
      `GRANT ALL ON \`bangfu\\_${app}\`.* TO 'bangfu_${app}'@'%';`,
    ]);
    expect(made.sql.trim().split('\n').sort()).toEqual(expected.sort());
  });

  it('leaves the settings of the shell alone where the entrypoint reads it into its own', () => {
    const made = run('-c', `. '${SCRIPT}'; echo "$unheard_of"; false; true`);
    expect([made.status, made.said]).toEqual([0, '']);
  });

  it('keeps a quote in a password a quote', () => {
    writeFileSync(join(secrets(), 'mysql_impact'), "it's\n");
    expect(run(SCRIPT).sql).toContain("IDENTIFIED BY 'it''s';");
  });

  it('ends with an error and makes nothing where a password is missing', () => {
    rmSync(join(secrets(), 'mysql_impact'));
    const made = run(SCRIPT);
    expect(made.status).not.toBe(0);
    expect([made.sql, made.called]).toEqual(['', '']);
  });
});
