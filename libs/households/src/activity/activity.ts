import {
  negated,
  type ActivityRecorded,
  type BusinessDay,
  type Dimensions,
  type Envelope,
  type HouseholdEvent,
  type Posted,
  type Posting,
  type Source,
} from '#contracts';
import type { StreamDefinition, StreamRef } from '#event-log';
import { compact, posting } from '../record/postings.js';
import type { Facts } from '../record/record-queries.js';

type Entry = Omit<ActivityRecorded, 'activityId' | 'under' | 'postings' | 'approximate' | 'evidence'>;

/** An activity that was recorded, and perhaps taken back since. */
export interface KnownActivity {
  readonly state: 'recorded' | 'void';
  readonly activityId: string;
  readonly entry: Entry;
  readonly heldOn: BusinessDay;
  readonly approximate: boolean;
  readonly evidence: readonly string[];
  /** Why it is void; `null` while it counts. */
  readonly voidReason: string | null;
  readonly source: Source;
  readonly posted: Posted;
}

/** 帮扶活动: a visit, a training, skills brought, a donation, an inspection. */
export type Activity = { readonly state: 'absent' } | KnownActivity | { readonly state: 'withdrawn' };

/** Folds one event into the activity. */
export function evolve(activity: Activity, envelope: Envelope): Activity {
  // The catalogue has checked type and version on the way in, so the payload is the one its type names.
  const event = envelope as HouseholdEvent;
  if (event.type === 'RecordWithdrawn') return { state: 'withdrawn' };
  if (event.type === 'ActivityRecorded') return recorded(event.data, event);
  if (event.type !== 'ActivityVoided' || !isKnown(activity)) return activity;
  const { reason, evidence = [] } = event.data;
  const posted = posting(activity.posted, event.occurredOn, event.data);
  return { ...activity, state: 'void', voidReason: reason, evidence: [...activity.evidence, ...evidence], posted };
}

const definition: StreamDefinition<Activity> = { initial: { state: 'absent' }, evolve };

/** The stream of one activity. */
export function activityStream(activityId: string): StreamRef<Activity> {
  return { id: `activity-${activityId}`, definition };
}

/** Whether it was ever recorded and is not withdrawn. */
export function isKnown(activity: Activity): activity is KnownActivity {
  return activity.state === 'recorded' || activity.state === 'void';
}

/** The postings that bring every figure back to what it was without the activity, each on its original day. */
export function reversalOf(activity: Activity): { readonly under?: Dimensions; readonly postings: readonly Posting[] } {
  return isKnown(activity) ? compact(negated(activity.posted), false) : { postings: [] };
}

/** What a person is shown of an activity. */
export function factsOf(activity: Activity): Facts {
  if (!isKnown(activity)) return { state: activity.state };
  const { state, entry, heldOn, approximate, evidence, voidReason } = activity;
  return { state, occurredOn: heldOn, ...entry, approximate, evidence, voidReason };
}

function recorded(data: ActivityRecorded, { occurredOn, meta }: Pick<Envelope, 'occurredOn' | 'meta'>): KnownActivity {
  const { kind, villageCode, place, topic, sessions, participants, cashFen, goodsFen, pledgedFen, purposes, attendees } = data;
  return {
    state: 'recorded',
    activityId: data.activityId,
    entry: { kind, villageCode, place, topic, sessions, participants, cashFen, goodsFen, pledgedFen, purposes, attendees },
    heldOn: occurredOn,
    approximate: data.approximate === true,
    evidence: data.evidence ?? [],
    voidReason: null,
    source: meta.source,
    posted: posting([], occurredOn, data),
  };
}
