import { ref } from 'vue';
import type { RecordSaleBody } from '#contracts/commands';
import type { Session } from '../api/answers';
import { ApiProblem, UnreachableError } from '../api/api-problem';
import { command, read, upload } from '../api/client';
import { WAITING_SALES } from '../shared/waiting-sales';
import { photoStore } from './photo-store';
import { OtherAccountError, PhotoGoneError } from './queue-errors';
import { texts } from './texts';

/** A sale on its way into the ledger. Its id is also the key of the command, so that sending it twice records it once. */
export interface Waiting {
  /** Who entered it: it goes under their session alone, whoever else enters on the same phone. */
  readonly account: string;
  readonly body: RecordSaleBody & { readonly id: string };
  /** Keys of its photographs in {@link photoStore}; each is also the key of its upload. */
  readonly photos?: readonly string[];
  /** Why the server will not take it: somebody has to look at it. */
  readonly refused?: string;
}

/** Told of each sale in the tick in which it leaves the queue for the ledger. */
export type Took = (body: Waiting['body']) => void;

/** What is not in the ledger yet, of every account, oldest first; it outlives the page, and every page of this browser shares it. */
export const queue = ref(stored());

addEventListener('storage', ({ key }) => {
  // Without a key everything was cleared.
  if (key === WAITING_SALES || key === null) queue.value = stored();
});

/** What of an account still goes by itself: all but what was refused. */
export const pendingOf = (account: string): readonly Waiting[] =>
  queue.value.filter((each) => each.account === account && each.refused === undefined);

/** What of an account the server will not take as it is. */
export const refusedOf = (account: string): readonly Waiting[] =>
  queue.value.filter((each) => each.account === account && each.refused !== undefined);

/** What others entered on this phone: it waits until they sign in again. @param account `undefined` = nobody has signed in */
export const othersThan = (account: string | undefined): readonly Waiting[] => queue.value.filter((each) => each.account !== account);

/**
 * Takes a sale in with its photographs.
 * @throws where the phone has no room for them or for the sale: then nothing was taken in
 */
export async function enqueue(account: string, body: Waiting['body'], photos: readonly Blob[] = []): Promise<void> {
  const keys = photos.map((_photo, index) => `${body.id}-photo-${index}`);
  try {
    for (const [index, photo] of photos.entries()) await photoStore.put(keys[index] ?? '', photo);
    change((kept) => [...kept, { account, body, ...(keys.length === 0 ? {} : { photos: keys }) }]);
  } catch (error) {
    // Why it was not taken in matters, not that a phone which keeps no photographs forgets none either.
    await Promise.allSettled(keys.map((key) => photoStore.remove(key)));
    throw error;
  }
}

/** Forgets a sale and its photographs. */
export async function drop(id: string): Promise<void> {
  const photos = stored().find(({ body }) => body.id === id)?.photos ?? [];
  change((kept) => kept.filter(({ body }) => body.id !== id));
  for (const key of photos) await photoStore.remove(key);
}

interface Run {
  readonly told: Set<Took>;
  readonly end: Promise<string | undefined>;
}

/** What is being sent, by account: whoever asks meanwhile joins it. */
const runs = new Map<string, Run>();

/**
 * Sends what waits of an account, in order, and stops at the first that cannot be sent now: a later sale must not overtake it.
 * @returns where the last one stands in the ledger (`households:12`), to be read after; nothing where none went in
 * @throws OtherAccountError, ApiProblem where the account has something to do first, or what broke on this phone
 */
export async function flush(account: string, took: Took): Promise<string | undefined> {
  if (!runs.has(account) && pendingOf(account).length === 0) return undefined;
  const run = runs.get(account) ?? begin(account);
  run.told.add(took);
  return run.end;
}

function begin(account: string): Run {
  const told = new Set<Took>();
  const run = { told, end: sendAll(account, (body) => told.forEach((took) => took(body))) };
  runs.set(account, run);
  return run;
}

async function sendAll(account: string, took: Took): Promise<string | undefined> {
  let last: string | undefined;
  try {
    for (let next = pendingOf(account)[0]; next !== undefined; next = pendingOf(account)[0]) {
      const refusal = await refusalOf(async () => {
        last = await sendOne(next, took);
      });
      if (refusal !== undefined) refuse(next.body.id, refusal);
    }
  } catch (error) {
    if (!isForLater(error)) throw error;
  } finally {
    // In the tick in which the last one was looked for: what is taken in from now on is a run of its own.
    runs.delete(account);
  }
  return last;
}

async function sendOne({ account, body, photos = [] }: Waiting, took: Took): Promise<string> {
  // Another page of this browser may have signed somebody else in meanwhile.
  const signedIn = await read<Session>('session');
  if (signedIn.account !== account) throw new OtherAccountError(signedIn.account);
  const evidence = await uploaded(photos);
  const sale = evidence.length === 0 ? body : Object.assign({}, body, { evidence });
  const { log, position } = await command('sales', sale, { key: body.id });
  const dropped = drop(body.id);
  took(body);
  await dropped;
  return `${log}:${position}`;
}

/** What is wrong with this sale itself, in a sentence. @throws what is not about the sale */
async function refusalOf(send: () => Promise<void>): Promise<string | undefined> {
  try {
    await send();
    return undefined;
  } catch (error) {
    if (error instanceof PhotoGoneError) return texts.value.photoGone;
    if (!(error instanceof ApiProblem) || isForLater(error) || ABOUT_THE_ACCOUNT.includes(error.code)) throw error;
    return error.parts.map(({ detail }) => detail).join(' ');
  }
}

const ABOUT_THE_ACCOUNT: readonly string[] = ['AUTH.PASSWORD_CHANGE_REQUIRED', 'AUTH.TOTP_REQUIRED'];
/** Nobody has signed in, the answer took too long, too many at once. */
const LATER: readonly number[] = [401, 408, 429];

function isForLater(error: unknown): boolean {
  if (error instanceof UnreachableError) return true;
  return error instanceof ApiProblem && (error.status >= 500 || LATER.includes(error.status));
}

/** Sent again with the same key, a photograph is stored once and keeps its id. @throws PhotoGoneError before any is sent */
async function uploaded(keys: readonly string[]): Promise<string[]> {
  const kept = await Promise.all(keys.map(async (key) => ({ key, photo: await photoStore.get(key) })));
  const fileIds: string[] = [];
  if (kept.some(({ photo }) => photo === undefined)) throw new PhotoGoneError();
  for (const { key, photo } of kept) if (photo !== undefined) fileIds.push((await upload(photo, `${key}.jpg`, key)).fileId);
  return fileIds;
}

function refuse(id: string, refused: string): void {
  change((kept) => kept.map((each) => (each.body.id === id ? { ...each, refused } : each)));
}

function stored(): readonly Waiting[] {
  return JSON.parse(localStorage.getItem(WAITING_SALES) ?? '[]') as Waiting[];
}

/**
 * Changes what is stored at this moment, not what this page last saw of it: another page may have taken a sale in since.
 * Only what the phone has kept is in the queue: what it has no room for is still to be saved.
 */
function change(next: (kept: readonly Waiting[]) => readonly Waiting[]): void {
  const kept = next(stored());
  localStorage.setItem(WAITING_SALES, JSON.stringify(kept));
  queue.value = kept;
}
