import { type Ref, ref } from 'vue';

/** What a form sends: one thing at a time, and why the last was refused. */
export interface Sending {
  /** Something is on its way. */
  readonly sending: Ref<boolean>;
  /** What the last one failed with, `null` where it came through. */
  readonly problem: Ref<unknown>;
  /** Does the work, unless some is on its way already; what it throws becomes the problem. */
  readonly send: (work: () => Promise<void>) => Promise<void>;
}

export function useSending(): Sending {
  const sending = ref(false);
  const problem = ref<unknown>(null);
  async function send(work: () => Promise<void>): Promise<void> {
    if (sending.value) return;
    sending.value = true;
    problem.value = null;
    try {
      await work();
    } catch (error) {
      problem.value = error;
    } finally {
      sending.value = false;
    }
  }
  return { sending, problem, send };
}
