import type { Database, SqlSession } from '#persistence';
import { type KeyedContent, keyReused } from '#platform';
import { IMPORT_RECEIPT } from './tables.js';

/** 回执 of uploads that came under a key: a client that was not answered asks again, and has one import. */
export class ImportReceipts {
  constructor(private readonly database: Database) {}

  /** The import that was made under a key, `undefined` where it is new. @throws ProblemError COMMAND.KEY_REUSED */
  async madeUnder({ commandId, fingerprint }: KeyedContent): Promise<string | undefined> {
    const [row] = await this.database.read.all<{ fingerprint: string; import_id: string }>(
      'SELECT fingerprint, import_id FROM import_receipt WHERE command_id = ?',
      [commandId],
    );
    if (row === undefined) return undefined;
    if (row.fingerprint !== fingerprint) throw keyReused();
    return row.import_id;
  }
}

/** Writes a receipt in the transaction that adds its import. */
export async function keepReceipt(session: SqlSession, { commandId, fingerprint }: KeyedContent, importId: string): Promise<void> {
  const columns = IMPORT_RECEIPT.columns.map(({ name }) => name);
  await session.insert('INSERT INTO import_receipt', columns, [[commandId, fingerprint, importId]]);
}
