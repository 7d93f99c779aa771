import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type BusinessDay, bindsUnit, type Caller, firstDayOf, lastDayOf, type PeriodLock, yearOfPeriod } from '#contracts';
import { Id } from '#contracts/commands';
import {
  Clock,
  decodeCursor,
  encodeCursor,
  type ListAnswer,
  ListQuery,
  OutOfSightError,
  ProblemError,
  QueryYear,
  unusableCursor,
} from '#platform';
import { type References, referencesToken } from '#reference';
import { UNIT_READING } from '../directory-access.js';

/** Filters of the locks. */
export class PeriodLockQuery extends ListQuery {
  @Id({ optional: true, description: '单位：含上级单位对它的锁定' })
  unitId?: string;

  @QueryYear({ optional: true })
  year?: number;
}

/** A lock as it is listed; both days are of the period. */
export interface PeriodLockItem extends PeriodLock {
  readonly id: string;
  readonly from: BusinessDay;
  readonly to: BusinessDay;
}

/** 期间锁定 of the units in the caller's sight. */
export class ListPeriodLocks {
  constructor(
    readonly query: PeriodLockQuery,
    readonly caller: Caller,
  ) {}
}

@QueryHandler(ListPeriodLocks)
export class ListPeriodLocksHandler implements IQueryHandler<ListPeriodLocks, ListAnswer<PeriodLockItem>> {
  constructor(
    @Inject(referencesToken('directory')) private readonly references: References,
    private readonly clock: Clock,
  ) {}

  /**
   * The locks that bind a unit, its own and those from above; without a unit all that the caller sees. Locked last, listed
   * first. @throws ProblemError RECORD.NOT_FOUND for a unit out of sight, QUERY.INVALID for an unusable cursor
   */
  async execute({ query, caller }: ListPeriodLocks): Promise<ListAnswer<PeriodLockItem>> {
    const { unitId, year } = query;
    const bound = unitId == null ? await this.inSight(caller) : await this.bindingSeen(unitId, caller);
    const found = bound.filter(({ period }) => year == null || yearOfPeriod(period) === year).reverse();
    const after = query.cursor == null ? -1 : placeOf(found, query.cursor);
    const items = found.slice(after + 1, after + 1 + query.limit);
    const last = items.at(-1);
    const isWhole = last === undefined || found.at(-1) === last;
    return { items: items.map(itemOf), nextCursor: isWhole ? null : encodeCursor([last.lockId]), count: found.length, sums: {} };
  }

  private async bindingSeen(unitId: string, caller: Caller): Promise<PeriodLock[]> {
    const scope = await this.references.scopeOf(caller, UNIT_READING);
    if (scope.covers(unitId, this.clock.today())) return this.binding(unitId);
    if (await this.references.hasHeardOf(unitId)) throw new OutOfSightError(unitId);
    throw new ProblemError([{ code: 'RECORD.NOT_FOUND', params: { id: unitId } }]);
  }

  private async binding(unitId: string): Promise<PeriodLock[]> {
    const { locks, parents } = await this.references.locksOver([unitId]);
    return locks.filter((lock) => bindsUnit(lock, parents, unitId, firstDayOf(lock.period)));
  }

  /** Those of units in sight, those that bind the caller's own unit, and for a village those of sales. */
  private async inSight(caller: Caller): Promise<PeriodLock[]> {
    const { unitId } = caller.actor;
    const scope = await this.references.scopeOf(caller, UNIT_READING);
    const own = unitId === null ? [] : (await this.binding(unitId)).map(({ lockId }) => lockId);
    const today = this.clock.today();
    const ofVillage = caller.villageCode !== undefined;
    const every = await this.references.everyLock();
    return every.filter((lock) => scope.covers(lock.unitId, today) || own.includes(lock.lockId) || (ofVillage && lock.sales));
  }
}

function placeOf(found: readonly PeriodLock[], cursor: string): number {
  const [id] = decodeCursor(cursor, ['text']);
  const place = found.findIndex(({ lockId }) => lockId === id);
  if (place === -1) throw unusableCursor();
  return place;
}

function itemOf(lock: PeriodLock): PeriodLockItem {
  return { id: lock.lockId, ...lock, from: firstDayOf(lock.period), to: lastDayOf(lock.period) };
}
