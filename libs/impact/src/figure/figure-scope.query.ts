import { Inject, Injectable } from '@nestjs/common';
import {
  type Caller,
  type FigureDefinition,
  figureDefinition,
  figureGrants,
  NONE,
  rolesOf,
  type Sight,
  sightOf,
  unitsBelow,
} from '#contracts';
import { DATABASE } from '#event-log';
import { type Database, placeholders } from '#persistence';
import { OutOfSightError, ProblemError } from '#platform';
import { everBelow } from '#reference';
import { NAME, UNIT_PARENT } from '../contribution/impact-tables.js';
import { type FigureFilters, lastDayOf } from './figure-filters.js';

type Asker = Pick<Caller, 'actor' | 'villageCode'>;

/** Whether a caller gets a figure answered at all: of everything, of its units or of its village, as far as the figure tells them apart. */
export function reachesFigure(caller: Asker, { name, filters }: FigureDefinition): boolean {
  const { everything, unit, village } = sightOf(caller, figureGrants(name));
  return everything || (unit !== null && filters.includes('unitId')) || (village !== null && filters.includes('villageCode'));
}

/** Narrows what is asked to what a caller may know: its figures are those of its units, or of its village, and the answer says so. */
@Injectable()
export class FigureScopes {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * The filters under which a figure is answered. An unknown figure is left to the reader to refuse.
   * @throws ProblemError AUTH.FORBIDDEN for a figure of other roles; RECORD.NOT_FOUND for a unit or village out of reach
   */
  async narrowed(caller: Asker, figure: string, filters: FigureFilters): Promise<FigureFilters> {
    const definition = figureDefinition(figure);
    if (definition === undefined) return filters;
    const grants = figureGrants(definition.name);
    if (!reachesFigure(caller, definition)) {
      throw new ProblemError([{ code: 'AUTH.FORBIDDEN', params: { route: `GET /api/figures/${figure}`, roles: rolesOf(grants) } }]);
    }
    const sight = sightOf(caller, grants);
    if (sight.everything) return filters;
    return sight.unit !== null && definition.filters.includes('unitId')
      ? this.withinUnit(sight.unit.id, filters)
      : this.withinVillage(sight, filters);
  }

  private async withinUnit(own: string, filters: FigureFilters): Promise<FigureFilters> {
    const { unitId = own, projectId } = filters;
    const parents = await everBelow(this.database.read, UNIT_PARENT.name, own);
    const below = unitsBelow(parents, own, lastDayOf(filters));
    if (!below.includes(unitId)) throw await this.outOfReach('unit', unitId);
    const named = projectId !== undefined && projectId !== NONE;
    if (named && !(await this.projectCountsIn(projectId, below))) throw await this.outOfReach('project', projectId);
    return { ...filters, unitId };
  }

  private async withinVillage({ village }: Sight, filters: FigureFilters): Promise<FigureFilters> {
    const { villageCode = village } = filters;
    if (villageCode === null || villageCode !== village) throw await this.outOfReach('village', villageCode ?? '');
    return { ...filters, villageCode };
  }

  /** One refusal for what is not there and for what is there for others; the access log is told of the second. */
  private async outOfReach(kind: 'unit' | 'project' | 'village', id: string): Promise<ProblemError> {
    const found = await this.database.read.all(`SELECT 1 AS found FROM ${NAME.name} WHERE kind = ? AND id = ? LIMIT 1`, [kind, id]);
    return found.length > 0 ? new OutOfSightError(id) : notFound(id);
  }

  /** A project is known to those under whose units anything of it was ever posted. */
  private async projectCountsIn(projectId: string, units: readonly string[]): Promise<boolean> {
    const list = placeholders(units);
    const found = await this.database.read.all(`SELECT 1 AS found FROM impact_cell WHERE project = ? AND unit IN ${list.sql} LIMIT 1`, [
      projectId,
      ...list.params,
    ]);
    return found.length > 0;
  }
}

function notFound(id: string): ProblemError {
  return new ProblemError([{ code: 'RECORD.NOT_FOUND', params: { id } }]);
}
