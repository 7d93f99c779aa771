import type { Instant } from '#contracts';
import type { Database, SqlSession, SqlValue } from '#persistence';
import type { KeyedContent } from '#platform';
import type { EnteredRecord, Import, ImportChanges, ImportState } from '../job/import.js';
import type { DecisionStore, NewDecision } from './decision-store.js';
import { changedColumns, importOf, type ImportRow, keptOf, rowOf } from './import-row.js';
import { keepReceipt } from './import-receipts.js';
import { packed, unpacked } from './packed.js';
import type { SheetSeal } from './sheet-seal.js';
import { IMPORT_ANSWERS } from './tables.js';

/** A condition on rows of `import_job`. */
export interface ImportCondition {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

/** Records of one page of a plan that was sent; where its import has stopped, not all of them need be there. */
export interface EnteredPage {
  readonly page: number;
  readonly records: readonly EnteredRecord[];
}

/** Keeps imports: how each stands, what its plan rests on, what it has entered. */
export class ImportStore {
  constructor(
    private readonly database: Database,
    private readonly seal: SheetSeal,
    private readonly decisions: Pick<DecisionStore, 'keep'>,
  ) {}

  /** @param key that it came under @returns false where another import came under it */
  async add(one: Import, key?: KeyedContent): Promise<boolean> {
    const row = rowOf(one, this.seal);
    try {
      await this.database.transaction('durable', async (session) => {
        if (key !== undefined) await keepReceipt(session, key, one.importId);
        await session.insert('INSERT INTO import_job', Object.keys(row), [Object.values(row) as SqlValue[]]);
      });
      return true;
    } catch (error) {
      if (key === undefined || !this.database.dialect.isDuplicateKey(error)) throw error;
      return false;
    }
  }

  async find(importId: string): Promise<Import | undefined> {
    const [row] = await this.database.read.all<ImportRow>('SELECT * FROM import_job WHERE import_id = ?', [importId]);
    return row === undefined ? undefined : importOf(row, this.seal);
  }

  /** Under what the sheets of all imports are kept, those that were removed left out. */
  async keptSheets(): Promise<ReadonlySet<string>> {
    const rows = await this.database.read.all<Pick<ImportRow, 'file'>>('SELECT file FROM import_job', []);
    return new Set(rows.flatMap((row) => keptOf(row) ?? []));
  }

  /** Those that are in one of some states, the oldest first. */
  async inState(states: readonly ImportState[]): Promise<readonly string[]> {
    const marks = states.map(() => '?').join(', ');
    const rows = await this.database.read.all<{ import_id: string }>(
      `SELECT import_id FROM import_job WHERE state IN (${marks}) ORDER BY import_id`,
      states,
    );
    return rows.map((row) => row.import_id);
  }

  /** Those that have changed since an instant, in the order of their changes. */
  async changedSince(since: Instant): Promise<readonly Import[]> {
    const rows = await this.database.read.all<ImportRow>('SELECT * FROM import_job WHERE changed_at > ? ORDER BY changed_at', [since]);
    return rows.map((row) => importOf(row, this.seal));
  }

  /** A page of a list, the latest first. @param before behind this id */
  async list(
    where: ImportCondition,
    limit: number,
    before: string | undefined,
  ): Promise<{ readonly items: readonly Import[]; readonly count: number }> {
    const behind = before === undefined ? where : { sql: `(${where.sql}) AND import_id < ?`, params: [...where.params, before] };
    return this.database.snapshot(async (session) => {
      const [total] = await session.all<{ imports: number }>(`SELECT COUNT(*) AS imports FROM import_job WHERE ${where.sql}`, where.params);
      const rows = await session.all<ImportRow>(
        `SELECT * FROM import_job WHERE ${behind.sql} ORDER BY import_id DESC LIMIT ${limit}`,
        behind.params,
      );
      return { items: rows.map((row) => importOf(row, this.seal)), count: total?.imports ?? 0 };
    });
  }

  /**
   * Changes an import as it was seen.
   * @param decisions that are kept with it, or not at all
   * @returns it as it is now; undefined where somebody else changed it meanwhile
   */
  async change(seen: Import, changes: ImportChanges, now: Instant, decisions: readonly NewDecision[] = []): Promise<Import | undefined> {
    const changed = await this.database.transaction('durable', async (session) => {
      if (!(await this.changeIn(session, seen, changes, now))) return false;
      await this.decisions.keep(session, decisions);
      return true;
    });
    return changed ? after(seen, changes, now) : undefined;
  }

