import { type Ref, ref } from 'vue';
import type { Session } from '../api/answers';
import { ApiProblem } from '../api/api-problem';
import { change, read } from '../api/client';
import { forgetPlaces } from './places';

const STORED = 'bangfu.m.session';

export interface KeptSession {
  /** Who is signed in, or was when there was a network; `null` = nobody. */
  readonly session: Ref<Session | null>;
  /** Asks the server who is signed in. Whoever was here last goes on unless it says that nobody is. */
  readonly load: () => Promise<void>;
  /** @throws ApiProblem, UnreachableError */
  readonly signIn: (account: string, password: string) => Promise<void>;
  /** Ends the session and forgets what it showed. @throws ApiProblem, UnreachableError: then whoever has the phone is signed in still */
  readonly signOut: () => Promise<void>;
}

/** Who was signed in last may go on entering without a network; nothing is sent before the server knows them again. */
export function useKeptSession(): KeptSession {
  const session = ref<Session | null>(JSON.parse(localStorage.getItem(STORED) ?? 'null') as Session | null);

  function hold(next: Session | null): void {
    // Households bear names: they are for whoever was signed in while they were read.
    if (next === null || next.account !== session.value?.account) forgetPlaces();
    session.value = next;
    if (next === null) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, JSON.stringify(next));
  }

  async function load(): Promise<void> {
    try {
      hold(await read<Session>('session'));
    } catch (error) {
      // A server that starts again, or a page of the network's own, says nothing of who is signed in.
      if (isSignedOut(error)) hold(null);
    }
  }

  async function signIn(account: string, password: string): Promise<void> {
    await change('POST', 'session', { account, password });
    hold(await read<Session>('session'));
  }

  async function signOut(): Promise<void> {
    try {
      await change('DELETE', 'session');
    } catch (error) {
      if (!isSignedOut(error)) throw error;
    }
    hold(null);
  }

  return { session, load, signIn, signOut };
}

const isSignedOut = (error: unknown): boolean => error instanceof ApiProblem && error.status === 401;
