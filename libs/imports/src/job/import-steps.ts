import type { ProblemItem } from '#contracts';
import { ProblemError } from '#platform';
import type { Import, ImportState } from './import.js';

/** What somebody can do with an import; `upload` is a new one of the same sheet. */
export type ImportStep = 'wait' | 'choose' | 'mend' | 'commit' | 'cancel' | 'retry' | 'undo' | 'upload';

const STEPS: Readonly<Record<ImportState, readonly ImportStep[]>> = {
  reading: ['wait', 'cancel'],
  mapping: ['choose', 'cancel'],
  checked: ['commit', 'mend', 'choose', 'undo', 'cancel'],
  committing: ['wait'],
  done: ['undo'],
  failed: ['retry', 'undo', 'cancel'],
  undoing: ['wait'],
  undone: ['upload'],
  cancelled: ['upload'],
};

/**
 * What can be done with an import now. What was entered of it can only be taken back, and what has entered nothing only be
 * given up: one that stopped and was checked anew may be either.
 * @param hasEntered whether records stand that it has made
 */
export function stepsNow({ state }: Pick<Import, 'state'>, hasEntered: boolean): readonly ImportStep[] {
  return STEPS[state].filter((step) => {
    if (step === 'cancel') return !hasEntered;
    return step !== 'undo' || hasEntered || state === 'done';
  });
}

/** Why a step cannot be taken in the state an import is in, and which can; `null` where it can. */
export function refusedStep(one: Pick<Import, 'state'>, step: ImportStep, hasEntered: boolean): ProblemItem | null {
  const possible = stepsNow(one, hasEntered);
  return possible.includes(step) ? null : { code: 'IMPORT.STATE', params: { state: one.state, possible } };
}

/** @param hasEntered as of {@link stepsNow} @throws ProblemError IMPORT.STATE */
export function mustOffer(one: Pick<Import, 'state'>, step: ImportStep, hasEntered: boolean): void {
  const refusal = refusedStep(one, step, hasEntered);
  if (refusal !== null) throw new ProblemError([refusal]);
}
