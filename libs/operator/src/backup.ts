import { cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SqliteDatabase } from '#persistence';
import { type DataFolder, makeDataFolder } from './data-folder.js';
import { FindingError } from './finding-error.js';
import { markStarted } from './first-start.js';

/** A backup is a folder: the ledger, the evidence and the keys of one moment. @throws FindingError where `target` is taken */
export async function backupTo(target: string, database: SqliteDatabase, data: DataFolder): Promise<void> {
  if (await exists(target)) throw new FindingError(`${target}: 已存在，请换一个新的文件夹名。/ This exists already; name a new folder.`);
  const incoming = `${target}.incoming`;
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  // The ledger first: a file it names was stored before its event, so copying the files later cannot miss one.
  await database.backup(join(incoming, 'bangfu.sqlite'));
  for (const part of ['files', 'keys']) {
    if (await exists(join(data.folder, part))) await cp(join(data.folder, part), join(incoming, part), { recursive: true });
  }
  await rename(incoming, target);
}

/** Puts a backup into an empty data folder, which then is no new one: no demonstration is loaded into it. @throws FindingError where the folder already holds a ledger */
export async function restoreFrom(source: string, data: DataFolder): Promise<void> {
  if (!(await exists(join(source, 'bangfu.sqlite'))))
    throw new FindingError(`${source}: 这里没有备份（缺少 bangfu.sqlite）。/ There is no backup here.`);
  if (await exists(data.ledgerFile)) {
    throw new FindingError(
      `${data.folder}: 数据文件夹中已有账本，请另选一个空文件夹（BANGFU_DATA）。/ The data folder already holds a ledger; choose an empty one.`,
    );
  }
  makeDataFolder(data);
  for (const part of ['files', 'keys']) {
    if (await exists(join(source, part))) await cp(join(source, part), join(data.folder, part), { recursive: true });
  }
  markStarted(data.folder, new Date().toISOString());
  // The ledger last, and whole at once: what a death leaves before that is no ledger, and is restored anew.
  const incoming = `${data.ledgerFile}.incoming`;
  await cp(join(source, 'bangfu.sqlite'), incoming);
  await rename(incoming, data.ledgerFile);
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, missing);
}

function missing(error: NodeJS.ErrnoException): false {
  if (error.code === 'ENOENT') return false;
  throw error;
}
