import type { OrderLine } from './events/order-events.js';
import type { BusinessDay } from './units.js';

/**
 * What two orders have in common that may be one and the same, entered twice: the day and what the goods cost. Short, so
 * that a ledger finds by it the few that are worth a closer look.
 */
export function likeness(occurredOn: BusinessDay, lines: readonly Pick<OrderLine, 'amountFen'>[]): string {
  return `${occurredOn}:${lines.reduce((sum, { amountFen }) => sum + amountFen, 0)}`;
}
