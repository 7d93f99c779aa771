import {
  maskName,
  refuse,
  refuseAll,
  type ActivityKind,
  type ActivityRecorded,
  type Dimensions,
  type NewEvent,
  type Posting,
  type ProblemItem,
  type Refusal,
  unknownFiles,
  keptProof,
  type Step,
} from '#contracts';
import type { RecordActivityBody } from '#contracts/commands';
import { type Village, villageProblems } from '../village/village.js';
import type { Activity } from './activity.js';

/** An activity as the decision sees it. */
export interface Recording extends Step<RecordActivityBody> {
  readonly activityId: string;
}

const AMOUNTS = ['cashFen', 'goodsFen', 'pledgedFen'] as const;

/** Kinds that are held in sessions: one that names no number is one. */
const IN_SESSIONS: readonly ActivityKind[] = ['training', 'skills-delivery'];

/**
 * 帮扶活动登记. @param village the one named; not looked at where none is
 * @returns ActivityRecorded, or RECORD.EXISTS (409), VILLAGE.UNKNOWN, ACTIVITY.AMOUNT_REQUIRED, ACTIVITY.AMOUNT_NOT_ALLOWED,
 * ACTIVITY.PURPOSES_DO_NOT_ADD_UP, FIELD.INVALID, FILE.UNKNOWN (422, all that apply)
 */
export function recordActivity(activity: Activity, village: Village, recording: Recording): NewEvent[] | Refusal {
  const { activityId, villageCode, occurredOn } = recording;
  if (activity.state !== 'absent') return refuse('RECORD.EXISTS', { id: activityId }, 'id');
  const problems = [
    ...(villageCode == null ? [] : villageProblems(village, villageCode)),
    ...amountProblems(recording),
    ...purposeProblems(recording),
    ...unknownFiles(recording.missingFiles),
  ];
  if (problems.length > 0) return refuseAll(problems);
  return [{ type: 'ActivityRecorded', occurredOn, data: recordedData(recording, village) }];
}

function receivedFen({ cashFen, goodsFen }: Recording): number {
  return (cashFen ?? 0) + (goodsFen ?? 0);
}

function amountProblems(recording: Recording): ProblemItem[] {
  const { kind } = recording;
  const given = AMOUNTS.filter((field) => (recording[field] ?? 0) > 0);
  if (kind !== 'donation') return given.map((field) => ({ code: 'ACTIVITY.AMOUNT_NOT_ALLOWED', path: field, params: { field, kind } }));
  if (given.length === 0) return [{ code: 'ACTIVITY.AMOUNT_REQUIRED', path: 'cashFen' }];
  if (Number.isSafeInteger(receivedFen(recording))) return [];
  const expected = `捐款与捐物合计不超过 ${Number.MAX_SAFE_INTEGER} 分 / cash and goods at most ${Number.MAX_SAFE_INTEGER} fen`;
  return [{ code: 'FIELD.INVALID', path: 'goodsFen', params: { field: 'goodsFen', expected } }];
}

/** Purposes divide what was received; nothing divides a pledge (contract §3). */
function purposeProblems(recording: Recording): ProblemItem[] {
  const purposes = recording.purposes ?? [];
  if (purposes.length === 0) return [];
  const sumFen = purposes.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const totalFen = receivedFen(recording);
  return sumFen === totalFen ? [] : [{ code: 'ACTIVITY.PURPOSES_DO_NOT_ADD_UP', path: 'purposes', params: { sumFen, totalFen } }];
}

function recordedData(recording: Recording, village: Village): ActivityRecorded {
  const { activityId, kind } = recording;
  const sessions = recording.sessions ?? (IN_SESSIONS.includes(kind) ? 1 : null);
  return {
    activityId,
    kind,
    villageCode: recording.villageCode ?? null,
    place: recording.place ?? null,
    topic: recording.topic ?? null,
    sessions,
    participants: recording.participants ?? null,
    cashFen: recording.cashFen ?? null,
    goodsFen: recording.goodsFen ?? null,
    pledgedFen: recording.pledgedFen ?? null,
    purposes: (recording.purposes ?? []).map(({ name, amountFen }) => ({ name, amountFen })),
    attendees: (recording.attendees ?? []).map(maskName),
    ...keptProof(recording),
    under: dimensionsOf(recording, village),
    postings: postingsOf(recording, sessions),
  };
}

function dimensionsOf({ kind, villageCode }: Recording, village: Village): Dimensions {
  if (villageCode == null || village.state !== 'registered') return { kind };
  return { kind, village: villageCode, county: village.countyCode };
}

function postingsOf(recording: Recording, sessions: number | null): Posting[] {
  const postings: Posting[] = [
    { measure: 'activity.held', delta: 1 },
    { measure: 'activity.sessions', delta: sessions ?? 0 },
    { measure: 'activity.participants', delta: recording.participants ?? 0 },
    { measure: 'donation.received', delta: receivedFen(recording) },
    { measure: 'donation.pledged', delta: recording.pledgedFen ?? 0 },
  ];
  return postings.filter((posting) => posting.delta !== 0);
}
