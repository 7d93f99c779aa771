import type { EventDefinition } from '../event-definition.js';

export const householdEvents = {} as const satisfies Record<string, EventDefinition>;
