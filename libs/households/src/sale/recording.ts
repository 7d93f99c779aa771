import { refuse, refuseAll, type NewEvent, type Refusal, type SaleRecorded, unknownFiles, keptProof, type Step } from '#contracts';
import type { RecordSaleBody } from '#contracts/commands';
import { compact } from '../record/postings.js';
import type { Sale } from './sale.js';
import { type Named, saleFacts, salePostings, saleProblems } from './sale-facts.js';

/** A sale as the decision sees it. */
export interface Recording extends Step<RecordSaleBody> {
  readonly saleId: string;
}

/**
 * 帮助销售登记.
 * @returns SaleRecorded, or RECORD.EXISTS (409), VILLAGE.UNKNOWN, HOUSEHOLD.UNKNOWN, HOUSEHOLD.OTHER_VILLAGE, ORDER.UNKNOWN,
 * FIELD.INVALID, FILE.UNKNOWN (422, all that apply)
 */
export function recordSale(sale: Sale, named: Named, recording: Recording): NewEvent[] | Refusal {
  const { saleId, occurredOn } = recording;
  if (sale.state !== 'absent') return refuse('RECORD.EXISTS', { id: saleId }, 'id');
  const facts = saleFacts(recording, named.village.state === 'registered' ? named.village.countyCode : '');
  const problems = [...saleProblems(facts, named), ...unknownFiles(recording.missingFiles)];
  if (problems.length > 0) return refuseAll(problems);
  const approximate = recording.approximate === true;
  const counted = compact(salePostings(facts, approximate), approximate);
  const data: SaleRecorded = { saleId, ...facts, ...keptProof(recording), ...counted };
  return [{ type: 'SaleRecorded', occurredOn, data }];
}
