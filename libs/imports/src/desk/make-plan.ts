import type { BusinessDay } from '#contracts';
import type { LedgerPort } from '../plan/known.js';
import type { Desk, PlanSummary } from './desk.js';

/**
 * Makes the plan of a desk against a ledger, asking it page by page.
 * @returns undefined while nobody knows which columns are which
 */
export async function makePlan(
  desk: Desk,
  ledger: LedgerPort,
  { today, secret }: { readonly today: BusinessDay; readonly secret: string },
): Promise<PlanSummary | undefined> {
  const pages = await desk.prepare({ directory: await ledger.directory(), today, secret });
  if (pages === undefined) return undefined;
  for (let page = 0; page < pages; page += 1) await desk.answer(await ledger.answer(await desk.questions(page)));
  return desk.settle();
}
