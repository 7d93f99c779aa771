import type { BusinessDay } from '#contracts';
import type { ReasonBody } from '#contracts/commands';

/** A void as the decision sees it. Without a business day of its own it is dated by the record it takes back. */
export interface Voiding extends Omit<ReasonBody, 'occurredOn'> {
  readonly id: string;
  readonly occurredOn: BusinessDay | undefined;
  /** Ids in `evidence` that no file answers to. */
  readonly missingFiles: readonly string[];
}
