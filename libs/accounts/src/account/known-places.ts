import type { ProblemItem } from '#contracts';
import { ProblemError } from '#platform';

/** Where the public door looks up what an account can be bound to. Something withdrawn is not there. */
export interface Places {
  hasUnit(unitId: string): Promise<boolean>;
  hasVillage(villageCode: string): Promise<boolean>;
}

/** The place an account is bound to; none = the whole office. */
export interface Binding {
  readonly unitId?: string | null | undefined;
  readonly villageCode?: string | null | undefined;
}

/** 所属单位和村: an account is bound to a place that is there, or nobody would notice that it reaches nothing. */
export class KnownPlaces {
  constructor(private readonly places: Places) {}

  /** @throws ProblemError UNIT.UNKNOWN, VILLAGE.UNKNOWN: both at once */
  async mustKnow({ unitId, villageCode }: Binding): Promise<void> {
    const problems: ProblemItem[] = [];
    if (unitId != null && !(await this.places.hasUnit(unitId))) {
      problems.push({ code: 'UNIT.UNKNOWN', path: 'unitId', params: { unitId } });
    }
    if (villageCode != null && !(await this.places.hasVillage(villageCode))) {
      problems.push({ code: 'VILLAGE.UNKNOWN', path: 'villageCode', params: { id: villageCode } });
    }
    if (problems.length > 0) throw new ProblemError(problems);
  }
}
