import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ServersError } from './failure.mjs';
import { aptInstall, cached } from './packages.mjs';
import { cacheFolder } from './places.mjs';
import { mustRun } from './processes.mjs';
import { greets, layData, processUser, serverSettings, sharedSettings, sqlConnection } from './sql.mjs';

/** The programs' places in Debian and in most others; /usr/sbin is not on a normal user's path. */
const PROGRAMS = ['/usr/sbin/mariadbd', '/usr/local/sbin/mariadbd', '/usr/libexec/mariadbd'];
const OLDEST = [10, 11];

/** The system's MariaDB on a data folder of its own. */
export const mariadb = {
  name: 'mariadb',
  ports: ['client'],
  readyLimitMs: 60_000,
  stopLimitMs: 20_000,

  async install() {
    if (program() === undefined) await aptInstall(['mariadb-server']);
    const version = await programVersion();
    await cached(template(version), (draft) => initialize(draft));
  },

  async prepare({ folder, ports, relaxed, extra, password }) {
    const version = await programVersion();
    layData({ template: join(cacheFolder(), template(version), 'data'), folder, password });
    const log = relaxed ? [] : ['--innodb-log-file-size=128M'];
    return {
      command: program(),
      args: ['--no-defaults', ...processUser(), ...serverSettings({ folder, port: ports.client, relaxed }), ...log, ...extra],
      cwd: folder,
    };
  },

  ready: (ports) => greets(ports.client),

  connection: (ports, password) => sqlConnection(ports.client, password),

  docker: (ports, { relaxed, extra, password }) => ({
    image: 'mariadb:10.11',
    environment: { MARIADB_ROOT_PASSWORD: password, MARIADB_ROOT_HOST: '%' },
    args: [`--port=${ports.client}`, '--skip-log-bin', ...sharedSettings(relaxed), ...extra],
    published: [ports.client],
  }),
};

function program() {
  return PROGRAMS.find((path) => existsSync(path));
}

/** @returns such as 10.11.19 */
async function programVersion() {
  const output = await mustRun(program(), ['--no-defaults', '--version']);
  const [version, major, minor] = /(\d+)\.(\d+)\.\d+/.exec(output) ?? [];
  if (Number(major) > OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) >= OLDEST[1])) return version;
  throw new ServersError(
    'SERVERS.MARIADB_TOO_OLD',
    `需要 MariaDB ${OLDEST.join('.')} 或更新，现为：${output.trim()}`,
    `MariaDB ${OLDEST.join('.')} or newer is needed, this is: ${output.trim()}`,
  );
}

function template(version) {
  return `mariadb-${version}-data`;
}

async function initialize(draft) {
  const data = `--datadir=${join(draft, 'data')}`;
  await mustRun('mariadb-install-db', [
    '--no-defaults',
    ...processUser(),
    data,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
    '--innodb-log-file-size=8M',
  ]);
}
