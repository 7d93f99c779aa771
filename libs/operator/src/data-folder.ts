import { accessSync, constants, existsSync, linkSync, mkdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { KEY_BYTES, newKey } from '#platform';
import { FindingError } from './finding-error.js';

/** Where a ledger keeps what: one folder, `BANGFU_DATA`. */
export interface DataFolder {
  readonly folder: string;
  readonly ledgerFile: string;
  readonly filesFolder: string;
  readonly masterKeyFile: string;
}

export function dataFolder(folder: string): DataFolder {
  return {
    folder,
    ledgerFile: join(folder, 'bangfu.sqlite'),
    filesFolder: join(folder, 'files'),
    masterKeyFile: join(folder, 'keys', 'master.key'),
  };
}

/**
 * Makes the folder, with those above it that are missing; for the owner only. One by one, since Node's own recursion never
 * ends where a folder cannot be (below `/proc`). @throws FindingError where there can be no such folder
 */
export function makeDataFolder({ folder }: DataFolder): void {
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw unusable(folder, '这是一个文件，不是文件夹', 'this is a file, not a folder');
  const missing: string[] = [];
  for (let next = folder; !existsSync(next); next = dirname(next)) missing.unshift(next);
  try {
    for (const path of missing) mkdirSync(path, { mode: 0o700 });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw unusable(
      folder,
      `无法建立或写入该文件夹（${String(error.code)}）`,
      `the folder cannot be made or written (${String(error.code)})`,
    );
  }
}

function unusable(folder: string, zh: string, en: string): FindingError {
  return new FindingError(`BANGFU_DATA=${folder}：${zh}，请另选一个。/ ${en}; choose another.`);
}

/** The key that wraps the keys of households and of units' contacts; made at the first start, readable by the owner only. A lost key loses names, not totals. */
export function masterKey({ folder, masterKeyFile }: DataFolder): Buffer {
  if (!existsSync(masterKeyFile)) {
    mkdirSync(join(folder, 'keys'), { recursive: true, mode: 0o700 });
    placeKey(masterKeyFile);
  }
  const key = Buffer.from(readFileSync(masterKeyFile, 'utf8').trim(), 'hex');
  if (key.length !== KEY_BYTES)
    throw new FindingError(`${masterKeyFile}: 密钥已损坏，请从备份恢复。/ The key is damaged; restore it from a backup.`);
  return key;
}

/** Whole or not at all, and the first one stays: two processes may share the folder and start at once. */
function placeKey(file: string): void {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, newKey().toString('hex'), { mode: 0o600 });
  try {
    linkSync(own, file);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(own);
  }
}

/** @see masterKey */
export function masterKeyOf(folder: string): Buffer {
  return masterKey(dataFolder(folder));
}
