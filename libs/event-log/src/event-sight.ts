import type { BusinessDay, Caller, Envelope, LogName } from '#contracts';

/** Injection token of the {@link EventSight} of one log: given by the feature that owns it. */
export function eventSightToken(log: LogName): string {
  return `event-sight:${log}`;
}

/** Whether a caller may see a single event of a log: the same answer as for the record it is of. */
export interface EventSight {
  sees(caller: Caller, event: Envelope, today: BusinessDay): Promise<boolean>;
}
