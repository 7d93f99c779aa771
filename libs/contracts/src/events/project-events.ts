import type { EventDefinition } from '../event-definition.js';

export const projectEvents = {} as const satisfies Record<string, EventDefinition>;
