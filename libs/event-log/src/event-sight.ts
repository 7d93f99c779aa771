import type { BusinessDay, Caller, Envelope, LogName } from '#contracts';

/** Injection token of the {@link EventSight} of one log: given by the feature that owns it. */
export function eventSightToken(log: LogName): string {
  return `event-sight:${log}`;
}

/** What a caller may see of a single event of a log: the same answer as for the record it is of. */
export abstract class EventSight {
  abstract sees(caller: Caller, event: Envelope, today: BusinessDay): Promise<boolean>;

  /** An event that the caller sees, without what of its record is withheld from the caller: nothing, where a log says no more. */
  shown(_caller: Caller, event: Envelope): Promise<Envelope> {
    return Promise.resolve(event);
  }
}
