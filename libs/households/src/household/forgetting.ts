import { refuse, refuseAll, type HouseholdForgotten, type NewEvent, type Refusal, unknownFiles, keptProof, type Step } from '#contracts';
import type { ReasonBody } from '#contracts/commands';
import type { Household } from './household.js';

/**
 * 销毁个人信息: the log says that and why; the key itself is destroyed beside it. Totals stay as they were.
 * @returns HouseholdForgotten, or RECORD.NOT_FOUND (404), HOUSEHOLD.ALREADY_FORGOTTEN (409), FILE.UNKNOWN (422)
 */
export function forgetHousehold(household: Household, householdId: string, step: Step<ReasonBody>): NewEvent[] | Refusal {
  if (household.state !== 'registered') return refuse('RECORD.NOT_FOUND', { id: householdId });
  if (household.forgotten !== null) {
    return refuse('HOUSEHOLD.ALREADY_FORGOTTEN', { id: householdId, forgottenOn: household.forgotten.forgottenOn });
  }
  const problems = unknownFiles(step.missingFiles);
  if (problems.length > 0) return refuseAll(problems);
  const data: HouseholdForgotten = { householdId, reason: step.reason, ...keptProof(step) };
  return [{ type: 'HouseholdForgotten', occurredOn: step.occurredOn, data }];
}
