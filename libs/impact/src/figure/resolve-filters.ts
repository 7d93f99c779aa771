import {
  type FigureDefinition,
  type FigureFilter,
  figureDefinition,
  type FigureName,
  NONE,
  type ProblemCode,
  type ProblemItem,
  unitsBelow,
} from '#contracts';
import type { SqlSession } from '#persistence';
import { ProblemError } from '#platform';
import { everBelow } from '#reference';
import { UNIT_PARENT } from '../contribution/impact-tables.js';
import { type FigureFilters, lastDayOf } from './figure-filters.js';

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
  return unitsBelow(await everBelow(session, UNIT_PARENT.name, unitId), unitId, lastDayOf(filters));
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
    if (id === undefined || (id === NONE && filter !== 'unitId')) continue;
    const found = await session.all('SELECT 1 AS found FROM impact_name WHERE kind = ? AND id = ? LIMIT 1', [kind, id]);
    if (found.length === 0) problems.push({ code, path: filter, params: { [filter]: id, id } });
  }
  if (problems.length > 0) throw new ProblemError(problems);
}
