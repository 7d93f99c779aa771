import { computed, type ComputedRef, ref } from 'vue';
import { type BusinessDay, type Grams, QUANTITY_UNITS } from '#contracts';
import type { ListAnswer } from '../api/answers';
import type { SaleItem } from '../api/record-answers';
import { read } from '../api/client';
import { pendingOf, type Waiting } from './queue';
import { weightOf } from './sale-entry';

interface Sold {
  readonly count: number;
  readonly grams: Grams;
}

export interface DaySoFar {
  /** What the ledger has of the day and what is still on its way to it. */
  readonly sold: ComputedRef<Sold>;
  /** Counts a sale that went into the ledger in the tick in which it stops waiting: the day never becomes less in between. */
  took(body: Waiting['body']): void;
  /** Reads the day again. @param after where the last sale stands that must be in it @throws ApiProblem, UnreachableError */
  load(after?: string): Promise<void>;
}

/** @param account whose entries are told with what the ledger has */
export function useDaySoFar(day: BusinessDay, account: string, villageCode: () => string): DaySoFar {
  const inLedger = ref<Sold>({ count: 0, grams: 0 });
  let last: string | undefined;
  /** An answer that a sale or another look has overtaken says nothing any more. */
  let looks = 0;
  return {
    sold: computed(() => pendingOf(account).reduce((sum, { body }) => plus(sum, body), inLedger.value)),
    took(body) {
      looks += 1;
      inLedger.value = plus(inLedger.value, body);
    },
    async load(after = last) {
      last = after;
      looks += 1;
      const look = looks;
      const ofDay = { from: day, to: day, villageCode: villageCode(), limit: 1, after };
      const { count, sums } = await read<ListAnswer<SaleItem>>('sales', ofDay);
      if (look === looks) inLedger.value = { count, grams: sums['grams'] ?? 0 };
    },
  };
}

function plus({ count, grams }: Sold, { quantity, unit }: Waiting['body']): Sold {
  const isWeight = QUANTITY_UNITS.includes(unit);
  return { count: count + 1, grams: grams + (isWeight ? (weightOf({ quantity: String(quantity), unit: unit as '斤' }) ?? 0) : 0) };
}
