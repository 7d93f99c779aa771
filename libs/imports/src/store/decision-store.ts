import type { Instant } from '#contracts';
import { type Database, placeholders, type SqlSession, type SqlValue } from '#persistence';
import { newId } from '#platform';
import type { ImportKind } from '../kind/column.js';
import { sealedKey } from '../plan/identity.js';
import { type KeptDecision, pairKey } from '../plan/known.js';
import type { Comparison } from '../plan/plan.js';
import { IMPORT_DECISION } from './tables.js';

/** A decision that is about to be kept. */
export interface NewDecision extends Pick<Comparison, 'unitId' | 'likeness' | 'rowKey' | 'otherId'>, KeptDecision {
  readonly kind: ImportKind;
}

interface DecisionRow {
  readonly row_key: string;
  readonly other_id: string;
  readonly decision: KeptDecision['decision'];
  readonly account: string;
  readonly decided_at: Instant;
  readonly import_id: string;
}

/** Likenesses asked for in one statement. */
const AT_ONCE = 2_000;

/**
 * What was decided about orders that look alike. It outlives the import it was decided in, undone or given up: what a person
 * knows of two orders stays true whatever becomes of the sheet. Nothing is changed here; a further decision is a further row.
 */
export class DecisionStore {
  /** @param secret of the ledger: what may say anything is kept under keys that are sealed with it */
  constructor(
    private readonly database: Database,
    private readonly secret: string,
  ) {}

  /** Keeps decisions in the transaction that changes their import. */
  async keep(session: SqlSession, decisions: readonly NewDecision[]): Promise<void> {
    if (decisions.length === 0) return;
    const columns = IMPORT_DECISION.columns.map(({ name }) => name);
    await session.insert(
      `INSERT INTO ${IMPORT_DECISION.name}`,
      columns,
      decisions.map((one): SqlValue[] => {
        const { kind, unitId, rowKey, otherId, decision, decidedBy, decidedAt, importId } = one;
        return [newId(), kind, unitId, this.sealed(kind, one.likeness), rowKey, otherId, decision, decidedBy, decidedAt, importId];
      }),
    );
  }

  /**
   * The newest decision about each pair of some likenesses, by {@link pairKey}.
   * @param importId whose own decisions are left out: they are among its edits
   */
  async newest(kind: ImportKind, likenesses: readonly string[], importId: string): Promise<ReadonlyMap<string, KeptDecision>> {
    const found = new Map<string, KeptDecision>();
    const sealed = likenesses.map((likeness) => this.sealed(kind, likeness));
    for (let from = 0; from < sealed.length; from += AT_ONCE) {
      for (const row of await this.rows(kind, sealed.slice(from, from + AT_ONCE), importId)) {
        const { row_key: rowKey, other_id: otherId, decision, account: decidedBy, decided_at: decidedAt, import_id: decidedIn } = row;
        found.set(pairKey(rowKey, otherId), { decision, decidedBy, decidedAt, importId: decidedIn });
      }
    }
    return found;
  }

  private rows(kind: ImportKind, likenesses: readonly string[], importId: string): Promise<DecisionRow[]> {
    const list = placeholders(likenesses);
    return this.database.read.all<DecisionRow>(
      `SELECT row_key, other_id, decision, account, decided_at, import_id FROM (
          SELECT row_key, other_id, decision, account, decided_at, import_id,
            ROW_NUMBER() OVER (PARTITION BY row_key, other_id ORDER BY decided_at DESC, decision_id DESC) AS place
          FROM import_decision WHERE likeness IN ${list.sql} AND kind = ? AND import_id <> ?
        ) placed WHERE place = 1`,
      [...list.params, kind, importId],
    );
  }

  private sealed(kind: ImportKind, likeness: string): string {
    return sealedKey(this.secret, `alike ${kind}`, [likeness]);
  }
}