  /**
   * Begins to enter a plan: keeps what the ledger answered to it.
   * @param pages the first one is the directory
   */
  async begin(seen: Import, changes: ImportChanges, pages: readonly object[], now: Instant): Promise<Import | undefined> {
    const rows: SqlValue[][] = [];
    for (const [page, body] of pages.entries()) rows.push([seen.importId, page, await packed(body)]);
    const began = await this.database.transaction('durable', async (session) => {
      if (!(await this.changeIn(session, seen, changes, now))) return false;
      await session.run('DELETE FROM import_answers WHERE import_id = ?', [seen.importId]);
      await session.insert(
        'INSERT INTO import_answers',
        IMPORT_ANSWERS.columns.map(({ name }) => name),
        rows,
      );
      return true;
    });
    return began ? after(seen, changes, now) : undefined;
  }

  /** What {@link begin} has kept, in its order. */
  async answers(importId: string): Promise<readonly unknown[]> {
    const rows = await this.database.read.all<{ body: string }>('SELECT body FROM import_answers WHERE import_id = ? ORDER BY page', [
      importId,
    ]);
    return Promise.all(rows.map(({ body }) => unpacked(body)));
  }

  /** Remembers the records of a page that is about to be sent; one that is sent again after a death is remembered already. */
  async openPage(seen: Import, records: readonly EnteredRecord[], now: Instant): Promise<Import | undefined> {
    const body = await packed(records);
    const opened = await this.database.transaction('durable', async (session) => {
      if (!(await this.changeIn(session, seen, {}, now))) return false;
      const [last] = await session.all<{ records: string }>(
        'SELECT records FROM import_entered WHERE import_id = ? AND withdrawn = 0 ORDER BY page DESC LIMIT 1',
        [seen.importId],
      );
      if (last?.records === body) return true;
      const [kept] = await session.all<{ pages: number }>('SELECT COUNT(*) AS pages FROM import_entered WHERE import_id = ?', [
        seen.importId,
      ]);
      const row = [seen.importId, kept?.pages ?? 0, 0, body];
      await session.insert('INSERT INTO import_entered', ['import_id', 'page', 'withdrawn', 'records'], [row]);
      return true;
    });
    return opened ? after(seen, {}, now) : undefined;
  }

  /** Pages whose records stand, the last entered first: what depends on another record is taken back before it. */
  async standingPages(importId: string): Promise<readonly number[]> {
    const rows = await this.database.read.all<{ page: number }>(
      'SELECT page FROM import_entered WHERE import_id = ? AND withdrawn = 0 ORDER BY page DESC',
      [importId],
    );
    return rows.map(({ page }) => page);
  }

  async enteredPage(importId: string, page: number): Promise<EnteredPage> {
    const [row] = await this.database.read.all<{ records: string }>('SELECT records FROM import_entered WHERE import_id = ? AND page = ?', [
      importId,
      page,
    ]);
    if (row === undefined) throw new Error(`import ${importId} has no entered page ${page}`);
    return { page, records: (await unpacked(row.records)) as readonly EnteredRecord[] };
  }

  /** Remembers that the records of a page are taken back. */
  async withdrawPage(seen: Import, page: number, changes: ImportChanges, now: Instant): Promise<Import | undefined> {
    const withdrawn = await this.database.transaction('durable', async (session) => {
      if (!(await this.changeIn(session, seen, changes, now))) return false;
      await session.run('UPDATE import_entered SET withdrawn = 1 WHERE import_id = ? AND page = ?', [seen.importId, page]);
      return true;
    });
    return withdrawn ? after(seen, changes, now) : undefined;
  }

  private async changeIn(session: SqlSession, { importId, revision }: Import, changes: ImportChanges, now: Instant): Promise<boolean> {
    const columns = { ...changedColumns(changes, importId, this.seal), changed_at: now, revision: revision + 1 };
    const set = Object.keys(columns).map((column) => `${column} = ?`);
    const changed = await session.run(`UPDATE import_job SET ${set.join(', ')} WHERE import_id = ? AND revision = ?`, [
      ...Object.values(columns),
      importId,
      revision,
    ]);
    return changed === 1;
  }
}

function after(seen: Import, changes: ImportChanges, now: Instant): Import {
  return { ...seen, ...changes, changedAt: now, revision: seen.revision + 1 };
}
