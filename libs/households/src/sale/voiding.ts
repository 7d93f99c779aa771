import { negated, refuse, refuseAll, type NewEvent, type Refusal, type SaleVoided, beforeStart, unknownFiles, keptProof } from '#contracts';
import { compact } from '../record/postings.js';
import type { Voiding } from '../record/voiding.js';
import { isKnown, type Sale } from './sale.js';

/**
 * 作废: back to zero on the day sold, recorded now; nothing is deleted (contract §9, Time).
 * @returns SaleVoided, or RECORD.NOT_FOUND (404), SALE.VOIDED (409), DATE.BEFORE_START, FILE.UNKNOWN (422)
 */
export function voidSale(sale: Sale, voiding: Voiding): NewEvent[] | Refusal {
  if (!isKnown(sale)) return refuse('RECORD.NOT_FOUND', { id: voiding.id });
  if (sale.state === 'void') return refuse('SALE.VOIDED', { reason: sale.voidReason ?? '' });
  const occurredOn = voiding.occurredOn ?? sale.soldOn;
  const problems = [...beforeStart(occurredOn, sale.soldOn), ...unknownFiles(voiding.missingFiles)];
  if (problems.length > 0) return refuseAll(problems);
  const { evidence } = keptProof(voiding);
  const data: SaleVoided = {
    saleId: sale.saleId,
    reason: voiding.reason,
    ...(evidence === undefined ? {} : { evidence }),
    ...compact(negated(sale.posted), false),
  };
  return [{ type: 'SaleVoided', occurredOn, data }];
}
