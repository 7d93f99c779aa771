import { Inject, Injectable } from '@nestjs/common';
import {
  type Caller,
  firstDayOf,
  lastDayOf,
  mayAtAll,
  type PeriodLock,
  lockOfSales,
  reachesVillage,
  type Sight,
  sightOf,
} from '#contracts';
import { type EventLog, logToken } from '#event-log';
import { Clock } from '#platform';
import { type References, referencesToken, type ScopeCondition } from '#reference';
import { SALE_ADJUSTING, SALE_READING } from '../record/support-access.js';
import { isKnown, type Sale, saleStream } from './sale.js';

/** Which sales a caller reaches. */
export interface SaleReach {
  readonly sight: Sight;
  /** The locks under which the caller adjusts sales: the sales of their periods are in reach. */
  readonly reviewed: readonly PeriodLock[];
}

/**
 * Who sees which sales: staff those of their village, reviewers those that they may adjust (ADR 10) — of the periods that a
 * unit which they review has locked for sales. A reviewer of the whole office sees all.
 */
@Injectable()
export class SaleSight {
  constructor(
    @Inject(referencesToken('households')) private readonly references: References,
    @Inject(logToken('households')) private readonly log: EventLog,
    private readonly clock: Clock,
  ) {}

  async reachOf(caller: Caller): Promise<SaleReach> {
    const sight = sightOf(caller, SALE_READING);
    return { sight, reviewed: sight.everything ? [] : await this.reviewedBy(caller) };
  }

  /** @returns whether a sale, as it is now, is in the caller's reach */
  async ofSales(caller: Caller): Promise<(sale: Sale) => boolean> {
    const { sight, reviewed } = await this.reachOf(caller);
    return (sale) => isKnown(sale) && (reachesVillage(sight, sale.facts.villageCode) || lockOfSales(reviewed, sale.soldOn) !== undefined);
  }

  /** Whether a sale is one that the caller adjusts, by its present day. */
  async adjusts(caller: Caller, saleId: string): Promise<boolean> {
    const reviewed = await this.reviewedBy(caller);
    if (reviewed.length === 0) return false;
    const { state } = await this.log.load(saleStream(saleId));
    return isKnown(state) && lockOfSales(reviewed, state.soldOn) !== undefined;
  }

  private async reviewedBy(caller: Caller): Promise<readonly PeriodLock[]> {
    if (!mayAtAll(caller, SALE_ADJUSTING)) return [];
    const [locks, scope] = await Promise.all([this.references.locksOfSales(), this.references.scopeOf(caller, SALE_ADJUSTING)]);
    return locks.filter(({ unitId }) => scope.covers(unitId, this.clock.today()));
  }
}

/** Keeps rows of the sale ledger that are in reach. */
export function within({ sight, reviewed }: SaleReach): ScopeCondition {
  if (sight.everything) return { sql: '1 = 1', params: [] };
  const village = sight.village === null ? [] : [{ sql: 'village_code = ?', params: [sight.village] }];
  const periods = reviewed.map(({ period }) => ({ sql: 'sold_on BETWEEN ? AND ?', params: [firstDayOf(period), lastDayOf(period)] }));
  const parts = [...village, ...periods];
  if (parts.length === 0) return { sql: '1 = 0', params: [] };
  return { sql: `(${parts.map(({ sql }) => sql).join(' OR ')})`, params: parts.flatMap(({ params }) => params) };
}
