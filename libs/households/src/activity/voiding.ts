import {
  negated,
  refuse,
  refuseAll,
  type ActivityVoided,
  type NewEvent,
  type Refusal,
  beforeStart,
  unknownFiles,
  keptProof,
} from '#contracts';
import { compact } from '../record/postings.js';
import type { Voiding } from '../record/voiding.js';
import { type Activity, isKnown } from './activity.js';

/**
 * 作废: back to zero on the day of the activity, recorded now; nothing is deleted.
 * @returns ActivityVoided, or RECORD.NOT_FOUND (404), ACTIVITY.VOIDED (409), DATE.BEFORE_START, FILE.UNKNOWN (422)
 */
export function voidActivity(activity: Activity, voiding: Voiding): NewEvent[] | Refusal {
  if (!isKnown(activity)) return refuse('RECORD.NOT_FOUND', { id: voiding.id });
  if (activity.state === 'void') return refuse('ACTIVITY.VOIDED', { reason: activity.voidReason ?? '' });
  const occurredOn = voiding.occurredOn ?? activity.heldOn;
  const problems = [...beforeStart(occurredOn, activity.heldOn), ...unknownFiles(voiding.missingFiles)];
  if (problems.length > 0) return refuseAll(problems);
  const { evidence } = keptProof(voiding);
  const data: ActivityVoided = {
    activityId: activity.activityId,
    reason: voiding.reason,
    ...(evidence === undefined ? {} : { evidence }),
    ...compact(negated(activity.posted), false),
  };
  return [{ type: 'ActivityVoided', occurredOn, data }];
}
