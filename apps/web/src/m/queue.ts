import { ref } from 'vue';
import type { RecordSaleBody } from '#contracts/commands';
import { ApiProblem } from '../api/api-problem';
import { command } from '../api/client';

/** A sale on its way into the ledger. Its id is also the key of the command, so that sending it twice records it once. */
export interface Waiting {
  readonly body: RecordSaleBody & { readonly id: string };
  /** Why the server will not take it: somebody has to look at it. */
  readonly refused?: string;
}

const STORED = 'bangfu.m.queue';

/** What is not in the ledger yet, oldest first; it outlives the page. */
export const queue = ref<readonly Waiting[]>(JSON.parse(localStorage.getItem(STORED) ?? '[]') as Waiting[]);

let sending: Promise<void> | undefined;

export function enqueue(body: Waiting['body']): void {
  keep([...queue.value, { body }]);
}

export function drop(id: string): void {
  keep(queue.value.filter(({ body }) => body.id !== id));
}

/**
 * Sends what waits, in order, and stops at the first that cannot be sent now: a later sale must not overtake it.
 * @returns how many went into the ledger
 */
export async function flush(): Promise<number> {
  let sent = 0;
  sending ??= sendAll(() => (sent += 1)).finally(() => (sending = undefined));
  await sending;
  return sent;
}

async function sendAll(onSent: () => void): Promise<void> {
  for (let next = pending(); next !== undefined; next = pending()) {
    const { body } = next;
    try {
      await command('sales', body, { key: body.id });
      drop(body.id);
      onSent();
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status === 401 || error.status >= 500) return;
      keep(
        queue.value.map((each) => (each.body.id === body.id ? { body, refused: error.parts.map(({ detail }) => detail).join(' ') } : each)),
      );
    }
  }
}

function pending(): Waiting | undefined {
  return queue.value.find(({ refused }) => refused === undefined);
}

function keep(next: readonly Waiting[]): void {
  queue.value = next;
  localStorage.setItem(STORED, JSON.stringify(next));
}
