import type { UnitParent } from '#contracts';
import { placeholders, type SqlSession, type TableSpec } from '#persistence';

/** Where a unit stood in the tree, by the day from which it holds; one such table in every read model that asks for the tree. */
export function unitParents(name: string): TableSpec {
  return {
    name,
    columns: [
      { name: 'unit_id', type: 'id' },
      { name: 'from_day', type: 'integer' },
      { name: 'position', type: 'integer' },
      { name: 'parent_id', type: 'id', default: null },
    ],
    primaryKey: ['unit_id', 'from_day', 'position'],
    indexes: [{ name: 'parent', columns: ['parent_id'] }],
  };
}

/** Units asked for in one statement. */
const AT_ONCE = 500;

/**
 * Where every unit stood, and since when, that has at any time been below a unit: level by level, never the whole tree.
 * @param table one with the columns of {@link unitParents}
 */
export async function everBelow(session: SqlSession, table: string, unitId: string): Promise<UnitParent[]> {
  const parents: UnitParent[] = [];
  const seen = new Set([unitId]);
  for (let level = [unitId]; level.length > 0;) {
    const children = await childrenOf(session, table, level);
    parents.push(...children.filter((child) => !seen.has(child.unitId)));
    level = [...new Set(children.map((child) => child.unitId))].filter((child) => !seen.has(child));
    for (const child of level) seen.add(child);
  }
  return parents;
}

/** Where every unit stood, and since when; rows of one unit in the order of their days. */
export async function wholeTree(session: SqlSession, table: string): Promise<UnitParent[]> {
  return parentsOf(await session.all<ParentRow>(`SELECT unit_id, from_day, parent_id FROM ${table} ORDER BY unit_id, from_day, position`));
}

interface ParentRow {
  readonly unit_id: string;
  readonly from_day: number;
  readonly parent_id: string | null;
}

function parentsOf(rows: readonly ParentRow[]): UnitParent[] {
  return rows.map((row) => ({ unitId: row.unit_id, fromDay: row.from_day, parentId: row.parent_id }));
}

async function childrenOf(session: SqlSession, table: string, level: readonly string[]): Promise<UnitParent[]> {
  const found: UnitParent[] = [];
  for (let from = 0; from < level.length; from += AT_ONCE) {
    const list = placeholders(level.slice(from, from + AT_ONCE));
    const rows = await session.all<ParentRow>(
      `SELECT unit_id, from_day, parent_id FROM ${table}
       WHERE unit_id IN (SELECT unit_id FROM ${table} WHERE parent_id IN ${list.sql})
       ORDER BY unit_id, from_day, position`,
      list.params,
    );
    found.push(...parentsOf(rows));
  }
  return found;
}
