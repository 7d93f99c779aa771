import type { EventDefinition } from '../event-definition.js';

export const reserveEvents = {} as const satisfies Record<string, EventDefinition>;
