import { defineStore } from 'pinia';
import { computed, type Ref, ref } from 'vue';
import { FIGURE_EVIDENCE, mayAtAll, readsFigure, type Role } from '#contracts';
import type { Session } from '../api/answers';
import { ApiProblem } from '../api/api-problem';
import { change, onSessionEnd, read } from '../api/client';

interface Rights {
  /** Whether the account has one of these roles. */
  readonly has: (...roles: readonly Role[]) => boolean;
  /** Whether the server would answer for this figure at all: what it would refuse is not asked. */
  readonly reads: (figure: string) => boolean;
  /** Whether it would also tell the entries that the figure is made of. */
  readonly opens: (figure: string) => boolean;
}

function rightsOf(session: Ref<Session | null>): Rights {
  const actor = computed(() => ({
    account: session.value?.account ?? '',
    roles: session.value?.roles ?? [],
    unitId: session.value?.unitId ?? null,
  }));
  const reads = (figure: string): boolean => readsFigure({ actor: actor.value }, figure);
  return {
    has: (...roles) => actor.value.roles.some((role) => roles.includes(role)),
    reads,
    opens: (figure) => reads(figure) && mayAtAll({ actor: actor.value }, FIGURE_EVIDENCE),
  };
}

interface SessionEnd {
  /** Somebody worked here and the session has ended: a dialog asks to sign in again over the page that is open. */
  readonly ended: Ref<boolean>;
  /** Somebody has signed in again: what was asked meanwhile is asked anew. */
  readonly goOn: () => void;
}

function endOf(session: Ref<Session | null>): SessionEnd {
  const ended = ref(false);
  const waiting: (() => void)[] = [];
  onSessionEnd(() => {
    if (session.value === null) return Promise.reject(new Error('nobody has signed in'));
    ended.value = true;
    return new Promise((resume) => waiting.push(resume));
  });
  const goOn = (): void => {
    ended.value = false;
    for (const resume of waiting.splice(0)) resume();
  };
  return { ended, goOn };
}

/** Who has signed in, and what that lets the pages offer. What may really be done, the server decides. */
export const useSession = defineStore('session', () => {
  const session = ref<Session | null>(null);
  const { ended, goOn } = endOf(session);

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
    goOn();
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

  const roles = computed(() => session.value?.roles ?? []);
  return { session, ended, roles, load, signIn, signOut, changePassword, ...rightsOf(session) };
});
