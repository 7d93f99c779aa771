import {
  type FigureDefinition,
  type FigureFilter,
  figureDefinition,
  type FigureName,
  type ProblemCode,
  type ProblemItem,
} from '#contracts';
import { placeholders, type SqlSession } from '#persistence';
import { ProblemError } from '#platform';
import { type FigureFilters, lastDayOf } from './figure-filters.js';
import { unitsBelow, type UnitParent } from './unit-tree.js';

/** The figure's definition, if it carries every given filter. @throws ProblemError RECORD.NOT_FOUND, FILTER.NOT_APPLICABLE */
export function checkedDefinition(figure: string, given: readonly FigureFilter[]): FigureDefinition & { readonly name: FigureName } {
  const definition = figureDefinition(figure);
  if (definition === undefined) throw new ProblemError([{ code: 'RECORD.NOT_FOUND', params: { id: figure } }]);
  const unfit = given.filter((filter) => !definition.filters.includes(filter));
  if (unfit.length > 0) {
    const allowed = ['year', 'from', 'to', 'knownAt', ...definition.filters];
    throw new ProblemError(unfit.map((filter) => ({ code: 'FILTER.NOT_APPLICABLE', path: filter, params: { figure, filter, allowed } })));
  }
  return definition as FigureDefinition & { readonly name: FigureName };
}

/**
 * The units meant by `unitId`: itself and, unless `includeBelow=false`, those below it in the tree of the last day asked for.
 * @throws ProblemError UNIT.UNKNOWN, VILLAGE.UNKNOWN, PROJECT.UNKNOWN for a filter that names what was never registered
 */
export async function unitIdsOf(session: SqlSession, filters: FigureFilters): Promise<readonly string[] | undefined> {
  await refuseUnknown(session, filters);
  const { unitId } = filters;
  if (unitId === undefined) return undefined;
  if (filters.includeBelow === false) return [unitId];
  return unitsBelow(await everBelow(session, unitId), unitId, lastDayOf(filters));
}

/** Units asked for in one statement. */
const AT_ONCE = 500;

/** Where every unit stood, and since when, that has at any time been below a unit: level by level, never the whole tree. */
async function everBelow(session: SqlSession, unitId: string): Promise<UnitParent[]> {
  const parents: UnitParent[] = [];
  const seen = new Set([unitId]);
  for (let level = [unitId]; level.length > 0;) {
    const children = await childrenOf(session, level);
    parents.push(...children.filter((child) => !seen.has(child.unitId)));
    level = [...new Set(children.map((child) => child.unitId))].filter((child) => !seen.has(child));
    for (const child of level) seen.add(child);
  }
  return parents;
}

async function childrenOf(session: SqlSession, level: readonly string[]): Promise<UnitParent[]> {
  const found: UnitParent[] = [];
  for (let from = 0; from < level.length; from += AT_ONCE) {
    const list = placeholders(level.slice(from, from + AT_ONCE));
    const rows = await session.all<{ unit_id: string; from_day: number; parent_id: string | null }>(
      `SELECT unit_id, from_day, parent_id FROM impact_unit_parent
       WHERE unit_id IN (SELECT unit_id FROM impact_unit_parent WHERE parent_id IN ${list.sql})
       ORDER BY unit_id, from_day, position`,
      list.params,
    );
    for (const row of rows) found.push({ unitId: row.unit_id, fromDay: row.from_day, parentId: row.parent_id });
  }
  return found;
}

const NAMED = [
  ['unitId', 'unit', 'UNIT.UNKNOWN'],
  ['villageCode', 'village', 'VILLAGE.UNKNOWN'],
  ['projectId', 'project', 'PROJECT.UNKNOWN'],
] as const satisfies readonly (readonly [FigureFilter, string, ProblemCode])[];

async function refuseUnknown(session: SqlSession, filters: FigureFilters): Promise<void> {
  const problems: ProblemItem[] = [];
  for (const [filter, kind, code] of NAMED) {
    const id = filters[filter];
    if (id === undefined) continue;
    const found = await session.all('SELECT 1 AS found FROM impact_name WHERE kind = ? AND id = ? LIMIT 1', [kind, id]);
    if (found.length === 0) problems.push({ code, path: filter, params: { [filter]: id, id } });
  }
  if (problems.length > 0) throw new ProblemError(problems);
}
