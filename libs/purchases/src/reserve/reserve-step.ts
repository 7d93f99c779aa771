import { beforeStart, type BusinessDay, type Outcome, type Refusal, refuse, type ReserveConfirmed, withPending } from '#contracts';
import { difference, targetPostings } from './reserve-postings.js';
import { isLive, type LiveReserve, type Reserve, type ReserveState } from './reserve.js';

/** Which reserve, when, and with which proof. */
export interface ReserveStep {
  readonly unitId: string;
  readonly year: number;
  readonly occurredOn: BusinessDay;
  readonly evidence: readonly string[];
}

type StepName = 'declare' | 'submit' | 'return' | 'confirm' | 'adjust' | 'lock';

/** Runs a rule on a reserve whose state allows this step, or says why it does not. */
export function stepFrom(reserve: Reserve, step: ReserveStep, name: StepName, decide: (live: LiveReserve) => Outcome): Outcome {
  if (!isLive(reserve)) return refuse('RECORD.NOT_FOUND', { id: `${step.unitId}/${step.year}` });
  return notIn(reserve, name) ?? withPending(decide(reserve), beforeStart(step.occurredOn, reserve.startedOn));
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

/** The refusal, where the state of a reserve does not allow this step. */
export function notIn(reserve: LiveReserve, name: StepName): Refusal | undefined {
  return nextSteps(reserve).includes(name) ? undefined : notNow(reserve);
}

/** Says in which state a reserve is and what can be done with it instead. */
export function notNow(reserve: LiveReserve): Refusal {
  return refuse('RESERVE.STATE', { state: reserve.state, allowed: nextSteps(reserve) });
}

/** What every event of a reserve says. */
export function facts({ unitId, year, evidence }: ReserveStep): Pick<ReserveConfirmed, 'unitId' | 'year' | 'evidence'> {
  return { unitId, year, ...(evidence.length > 0 ? { evidence } : {}) };
}

/** The step with the postings that lead from what is posted to what the reserve then counts as. */
export function counted(step: ReserveStep, before: LiveReserve, after: LiveReserve): ReserveConfirmed {
  const { unitId, year } = step;
  const postings = difference(targetPostings(after), before.posted);
  return { ...facts(step), under: { unit: unitId, year }, postings };
}
