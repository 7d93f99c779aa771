import { addDays, type BusinessDay } from '#contracts';
import type { LiveOrder } from './order.js';

/** 先款后货: days to pay, and days a deferral adds, once (832 FAQ 1108). */
export const DAYS_TO_PAY = 30;
/** What a deferral adds, once (contract §3, Orders). */
export const DAYS_OF_DEFERRAL = 15;

/** The day by which a prepaid order must be paid; a postpaid one has none. */
export function dueOn(order: LiveOrder): BusinessDay | null {
  if (order.facts.settlement !== 'prepaid') return null;
  return order.deferredTo ?? addDays(order.orderedOn, DAYS_TO_PAY);
}
