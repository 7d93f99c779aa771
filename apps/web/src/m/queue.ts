import { computed, ref } from 'vue';
import type { RecordSaleBody } from '#contracts/commands';
import { ApiProblem } from '../api/api-problem';
import { command, upload } from '../api/client';
import { WAITING_SALES } from '../shared/waiting-sales';
import { photoStore } from './photo-store';

/** A sale on its way into the ledger. Its id is also the key of the command, so that sending it twice records it once. */
export interface Waiting {
  readonly body: RecordSaleBody & { readonly id: string };
  /** Keys of its photographs in {@link photoStore}; each is also the key of its upload. */
  readonly photos?: readonly string[];
  /** Why the server will not take it: somebody has to look at it. */
  readonly refused?: string;
}

/** What is not in the ledger yet, oldest first; it outlives the page. */
export const queue = ref<readonly Waiting[]>(JSON.parse(localStorage.getItem(WAITING_SALES) ?? '[]') as Waiting[]);

/** What still goes by itself: all but what was refused. */
export const pending = computed(() => queue.value.filter(({ refused }) => refused === undefined));

let sending: Promise<void> | undefined;

/** Takes a sale in with its photographs. @throws where the phone keeps no photographs: then nothing was taken in */
export async function enqueue(body: Waiting['body'], photos: readonly Blob[] = []): Promise<void> {
  const keys = photos.map((_photo, index) => `${body.id}-photo-${index}`);
  for (const [index, photo] of photos.entries()) await photoStore.put(keys[index] ?? '', photo);
  keep([...queue.value, keys.length === 0 ? { body } : { body, photos: keys }]);
}

/** Forgets a sale and its photographs. */
export async function drop(id: string): Promise<void> {
  const photos = queue.value.find(({ body }) => body.id === id)?.photos ?? [];
  keep(queue.value.filter(({ body }) => body.id !== id));
  for (const key of photos) await photoStore.remove(key);
}

/**
 * Sends what waits, in order, and stops at the first that cannot be sent now: a later sale must not overtake it.
 * @param took told of each sale in the tick in which it leaves the queue for the ledger
 * @returns where the last one stands in the ledger (`households:12`), to be read after; nothing where none went in
 */
export async function flush(took: (body: Waiting['body']) => void): Promise<string | undefined> {
  let last: string | undefined;
  sending ??= sendAll((place, body) => {
    last = place;
    took(body);
  }).finally(() => (sending = undefined));
  await sending;
  return last;
}

async function sendAll(onSent: (place: string, body: Waiting['body']) => void): Promise<void> {
  for (let next = pending.value[0]; next !== undefined; next = pending.value[0]) {
    const { body } = next;
    try {
      const evidence = await uploaded(next.photos ?? []);
      const sale = evidence.length === 0 ? body : Object.assign({}, body, { evidence });
      const { log, position } = await command('sales', sale, { key: body.id });
      const dropped = drop(body.id);
      onSent(`${log}:${position}`, body);
      await dropped;
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status === 401 || error.status >= 500) return;
      keep(
        queue.value.map((each) =>
          each.body.id === body.id ? { ...each, refused: error.parts.map(({ detail }) => detail).join(' ') } : each,
        ),
      );
    }
  }
}

/** Sent again with the same key, a photograph is stored once and keeps its id. */
async function uploaded(keys: readonly string[]): Promise<string[]> {
  const fileIds: string[] = [];
  for (const key of keys) {
    const photo = await photoStore.get(key);
    if (photo !== undefined) fileIds.push((await upload(photo, `${key}.jpg`, key)).fileId);
  }
  return fileIds;
}

function keep(next: readonly Waiting[]): void {
  queue.value = next;
  localStorage.setItem(WAITING_SALES, JSON.stringify(next));
}
