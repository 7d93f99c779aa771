import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

const KEY_BYTES = 32;

/** The key that wraps the households' keys; made at the first start, readable by the owner only. A lost key loses names, not totals. */
export function masterKey({ folder, masterKeyFile }: DataFolder): Buffer {
  if (!existsSync(masterKeyFile)) {
    mkdirSync(join(folder, 'keys'), { recursive: true, mode: 0o700 });
    writeFileSync(masterKeyFile, randomBytes(KEY_BYTES).toString('hex'), { mode: 0o600, flag: 'wx' });
  }
  const key = Buffer.from(readFileSync(masterKeyFile, 'utf8').trim(), 'hex');
  if (key.length !== KEY_BYTES)
    throw new FindingError(`${masterKeyFile}: 密钥已损坏，请从备份恢复。/ The key is damaged; restore it from a backup.`);
  return key;
}

/** @see masterKey */
export function masterKeyOf(folder: string): Buffer {
  return masterKey(dataFolder(folder));
}
