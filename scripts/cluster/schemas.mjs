import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';

/** Works on the data of any process: `npm run bangfu -- cluster …`. */
export const OPERATOR = 'operator';

/** The account of a process, or of the operator, at the database. */
export function accountOf(name) {
  return `bangfu_${name}`;
}

/** Makes one schema for each process, and for each an account that has rights on that schema and on no other. */
export async function createSchemas({ host, port, user, password }, processes, passwords) {
  const connection = await createConnection({ host, port, user, password });
  try {
    for (const name of [...processes, OPERATOR]) await createAccount(connection, accountOf(name), passwords[name]);
    for (const name of processes) {
      await connection.query(`CREATE DATABASE IF NOT EXISTS bangfu_${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
      for (const owner of [name, OPERATOR]) await grant(connection, name, accountOf(owner));
    }
  } finally {
    await connection.end();
  }
}

/** From any address, since a server in a container sees this machine under another one; it is published on loopback only. */
async function createAccount(connection, account, password) {
  await connection.query(`CREATE USER IF NOT EXISTS '${account}'@'%' IDENTIFIED BY '${password}'`);
  await connection.query(`ALTER USER '${account}'@'%' IDENTIFIED BY '${password}'`);
}

/** The underscore would stand for any character: one schema's account could then have rights on another of a like name. */
function grant(connection, name, account) {
  return connection.query(`GRANT ALL ON \`bangfu\\_${name}\`.* TO '${account}'@'%'`);
}

/** A password for each, made once and kept in the folder. */
export function passwordsIn(folder, names) {
  const file = join(folder, 'mysql-passwords.json');
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const all = Object.fromEntries([...names, OPERATOR].map((name) => [name, known[name] ?? randomBytes(24).toString('hex')]));
  writeFileSync(file, JSON.stringify(all), { mode: 0o600 });
  return all;
}
