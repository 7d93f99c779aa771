import { computed, type ComputedRef, type Ref, shallowRef, type ShallowRef } from 'vue';
import { ApiProblem } from '../../api/api-problem';

/** A record with the version that a command names in `If-Match`. */
export interface Versioned {
  readonly id: string;
  readonly streamVersion: number;
}

export interface SeenVersion<View extends Versioned> {
  /** The record as it was when the person began to fill in: pages move by themselves, what was read does not. */
  readonly seen: ShallowRef<View>;
  /** Somebody else was faster: the last command was refused for the version it named. */
  readonly isStale: ComputedRef<boolean>;
  /** From now on the present record is the one that was seen. */
  readonly look: () => void;
}

/** @param problem what the last command failed with */
export function useSeenVersion<View extends Versioned>(present: () => View, problem: Ref<unknown>): SeenVersion<View> {
  const seen: ShallowRef<View> = shallowRef<View>(present());
  return {
    seen,
    isStale: computed(() => problem.value instanceof ApiProblem && problem.value.code === 'STREAM.VERSION_CONFLICT'),
    look: () => (seen.value = present()),
  };
}
