import { directoryEvents } from './events/directory-events.js';
import { householdEvents } from './events/household-events.js';
import { orderEvents } from './events/order-events.js';
import { projectEvents } from './events/project-events.js';
import { reserveEvents } from './events/reserve-events.js';
import { withdrawalEvents } from './events/withdrawal-events.js';
import type { EventDefinition } from './event-definition.js';

/** Every event type of the ledger. A type never changes meaning; a new shape is a new version and one upcaster. */
export const EVENT_CATALOGUE: Readonly<Record<string, EventDefinition>> = {
  ...directoryEvents,
  ...orderEvents,
  ...reserveEvents,
  ...projectEvents,
  ...householdEvents,
  ...withdrawalEvents,
};

/** An event whose type or version this release does not know. Readers park it; they never guess. */
export class UnknownEventError extends Error {
  constructor(type: string, version: number) {
    super(`unknown event ${type} version ${version}`);
    this.name = 'UnknownEventError';
  }
}

/** Lifts a stored payload to the present shape of its type. @throws UnknownEventError */
export function upcast(type: string, version: number, data: unknown): unknown {
  const definition = EVENT_CATALOGUE[type];
  if (definition === undefined || version > definition.version || version < 1) throw new UnknownEventError(type, version);
  let lifted = data;
  for (let from = version; from < definition.version; from += 1) {
    const step = definition.upcasters?.[from];
    if (step === undefined) throw new UnknownEventError(type, version);
    lifted = step(lifted);
  }
  return lifted;
}
