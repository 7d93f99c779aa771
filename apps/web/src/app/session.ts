import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { FIGURE_EVIDENCE, mayAtAll, readsFigure, type Role } from '#contracts';
import type { Session } from '../api/answers';
import { ApiProblem } from '../api/api-problem';
import { change, onSessionEnd, read } from '../api/client';

/** Who has signed in, and what that lets the pages offer. What may really be done, the server decides. */
export const useSession = defineStore('session', () => {
  const session = ref<Session | null>(null);
  /** Somebody worked here and the session has ended: a dialog asks to sign in again over the page that is open. */
  const ended = ref(false);
  const waiting: (() => void)[] = [];

  /** Reads who is signed in; nobody is no error. @throws ApiProblem, UnreachableError */
  async function load(): Promise<Session | null> {
    try {
      session.value = await read<Session>('session');
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
      session.value = null;
    }
    return session.value;
  }

  /** @throws ApiProblem where account and password do not fit */
  async function signIn(account: string, password: string): Promise<void> {
    await change('POST', 'session', { account, password });
    await load();
    ended.value = false;
    for (const resume of waiting.splice(0)) resume();
  }

  async function signOut(): Promise<void> {
    await change('DELETE', 'session');
    session.value = null;
  }

  /** @throws ApiProblem where the present password is wrong or the next one is refused */
  async function changePassword(current: string, next: string): Promise<void> {
    await change('POST', 'session/password', { current, next });
    await load();
  }

  const has = (...roles: readonly Role[]): boolean => session.value?.roles.some((role) => roles.includes(role)) === true;

  const actor = computed(() => ({
    account: session.value?.account ?? '',
    roles: session.value?.roles ?? [],
    unitId: session.value?.unitId ?? null,
  }));
  /** Whether the server would answer for this figure at all: what it would refuse is not asked. */
  const reads = (figure: string): boolean => readsFigure({ actor: actor.value }, figure);
  /** Whether it would also tell the entries that the figure is made of. */
  const opens = (figure: string): boolean => reads(figure) && mayAtAll({ actor: actor.value }, FIGURE_EVIDENCE);

  onSessionEnd(() => {
    if (session.value === null) return Promise.reject(new Error('nobody has signed in'));
    ended.value = true;
    return new Promise((resume) => waiting.push(resume));
  });

  return { session, ended, roles: computed(() => session.value?.roles ?? []), load, signIn, signOut, changePassword, has, reads, opens };
});
