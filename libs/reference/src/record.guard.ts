import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { BusinessDay, Grants } from '#contracts';
import { grantsOf, noteOutOfSight, ProblemError, type RimRequest, routeOf, takesBack } from '#platform';
import type { References } from './references.js';
import type { UnitScope } from './unit-scope.js';

/** A unit on a day: where in the tree a record is looked for. */
export interface UnitDay {
  readonly unitId: string;
  readonly day: BusinessDay;
}

/** Where the record of a path belongs. */
export interface RecordPlaces {
  /** Who is in charge of it: whose purchasers and reviewers act on it. */
  readonly charge: UnitDay;
  /** Whose it was before, and who therefore still sees it. */
  readonly before: readonly UnitDay[];
}

type Params = Readonly<Record<string, string>>;

/**
 * Keeps a caller to the records of its own part of the tree, before a body is looked at. A record out of sight answers as
 * one that does not exist; one that is seen but in another's charge is refused. Asked when a request comes in: what is
 * re-attributed in the same instant may still be acted on.
 */
export abstract class UnitRecordGuard implements CanActivate {
  /** The filter of the list by which a caller names a unit. */
  protected readonly filter: string = 'unitId';

  /** @param reading who sees the records at all */
  protected constructor(
    private readonly references: References,
    private readonly reading: Grants,
  ) {}

  /** @throws ProblemError RECORD.NOT_FOUND, AUTH.NOT_IN_CHARGE */
  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const request = execution.switchToHttp().getRequest<RimRequest>();
    const params = request.params as Params;
    const id = this.idIn(params);
    if (id === undefined) return this.notesNarrowing(execution, request);
    const { meta: caller, clock } = request.rim;
    const acting = await this.references.scopeOf(caller, grantsOf(execution));
    if (acting.everything) return true;
    const places = await this.placesOf(params, clock.today());
    if (places !== undefined) {
      if (request.method === 'GET' ? seen(acting, places) : covers(acting, places.charge)) return true;
      if (takesBack(request) || seen(await this.references.scopeOf(caller, this.reading), places)) {
        throw new ProblemError([{ code: 'AUTH.NOT_IN_CHARGE', params: { id, route: routeOf(request) } }]);
      }
      noteOutOfSight(request, id);
    }
    throw new ProblemError([{ code: 'RECORD.NOT_FOUND', params: { id } }]);
  }

  /** A list that is narrowed to a unit which never was in reach is empty, as for one that does not exist; who asked is noted. */
  private async notesNarrowing(execution: ExecutionContext, request: RimRequest): Promise<true> {
    const named = request.method === 'GET' ? (request.query as Readonly<Record<string, unknown>>)[this.filter] : undefined;
    if (typeof named !== 'string') return true;
    const scope = await this.references.scopeOf(request.rim.meta, grantsOf(execution));
    if (scope.staysOf(named).length === 0 && (await this.references.hasHeardOf(named))) noteOutOfSight(request, named);
    return true;
  }

  /** What a path calls its record; `undefined` for a path that names none. */
  protected abstract idIn(params: Params): string | undefined;

  /** Where it belongs; `undefined` where there is no such record. */
  protected abstract placesOf(params: Params, today: BusinessDay): Promise<RecordPlaces | undefined>;
}

/** Whether a scope holds a record, as it is or as it was. */
export function seen(scope: UnitScope, { charge, before }: RecordPlaces): boolean {
  return covers(scope, charge) || before.some((place) => covers(scope, place));
}

function covers(scope: UnitScope, { unitId, day }: UnitDay): boolean {
  return scope.covers(unitId, day);
}
