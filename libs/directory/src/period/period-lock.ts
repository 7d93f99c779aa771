import {
  type BusinessDay,
  type DirectoryEvent,
  type Envelope,
  lastDayOf,
  lockParams,
  type NewEvent,
  type Period,
  type PeriodLock,
  type PeriodLocked,
  type ProblemItem,
  refuse,
  refuseAll,
  type Refusal,
  yearOfPeriod,
} from '#contracts';
import type { StreamDefinition, StreamRef } from '#event-log';
import type { Unit } from '../unit/unit.js';
import { unfitUnit } from '../unit/unit-step.js';

/** 期间锁定 of one unit: every period that was ever locked for it. None is taken back. */
export interface PeriodLocks {
  readonly locks: readonly PeriodLock[];
}

const definition: StreamDefinition<PeriodLocks> = {
  initial: { locks: [] },
  evolve(state: PeriodLocks, envelope: Envelope): PeriodLocks {
    const event = envelope as DirectoryEvent;
    if (event.type !== 'PeriodLocked') return state;
    const { lockId, unitId, period, sales, reason } = event.data;
    const by = { lockedBy: event.meta.actor.account, lockedAt: event.recordedAt };
    return { locks: [...state.locks, { lockId, unitId, period, sales, reason, ...by }] };
  },
};

/** The stream of the locked periods of one unit. */
export function periodLockStream(unitId: string): StreamRef<PeriodLocks> {
  return { id: `period-lock-${unitId}`, definition };
}

/** A lock as asked for. */
export interface Locking {
  readonly lockId: string;
  readonly unitId: string;
  readonly period: Period;
  readonly reason: string | null;
  readonly evidence: readonly string[];
  readonly occurredOn: BusinessDay;
  readonly today: BusinessDay;
  /** What the look-ups found: a unit out of reach, files that are not stored. */
  readonly unfit: readonly ProblemItem[];
}

/**
 * 期间锁定: only of a period that has ended, once, for ever. The top department's lock closes the period for 帮助销售, too:
 * they are of no unit, and nobody else closes the books of the whole office.
 * @returns PeriodLocked, or UNIT.UNKNOWN, FILE.UNKNOWN, PERIOD.NOT_ENDED (422, all that apply), PERIOD.ALREADY_LOCKED (409)
 */
export function lockPeriod(locks: PeriodLocks, unit: Unit, locking: Locking): readonly NewEvent[] | Refusal {
  const { lockId, unitId, period, reason, evidence, occurredOn } = locking;
  const problems = [...unknownUnit(unit, unitId), ...notEnded(locking), ...locking.unfit];
  if (problems.length > 0) return refuseAll(withoutRepeats(problems));
  const before = locks.locks.find((lock) => lock.period === period || lock.period === String(yearOfPeriod(period)));
  if (before !== undefined) return refuse('PERIOD.ALREADY_LOCKED', { ...lockParams(before), unitId, period }, 'period');
  const sales = unit.state === 'open' && unit.kind === 'department' && unit.parentId === null;
  const data: PeriodLocked = { lockId, unitId, period, sales, reason, ...(evidence.length === 0 ? {} : { evidence }) };
  return [{ type: 'PeriodLocked', data, occurredOn }];
}

/** A unit that has been closed still has periods to lock. */
function unknownUnit(unit: Unit, unitId: string): ProblemItem[] {
  return unfitUnit(unit, unitId, 'unitId').filter(({ code }) => code === 'UNIT.UNKNOWN');
}

function notEnded({ period, today }: Locking): ProblemItem[] {
  const lastDay = lastDayOf(period);
  return lastDay < today ? [] : [{ code: 'PERIOD.NOT_ENDED', path: 'period', params: { period, lastDay, today } }];
}

function withoutRepeats(problems: readonly ProblemItem[]): ProblemItem[] {
  return problems.filter(
    (problem, index) => problems.findIndex(({ code, path }) => code === problem.code && path === problem.path) === index,
  );
}
