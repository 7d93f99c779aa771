import { type BusinessDay, type Caller, sightOf } from '#contracts';
import { ProblemError } from '#platform';
import type { References } from '#reference';
import type { ImportKind } from '../kind/column.js';
import { KIND_ADJUSTING, KIND_ENTRY } from './import-access.js';

/** The unit that counts where a row names none: one that the caller may enter or adjust for. */
export class OwnUnits {
  constructor(
    private readonly references: Pick<References, 'unit' | 'scopeOf'>,
    private readonly today: () => BusinessDay,
  ) {}

  /** @throws ProblemError UNIT.UNKNOWN: of a unit out of scope nothing more is said (contract §9, Codes) */
  async mustReach(caller: Caller, kind: ImportKind, unitId: string | undefined): Promise<void> {
    if (unitId === undefined) return;
    const grants = { ...KIND_ADJUSTING[kind], ...KIND_ENTRY[kind] };
    const isInReach = sightOf(caller, grants).everything || (await this.references.scopeOf(caller, grants)).covers(unitId, this.today());
    if (isInReach && (await this.references.unit(unitId)) !== undefined) return;
    throw new ProblemError([{ code: 'UNIT.UNKNOWN', path: 'unitId', params: { unitId } }]);
  }
}
