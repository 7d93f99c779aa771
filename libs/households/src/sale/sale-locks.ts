import { Inject, Injectable } from '@nestjs/common';
import {
  type BusinessDay,
  type Caller,
  callerIn,
  type CommandContext,
  type Counted,
  isRefusal,
  lockOfSales,
  mayAtAll,
  type LockRights,
  type NewEvent,
  type PeriodLock,
  reachesVillage,
  refuse,
  type Refusal,
  type SaleCorrected,
  sightOf,
  underLocks,
} from '#contracts';
import { type References, referencesToken } from '#reference';
import { SALE_ADJUSTING, SUPPORT_ENTRY } from '../record/support-access.js';
import { isKnown, type Sale } from './sale.js';

/** What a decision on a sale needs to know of 期间锁定; looked up before it, so that the decision stays pure. */
export interface SaleLocks extends Omit<LockRights, 'mayAdjust'> {
  readonly locks: readonly PeriodLock[];
  /** Those of the locks whose unit the giver of the command reviews. */
  readonly reviewed: readonly PeriodLock[];
  /** Whether no role of its giver is one of those whose entry it is. */
  readonly onlyAdjusts: boolean;
  /** The business day of the command. */
  readonly day: BusinessDay;
}

/** What its giver says of a command. */
export interface SaleCommandSaid {
  /** The villages whose sale it is, and is to be. */
  readonly villages: readonly string[];
  readonly occurredOn: BusinessDay | undefined;
  readonly reason: string | undefined;
  readonly reasonPath: string;
}

/** An outcome in the light of the locks. @param sale as it stands before it */
export function underSaleLocks(
  sale: Sale,
  outcome: NewEvent[] | Refusal,
  { locks, reviewed, ...rights }: SaleLocks,
): readonly NewEvent[] | Refusal {
  if (isRefusal(outcome)) return isOthersToEnter(sale, locks, rights) ? refuse('PERIOD.NOT_LOCKED') : outcome;
  const touched = daysTouched(sale, outcome).flatMap((day) => lockOfSales(locks, day) ?? []);
  return underLocks(outcome, touched, { ...rights, mayAdjust: touched.every((lock) => reviewed.includes(lock)) });
}

/** Whoever only adjusts is not told what is wrong with an entry that would not be his. */
function isOthersToEnter(sale: Sale, locks: readonly PeriodLock[], { onlyAdjusts, day }: Pick<SaleLocks, 'onlyAdjusts' | 'day'>): boolean {
  const days = isKnown(sale) ? [sale.soldOn, day] : [day];
  return onlyAdjusts && days.every((one) => lockOfSales(locks, one) === undefined);
}

/** The days of its postings, and of the sale itself even where no amount moves. */
function daysTouched(sale: Sale, events: readonly NewEvent[]): BusinessDay[] {
  const before = isKnown(sale) ? [sale.soldOn] : [];
  return events.flatMap(({ type, data, occurredOn }) => {
    const after = type === 'SaleCorrected' ? (data as SaleCorrected).soldOn : occurredOn;
    const posted = ((data as Counted).postings ?? []).map(({ day = occurredOn }) => day);
    return [...before, ...(type === 'SaleVoided' ? [] : [after]), ...posted];
  });
}

/** Finds out which periods are locked for sales, and what the giver of a command may do about it. */
@Injectable()
export class SaleLockBook {
  constructor(@Inject(referencesToken('households')) private readonly references: References) {}

  async of(context: CommandContext, said: SaleCommandSaid): Promise<SaleLocks> {
    return (await this.lockedFor(callerIn(context), context.today))(said);
  }

  /**
   * For the undo of an import, which is of one piece: where one of its sales lies in a locked period, it is the reviewer's as
   * a whole. Village staff may take back none of it then, and the reviewer could not take back the rest.
   */
  async ofUndo(caller: Caller, today: BusinessDay): Promise<(said: SaleCommandSaid) => SaleLocks> {
    const lockedFor = await this.lockedFor(caller, today);
    return (said) => {
      const locks = lockedFor(said);
      return { ...locks, mayEnter: locks.mayEnter || locks.reviewed.length > 0 };
    };
  }

  private async lockedFor(caller: Caller, today: BusinessDay): Promise<(said: SaleCommandSaid) => SaleLocks> {
    const sight = sightOf(caller, SUPPORT_ENTRY);
    const [locks, scope] = await Promise.all([this.references.locksOfSales(), this.references.scopeOf(caller, SALE_ADJUSTING)]);
    const reviewed = locks.filter(({ unitId }) => scope.covers(unitId, today));
    const onlyAdjusts = !mayAtAll(caller, SUPPORT_ENTRY);
    return ({ villages, occurredOn, ...why }) => {
      const mayEnter = villages.every((village) => reachesVillage(sight, village));
      return { locks, reviewed, day: occurredOn ?? today, mayEnter, onlyAdjusts, ...why };
    };
  }
}
