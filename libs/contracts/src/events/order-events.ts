import type { EventDefinition } from '../event-definition.js';

export const orderEvents = {} as const satisfies Record<string, EventDefinition>;
