import {
  type BusinessDay,
  type NewEvent,
  type PolicyRuleSet,
  type ProblemItem,
  refuse,
  refuseAll,
  type Refusal,
  type ReserveAdjusted,
  type ReserveConfirmed,
  type ReserveDeclaration,
  type ReserveDeclared,
  type ReserveReturned,
  withPending,
} from '#contracts';
import { declarationProblems } from './declaring.js';
import { difference, targetPostings } from './reserve-postings.js';
import { confirmed, isLive, type LiveReserve, type Reserve, type ReserveState, returned, submitted } from './reserve.js';

type Outcome = readonly NewEvent[] | Refusal;

/** Which reserve, when, and with which proof. */
export interface ReserveStep {
  readonly unitId: string;
  readonly year: number;
  readonly occurredOn: BusinessDay;
  readonly evidence: readonly string[];
}

export interface Declaring extends ReserveStep {
  readonly declaration: ReserveDeclaration;
  /** 约: the amounts. */
  readonly approximate: boolean;
  /** The rule in force; absent where none is set for the region and year. */
  readonly rule: PolicyRuleSet | undefined;
  /** What is wrong with the units and files it names. */
  readonly unfit: readonly ProblemItem[];
}

/** 填报: first, or again while it is a draft or was returned. */
export function declareReserve(reserve: Reserve, declaring: Declaring): Outcome {
  if (isLive(reserve)) {
    const wrong = notIn(reserve, 'declare');
    if (wrong !== undefined) return wrong;
  }
  const early = isLive(reserve) ? tooEarly(reserve, declaring.occurredOn) : [];
  const checked = withPending(checkedDeclaration(declaring), early);
  if ('kind' in checked) return checked;
  return [{ type: 'ReserveDeclared', data: checked, occurredOn: declaring.occurredOn }];
}

/** 调整: a new version of a confirmed reserve. */
export function adjustReserve(reserve: Reserve, declaring: Declaring, reason: string): Outcome {
  return stepFrom(reserve, declaring, 'adjust', () => {
    const checked = checkedDeclaration(declaring);
    if ('kind' in checked) return checked;
    const data: ReserveAdjusted = { ...checked, reason };
    return [{ type: 'ReserveAdjusted', data, occurredOn: declaring.occurredOn }];
  });
}

/** 提交 */
export function submitReserve(reserve: Reserve, step: ReserveStep): Outcome {
  return stepFrom(reserve, step, 'submit', (live) => [
    { type: 'ReserveSubmitted', data: counted(step, live, submitted(live)), occurredOn: step.occurredOn },
  ]);
}

/** 退回 */
export function returnReserve(reserve: Reserve, step: ReserveStep, reason: string): Outcome {
  return stepFrom(reserve, step, 'return', (live) => {
    const data: ReserveReturned = { ...counted(step, live, returned(live)), reason };
    return [{ type: 'ReserveReturned', data, occurredOn: step.occurredOn }];
  });
}

/** 确认: from now on these amounts count, instead of those confirmed before. */
export function confirmReserve(reserve: Reserve, step: ReserveStep): Outcome {
  return stepFrom(reserve, step, 'confirm', (live) => [
    { type: 'ReserveConfirmed', data: counted(step, live, confirmed(live)), occurredOn: step.occurredOn },
  ]);
}

/** 锁定: the year is closed. */
export function lockReserve(reserve: Reserve, step: ReserveStep): Outcome {
  return stepFrom(reserve, step, 'lock', () => [{ type: 'ReserveLocked', data: facts(step), occurredOn: step.occurredOn }]);
}

function checkedDeclaration(declaring: Declaring): ReserveDeclared | Refusal {
  const { declaration, rule, approximate } = declaring;
  const problems = [...declaring.unfit, ...declarationProblems(declaring)];
  if (problems.length > 0 || rule === undefined) return refuseAll(problems);
  const { floorPermille, basis } = rule;
  return { ...facts(declaring), declaration, floorPermille, basis, ...(approximate ? { approximate } : {}) };
}

type StepName = 'declare' | 'submit' | 'return' | 'confirm' | 'adjust' | 'lock';

function stepFrom(reserve: Reserve, step: ReserveStep, name: StepName, decide: (live: LiveReserve) => Outcome): Outcome {
  if (!isLive(reserve)) return refuse('RECORD.NOT_FOUND', { id: `${step.unitId}/${step.year}` });
  return notIn(reserve, name) ?? withPending(decide(reserve), tooEarly(reserve, step.occurredOn));
}

const NEXT_STEPS: Readonly<Record<ReserveState, readonly StepName[]>> = {
  draft: ['declare', 'submit'],
  submitted: ['return', 'confirm'],
  returned: ['declare', 'submit'],
  confirmed: ['adjust', 'lock'],
  // An adjustment may be confirmed as it stands, or be submitted and then confirmed.
  adjusted: ['adjust', 'submit', 'confirm'],
  locked: [],
};

/** Of an adjustment that was returned: it is to be entered or submitted again before it can be confirmed. */
const AFTER_RETURNED_ADJUSTMENT: readonly StepName[] = ['adjust', 'submit'];

/** A returned adjustment is adjusted again, not declared: what is confirmed stays confirmed. */
function nextSteps({ state, confirmed: before }: LiveReserve): readonly StepName[] {
  return state === 'returned' && before !== null ? AFTER_RETURNED_ADJUSTMENT : NEXT_STEPS[state];
}

function notIn(reserve: LiveReserve, name: StepName): Refusal | undefined {
  const allowed = nextSteps(reserve);
  return allowed.includes(name) ? undefined : refuse('RESERVE.STATE', { state: reserve.state, allowed });
}

function tooEarly({ startedOn: start }: LiveReserve, day: BusinessDay): ProblemItem[] {
  return day >= start ? [] : [{ code: 'DATE.BEFORE_START', path: 'occurredOn', params: { day, start } }];
}

function facts({ unitId, year, evidence }: ReserveStep): Pick<ReserveConfirmed, 'unitId' | 'year' | 'evidence'> {
  return { unitId, year, ...(evidence.length > 0 ? { evidence } : {}) };
}

/** The step with the postings that lead from what is posted to what the reserve then counts as. */
function counted(step: ReserveStep, before: LiveReserve, after: LiveReserve): ReserveConfirmed {
  const { unitId, year } = step;
  const postings = difference(targetPostings(after), before.posted);
  return { ...facts(step), under: { unit: unitId, year }, postings };
}
