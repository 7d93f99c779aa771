import type { EventLog } from '#event-log';
import { ProblemError } from '#platform';

/** The units that an account can belong to: those of the log `directory`, which the public door owns. */
export class KnownUnits {
  constructor(private readonly directory: Pick<EventLog, 'history'>) {}

  /** @throws ProblemError UNIT.UNKNOWN */
  async mustKnow(unitId: string | null | undefined): Promise<void> {
    if (unitId == null || (await this.directory.history(`unit-${unitId}`)).length > 0) return;
    throw new ProblemError([{ code: 'UNIT.UNKNOWN', path: 'unitId', params: { unitId } }]);
  }
}
