/** A ledger cannot be opened by this process; the message says what to do. */
export class LedgerFileError extends Error {
  constructor(
    readonly code: 'LEDGER.NEWER_SCHEMA' | 'LEDGER.NOT_A_LEDGER' | 'LEDGER.IN_USE',
    message: string,
  ) {
    super(`${code} ${message}`);
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
