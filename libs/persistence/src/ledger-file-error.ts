/** A ledger cannot be opened by this process; the message says what to do. */
export class LedgerFileError extends Error {
  constructor(
    readonly code: 'LEDGER.NEWER_SCHEMA' | 'LEDGER.NOT_A_LEDGER' | 'LEDGER.IN_USE' | 'LEDGER.UNREACHABLE',
    message: string,
    options?: ErrorOptions,
  ) {
    super(`${code} ${message}`, options);
    this.name = 'LedgerFileError';
  }
}

/**
 * @param where the file or the schema of the ledger
 * @param unknown the steps it has that this release does not know
 */
export function newerSchema(where: string, unknown: readonly string[]): LedgerFileError {
  const steps = unknown.join(', ');
  return new LedgerFileError(
    'LEDGER.NEWER_SCHEMA',
    `${where}: 账本由更新的版本写成（${steps}），请升级程序后再打开。` +
      ` / The ledger was written by a newer release (${steps}); upgrade the program before opening it.`,
  );
}

/** @param where server and schema @param reason what the client or the server said, without anything secret */
export function unreachable(where: string, reason: string, cause: unknown): LedgerFileError {
  return new LedgerFileError(
    'LEDGER.UNREACHABLE',
    `${where}: 连接不上数据库（${reason}）。请检查服务器是否运行、BANGFU_MYSQL_* 是否正确，然后重试；数据未改动。` +
      ` / The database cannot be reached (${reason}). See that the server runs and that BANGFU_MYSQL_* are right, then try again; nothing was changed.`,
    { cause },
  );
}
