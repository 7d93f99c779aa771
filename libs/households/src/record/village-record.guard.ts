import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { type Caller, type Envelope, type Grants, reachesVillage, recordStream, type Sight, sightOf } from '#contracts';
import { DATABASE, type EventLog, EventSight, logToken } from '#event-log';
import type { Database } from '#persistence';
import { grantsOf, noteOutOfSight, ProblemError, type RimRequest, routeOf, takesBack } from '#platform';
import { AdjustingGuard, type References, referencesToken } from '#reference';
import { withoutHousehold } from '../sale/sale-event.js';
import { SaleSight } from '../sale/sale-sight.js';
import { FewHouseholds } from './few-households.js';
import { notFound } from './record-queries.js';
import { ACTIVITY_READING, SALE_READING, SUPPORT_READING, VILLAGE_READING } from './support-access.js';

/** Who reads the records of a kind, by the first word of their streams. */
const READING: Readonly<Record<string, Grants>> = {
  village: VILLAGE_READING,
  household: SUPPORT_READING,
  sale: SALE_READING,
  activity: ACTIVITY_READING,
};

/** The villages a record has named, the present one last; `null` = none. Empty where the record never began. */
function villagesOf(events: readonly Envelope[]): (string | null)[] {
  return events.flatMap(({ data }) => {
    const { villageCode, code } = data as { readonly villageCode?: string | null; readonly code?: string };
    return villageCode !== undefined ? [villageCode] : code !== undefined ? [code] : [];
  });
}

function seesAny(sight: Sight, villages: readonly (string | null)[]): boolean {
  return villages.some((village) => reachesVillage(sight, village));
}

/**
 * Keeps village staff to the records of their village, before a body is looked at. A record out of sight answers as one
 * that does not exist; one that is seen but in another village's charge is refused.
 */
abstract class VillageRecordGuard implements CanActivate {
  /** @param kind the first word of the records' streams */
  protected constructor(
    private readonly log: EventLog,
    private readonly kind: string,
  ) {}

  /** @throws ProblemError RECORD.NOT_FOUND, AUTH.NOT_IN_CHARGE */
  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const request = execution.switchToHttp().getRequest<RimRequest>();
    const params = request.params as Readonly<Record<string, string>>;
    const id = params['id'] ?? params['code'];
    if (id === undefined) return this.notesNarrowing(execution, request);
    const caller = request.rim.meta;
    const acting = sightOf(caller, grantsOf(execution));
    if (acting.everything) return true;
    const villages = villagesOf(await this.log.history(`${this.kind}-${id}`));
    if (seesAny(acting, request.method === 'GET' ? villages : villages.slice(-1))) return true;
    if (request.method === 'GET' && (await this.seesElse(caller, id))) return true;
    const isOwn = villages.length > 0 && takesBack(request);
    if (!isOwn && !seesAny(sightOf(caller, READING[this.kind] ?? {}), villages)) {
      if (villages.length > 0) noteOutOfSight(request, id);
      throw notFound(id);
    }
    throw new ProblemError([{ code: 'AUTH.NOT_IN_CHARGE', params: { id, route: routeOf(request) } }]);
  }

  /** Whether a caller sees a record for another reason than its village. */
  protected seesElse(_caller: Caller, _id: string): Promise<boolean> {
    return Promise.resolve(false);
  }

  /** A list that is narrowed to what is of another village is empty, as for what does not exist; who asked is noted. */
  private async notesNarrowing(execution: ExecutionContext, request: RimRequest): Promise<true> {
    if (request.method !== 'GET') return true;
    const { villageCode, householdId } = request.query as Readonly<Record<string, unknown>>;
    for (const [kind, id] of Object.entries({ village: villageCode, household: householdId })) {
      if (typeof id !== 'string') continue;
      const villages = villagesOf(await this.log.history(`${kind}-${id}`));
      const sight = sightOf(request.rim.meta, grantsOf(execution));
      // Whose reach is one of units adjusts sales of any village.
      const isBound = !sight.everything && sight.unit === null;
      if (isBound && villages.length > 0 && !seesAny(sight, villages)) noteOutOfSight(request, id);
    }
    return true;
  }
}

@Injectable()
export class VillageGuard extends VillageRecordGuard {
  constructor(@Inject(logToken('households')) log: EventLog) {
    super(log, 'village');
  }
}

@Injectable()
export class HouseholdGuard extends VillageRecordGuard {
  constructor(@Inject(logToken('households')) log: EventLog) {
    super(log, 'household');
  }
}

@Injectable()
export class SaleGuard extends VillageRecordGuard {
  constructor(
    @Inject(logToken('households')) log: EventLog,
    private readonly sight: SaleSight,
  ) {
    super(log, 'sale');
  }

  protected override seesElse(caller: Caller, id: string): Promise<boolean> {
    return this.sight.adjusts(caller, id);
  }
}

/** Keeps reviewers out of the villages' routes until a period is locked. */
@Injectable()
export class SaleAdjustingGuard extends AdjustingGuard {
  constructor(@Inject(referencesToken('households')) references: References) {
    super(references);
  }
}

@Injectable()
export class ActivityGuard extends VillageRecordGuard {
  constructor(@Inject(logToken('households')) log: EventLog) {
    super(log, 'activity');
  }
}

/** Who sees an event of the households log: who sees the record it is of. */
@Injectable()
export class SupportSight extends EventSight {
  constructor(
    @Inject(logToken('households')) private readonly log: EventLog,
    @Inject(DATABASE) private readonly database: Database,
    private readonly sales: SaleSight,
  ) {
    super();
  }

  async sees(caller: Caller, event: Envelope): Promise<boolean> {
    const streamId = recordStream(event);
    const sight = sightOf(caller, READING[streamId.split('-')[0] ?? ''] ?? {});
    if (sight.everything || seesAny(sight, villagesOf(await this.log.history(streamId)))) return true;
    return streamId.startsWith('sale-') && this.sales.adjusts(caller, streamId.slice('sale-'.length));
  }

  /** An event of a sale is withheld its household as the sale is: for each village that the sale was ever of. */
  override async shown(caller: Caller, event: Envelope): Promise<Envelope> {
    const streamId = recordStream(event);
    if (!streamId.startsWith('sale-')) return event;
    const few = new FewHouseholds(this.database, caller);
    const villages = new Set(villagesOf(await this.log.history(streamId)).flatMap((village) => village ?? []));
    const hidden = await Promise.all([...villages].map((village) => few.hides(village)));
    return hidden.includes(true) ? withoutHousehold(event) : event;
  }
}
