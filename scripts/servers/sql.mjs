import { cpSync, constants, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstAnswer } from './ports.mjs';

/** `--user` is refused to a normal user, and its absence to root. */
export function processUser() {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}

/** The settings both database servers share. */
export function serverSettings({ folder, port, relaxed }) {
  return [
    `--datadir=${join(folder, 'data')}`,
    // Relative to the data folder: a whole path may be longer than the 107 bytes a socket's name can have.
    '--socket=server.sock',
    `--pid-file=${join(folder, 'server.pid')}`,
    `--init-file=${join(folder, 'init.sql')}`,
    '--bind-address=127.0.0.1',
    `--port=${port}`,
    '--skip-log-bin',
    ...sharedSettings(relaxed),
  ];
}

/** Those that hold in a container too. */
export function sharedSettings(relaxed) {
  return [
    '--skip-name-resolve',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_bin',
    '--max-connections=400',
    `--innodb-flush-log-at-trx-commit=${relaxed ? 0 : 1}`,
    `--innodb-buffer-pool-size=${relaxed ? '64M' : '256M'}`,
    // The default of 50 s is longer than a test waits to see a refusal.
    '--innodb-lock-wait-timeout=10',
  ];
}

/** A copy of a ready data folder, and the file that lets root in from loopback with this run's password. */
export function layData({ template, folder, password }) {
  mkdirSync(folder, { recursive: true });
  cpSync(template, join(folder, 'data'), { recursive: true, mode: constants.COPYFILE_FICLONE });
  rmSync(join(folder, 'data', 'auto.cnf'), { force: true });
  const root = `'root'@'127.0.0.1'`;
  const statements = [
    `CREATE USER IF NOT EXISTS ${root} IDENTIFIED BY '${password}';`,
    `ALTER USER ${root} IDENTIFIED BY '${password}';`,
    `GRANT ALL PRIVILEGES ON *.* TO ${root} WITH GRANT OPTION;`,
  ];
  writeFileSync(join(folder, 'init.sql'), `${statements.join('\n')}\n`, { mode: 0o600 });
}

/** The server greets with protocol version 10 when it takes connections, with an error packet (255) when it cannot. */
export async function greets(port) {
  return (await greeting(port)) !== undefined;
}

/** What a client needs; the version is what the server itself says. */
export async function sqlConnection(port, password) {
  return { host: '127.0.0.1', port, user: 'root', password, version: (await greeting(port)) ?? '' };
}

/** @returns the server's version, such as 10.11.19; undefined when it does not take connections */
async function greeting(port) {
  const packet = await firstAnswer(port);
  if (packet === undefined || packet.length < 6 || packet[4] !== 10) return undefined;
  const said = packet.toString('latin1', 5, packet.indexOf(0, 5));
  // MariaDB puts 5.5.5- before its own version, for replicas of old.
  return said.replace(/^5\.5\.5-/, '').split('-')[0];
}
