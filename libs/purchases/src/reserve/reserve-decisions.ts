import {
  type BusinessDay,
  type NewEvent,
  type PolicyRuleSet,
  type Posting,
  refuse,
  refuseAll,
  type Refusal,
  type ReserveAdjusted,
  type ReserveConfirmed,
  type ReserveDeclaration,
  type ReserveDeclared,
  type ReserveReturned,
} from '#contracts';
import { declarationProblems } from './declaring.js';
import { amountsOf, isLive, type LiveReserve, type Reserve, type ReserveState } from './reserve.js';

type Outcome = readonly NewEvent[] | Refusal;

/** Which reserve, and when. */
export interface ReserveStep {
  readonly unitId: string;
  readonly year: number;
  readonly occurredOn: BusinessDay;
}

export interface Declaring extends ReserveStep {
  readonly declaration: ReserveDeclaration;
  /** The rule in force; absent where none is set for the region and year. */
  readonly rule: PolicyRuleSet | undefined;
}

/** 填报: first, or again while it is a draft or was returned. */
export function declareReserve(reserve: Reserve, declaring: Declaring): Outcome {
  if (isLive(reserve)) {
    const wrong = notIn(reserve, ['draft', 'returned']) ?? tooEarly(reserve, declaring.occurredOn);
    if (wrong !== undefined) return wrong;
    // A returned adjustment is adjusted again: what is confirmed stays confirmed.
    if (reserve.confirmed !== null) return refuse('RESERVE.STATE', { state: reserve.state, allowed: ['adjust'] });
  }
  const checked = checkedDeclaration(declaring);
  if ('kind' in checked) return checked;
  return [{ type: 'ReserveDeclared', data: checked, occurredOn: declaring.occurredOn }];
}

/** 调整: a new version of a confirmed reserve. */
export function adjustReserve(reserve: Reserve, declaring: Declaring, reason: string): Outcome {
  if (!isLive(reserve)) return notDeclared(declaring);
  const returnedAdjustment = reserve.state === 'returned' && reserve.confirmed !== null;
  const wrong = (returnedAdjustment ? undefined : notIn(reserve, ['confirmed', 'adjusted'])) ?? tooEarly(reserve, declaring.occurredOn);
  if (wrong !== undefined) return wrong;
  const checked = checkedDeclaration(declaring);
  if ('kind' in checked) return checked;
  const data: ReserveAdjusted = { ...checked, reason };
  return [{ type: 'ReserveAdjusted', data, occurredOn: declaring.occurredOn }];
}

/** 提交 */
export function submitReserve(reserve: Reserve, step: ReserveStep): Outcome {
  return stepFrom(reserve, step, ['draft', 'adjusted'], (live) => {
    const counted = isPosted(live, 'reserve.filed');
    const postings: Posting[] = counted ? [] : [{ measure: 'reserve.filed', delta: 1 }];
    return [{ type: 'ReserveSubmitted', data: { ...facts(live), postings }, occurredOn: step.occurredOn }];
  });
}

/** 退回: a returned reserve is no longer filed, unless an earlier version of it stays confirmed. */
export function returnReserve(reserve: Reserve, step: ReserveStep, reason: string): Outcome {
  return stepFrom(reserve, step, ['submitted'], (live) => {
    const postings: Posting[] = live.confirmed === null ? [{ measure: 'reserve.filed', delta: -1 }] : [];
    const data: ReserveReturned = { ...facts(live), postings, reason };
    return [{ type: 'ReserveReturned', data, occurredOn: step.occurredOn }];
  });
}

/** 确认: from now on these amounts count, instead of those confirmed before. */
export function confirmReserve(reserve: Reserve, step: ReserveStep): Outcome {
  return stepFrom(reserve, step, ['submitted'], (live) => {
    const amounts = amountsOf(live.declaration);
    const before = live.confirmed ?? { canteenFen: 0, unionFen: 0 };
    const postings: Posting[] = [
      { measure: 'reserve.canteen' as const, delta: amounts.canteenFen - before.canteenFen },
      { measure: 'reserve.union' as const, delta: amounts.unionFen - before.unionFen },
      { measure: 'reserve.approved' as const, delta: live.confirmed === null ? 1 : 0 },
    ].filter((posting) => posting.delta !== 0);
    const data: ReserveConfirmed = { ...facts(live), postings };
    return [{ type: 'ReserveConfirmed', data, occurredOn: step.occurredOn }];
  });
}

/** 锁定: the year is closed. */
export function lockReserve(reserve: Reserve, step: ReserveStep): Outcome {
  return stepFrom(reserve, step, ['confirmed'], (live) => [{ type: 'ReserveLocked', data: facts(live), occurredOn: step.occurredOn }]);
}

function checkedDeclaration(declaring: Declaring): ReserveDeclared | Refusal {
  const { unitId, year, declaration, rule } = declaring;
  if (rule === undefined) return refuse('POLICY.NOT_SET', { year }, 'year');
  const problems = declarationProblems({ unitId, declaration, rule });
  if (problems.length > 0) return refuseAll(problems);
  return { unitId, year, declaration, floorPermille: rule.floorPermille, basis: rule.basis };
}

function stepFrom(
  reserve: Reserve,
  step: ReserveStep,
  from: readonly ReserveState[],
  decide: (live: LiveReserve) => readonly NewEvent[],
): Outcome {
  if (!isLive(reserve)) return notDeclared(step);
  return notIn(reserve, from) ?? tooEarly(reserve, step.occurredOn) ?? decide(reserve);
}

function notDeclared({ unitId, year }: ReserveStep): Refusal {
  return refuse('RECORD.NOT_FOUND', { id: `${unitId}/${year}` });
}

const NEXT_STEPS: Readonly<Record<ReserveState, readonly string[]>> = {
  draft: ['declare', 'submit'],
  submitted: ['return', 'confirm'],
  returned: ['declare'],
  confirmed: ['adjust', 'lock'],
  adjusted: ['adjust', 'submit'],
  locked: [],
};

function notIn(reserve: LiveReserve, states: readonly ReserveState[]): Refusal | undefined {
  if (states.includes(reserve.state)) return undefined;
  return refuse('RESERVE.STATE', { state: reserve.state, allowed: NEXT_STEPS[reserve.state] });
}

function tooEarly(reserve: LiveReserve, day: BusinessDay): Refusal | undefined {
  if (day >= reserve.startedOn) return undefined;
  return refuse('DATE.BEFORE_START', { day, start: reserve.startedOn }, 'occurredOn');
}

function facts({ unitId, year, declaration }: LiveReserve): Pick<ReserveConfirmed, 'unitId' | 'year' | 'under'> {
  return { unitId, year, under: { unit: unitId, year, kind: declaration.canteen } };
}

function isPosted(reserve: LiveReserve, measure: Posting['measure']): boolean {
  return reserve.posted.reduce((sum, posting) => (posting.measure === measure ? sum + posting.delta : sum), 0) > 0;
}
