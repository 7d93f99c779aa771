import { type Envelope, type KnownLocks, NO_LOCKS, type PeriodLock, type PeriodLocked, type UnitParent } from '#contracts';
import type { Row } from '#event-log';
import { placeholders, type SqlSession, type TableSpec } from '#persistence';

/** 期间锁定 as a service keeps them: one row per unit and period. */
export function lockTableOf(name: string): TableSpec {
  return {
    name,
    columns: [
      { name: 'unit_id', type: 'id' },
      { name: 'period', type: 'id' },
      { name: 'position', type: 'integer', default: 0 },
      { name: 'lock_id', type: 'id', default: '' },
      { name: 'sales', type: 'integer', default: 0 },
      { name: 'locked_by', type: 'id', default: '' },
      { name: 'locked_at', type: 'id', default: '' },
      { name: 'reason', type: 'text', default: null },
    ],
    primaryKey: ['unit_id', 'period'],
  };
}

/** The row of a lock: its key, and what it says. */
export function lockRow({ data, position, meta, recordedAt }: Envelope<string, PeriodLocked>): readonly [key: Row, columns: Row] {
  const { unitId, period, lockId, sales, reason } = data;
  const columns = { position, lock_id: lockId, sales: sales ? 1 : 0, locked_by: meta.actor.account, locked_at: recordedAt, reason };
  return [{ unit_id: unitId, period }, columns];
}

interface LockRow {
  readonly unit_id: string;
  readonly period: string;
  readonly lock_id: string;
  readonly sales: number;
  readonly locked_by: string;
  readonly locked_at: string;
  readonly reason: string | null;
}

const COLUMNS = ['unit_id', 'period', 'lock_id', 'sales', 'locked_by', 'locked_at', 'reason'];
const SELECTED = COLUMNS.map((column) => `l.${column}`).join(', ');

/** Where the locks of a service's copy are, with the units they are of and the tree they stand in. */
export interface LockTables {
  readonly locks: string;
  readonly units: string;
  readonly parents: string;
}

/** The locks that hold: a demonstration that was cleared takes the locks of its units with it. */
function holding({ locks, units }: LockTables): string {
  return `${locks} l LEFT JOIN ${units} u ON u.kind = 'unit' AND u.id = l.unit_id AND u.state = 'withdrawn'`;
}

/** Every lock, first one first. */
export function everyLock(session: SqlSession, tables: LockTables): Promise<PeriodLock[]> {
  return locksWhere(session, tables, '1 = 1');
}

/** Whether anything was ever locked. */
export async function anyLock(session: SqlSession, tables: LockTables): Promise<boolean> {
  return (await session.all(`SELECT l.unit_id FROM ${holding(tables)} WHERE u.id IS NULL LIMIT 1`)).length > 0;
}

/** The locks that close periods for 帮助销售. */
export function locksOfSales(session: SqlSession, tables: LockTables): Promise<PeriodLock[]> {
  return locksWhere(session, tables, 'l.sales = 1');
}

async function locksWhere(session: SqlSession, tables: LockTables, condition: string): Promise<PeriodLock[]> {
  const statement = `SELECT ${SELECTED} FROM ${holding(tables)} WHERE u.id IS NULL AND ${condition} ORDER BY l.position`;
  return (await session.all<LockRow>(statement)).map(lockOf);
}

/** The locks of some units and of all that were ever above them, with that part of the tree. */
export async function locksOver(session: SqlSession, tables: LockTables, unitIds: readonly string[]): Promise<KnownLocks> {
  const { parents } = tables;
  const list = placeholders(unitIds);
  // Begun with a column and not with a parameter: MySQL would give the whole walk the width of the longest parameter.
  const above = `WITH RECURSIVE above (unit_id) AS (
      SELECT p.unit_id FROM ${parents} p WHERE p.unit_id IN ${list.sql}
      UNION SELECT p.parent_id FROM ${parents} p JOIN above a ON p.unit_id = a.unit_id WHERE p.parent_id IS NOT NULL)`;
  const found = await session.all<LockRow>(
    `${above} SELECT ${SELECTED} FROM ${holding(tables)} JOIN above a ON l.unit_id = a.unit_id WHERE u.id IS NULL ORDER BY l.position`,
    list.params,
  );
  if (found.length === 0) return NO_LOCKS;
  const rows = await session.all<{ unit_id: string; from_day: number; parent_id: string | null }>(
    `${above} SELECT p.unit_id, p.from_day, p.parent_id FROM ${parents} p JOIN above a ON p.unit_id = a.unit_id
      ORDER BY p.unit_id, p.from_day, p.position`,
    list.params,
  );
  const stood = rows.map((row): UnitParent => ({ unitId: row.unit_id, fromDay: row.from_day, parentId: row.parent_id }));
  return { locks: found.map(lockOf), parents: stood };
}

function lockOf(row: LockRow): PeriodLock {
  return {
    lockId: row.lock_id,
    unitId: row.unit_id,
    period: row.period,
    sales: row.sales === 1,
    reason: row.reason,
    lockedBy: row.locked_by,
    lockedAt: row.locked_at,
  };
}
