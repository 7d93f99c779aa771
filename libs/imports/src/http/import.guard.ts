import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import { grantsOf, noteOutOfSight, ProblemError, type RimRequest, routeOf } from '#platform';
import { IMPORT_UNDOING, ImportSight, KIND_ENTRY } from '../job/import-access.js';
import type { Import } from '../job/import.js';
import type { ImportKind } from '../kind/column.js';
import { ImportStore } from '../store/import-store.js';

/** What the guard has found for the handler. */
export interface ImportRequestHeld extends RimRequest {
  import?: Import;
  /** Whether the caller may read what that import says of persons. */
  mayReadPersons?: boolean;
}

/** For a caller whose roles do not enter what sheets of a kind hold. */
export function notOfKind(request: RimRequest, kind: ImportKind): ProblemError {
  return new ProblemError([{ code: 'AUTH.FORBIDDEN', params: { route: routeOf(request), roles: Object.keys(KIND_ENTRY[kind]) } }]);
}

/**
 * Keeps a caller to the imports of its own part of the tree, or of its village; auditors see all and change none, reviewers
 * change their own adjustments and undo what is locked.
 */
@Injectable()
export class ImportGuard implements CanActivate {
  constructor(
    @Inject(ImportStore) private readonly store: ImportStore,
    @Inject(ImportSight) private readonly sight: ImportSight,
  ) {}

  /** @throws ProblemError RECORD.NOT_FOUND, AUTH.FORBIDDEN */
  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const request = execution.switchToHttp().getRequest<ImportRequestHeld>();
    const { id } = request.params as { readonly id?: string };
    if (id === undefined) return true;
    const { meta, clock } = request.rim;
    const one = await this.store.find(id);
    // The handler's own argument refuses it, once what is asked has been looked at: as every other route does.
    if (one === undefined) return true;
    if (!(await this.sight.sees(meta, one, clock.today()))) {
      noteOutOfSight(request, id);
      throw new ProblemError([{ code: 'RECORD.NOT_FOUND', params: { id } }]);
    }
    const isRead = request.method === 'GET';
    const isUndo = grantsOf(execution) === IMPORT_UNDOING;
    const mayEnter = isRead || (await this.sight.enters(meta, one, clock.today()));
    if (!mayEnter && !(isUndo && (await this.sight.adjusts(meta, one, clock.today())))) throw notOfKind(request, one.kind);
    request.import = one;
    request.mayReadPersons = await this.sight.readsPersons(meta, one, clock.today());
    return true;
  }
}
