import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { LedgerFileError } from '../ledger-file-error.js';

const LOCK_FILE = 'bangfu.lock';
const PID_FILE = 'bangfu.pid';

/**
 * Keeps a data folder for one process. The lock is an exclusive transaction on a file of its own: the system takes it
 * back when the process dies, however it dies, so nobody ever has to delete a stale lock by hand.
 */
export class LedgerLock {
  private constructor(
    private readonly folder: string,
    private readonly connection: BetterSqlite3.Database,
  ) {}

  /** @throws LedgerFileError LEDGER.IN_USE naming the pid of the process that has the folder */
  static take(folder: string): LedgerLock {
    const connection = new BetterSqlite3(join(folder, LOCK_FILE), { timeout: 0 });
    try {
      connection.pragma('locking_mode = EXCLUSIVE');
      connection.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      connection.close();
      if (!(error instanceof BetterSqlite3.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error;
      throw inUse(folder);
    }
    writeFileSync(join(folder, PID_FILE), String(process.pid));
    return new LedgerLock(folder, connection);
  }

  release(): void {
    rmSync(join(this.folder, PID_FILE), { force: true });
    this.connection.exec('ROLLBACK');
    this.connection.close();
  }
}

function inUse(folder: string): LedgerFileError {
  const pid = readFileSync(join(folder, PID_FILE), 'utf8').trim();
  return new LedgerFileError(
    'LEDGER.IN_USE',
    `${folder}: 账本正由进程 ${pid} 使用，请先停止它。 / The ledger is in use by process ${pid}; stop that process first.`,
  );
}
