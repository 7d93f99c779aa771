import { onBeforeUnmount, type Ref, ref, watch } from 'vue';

const SAVED_AFTER_MS = 500;

export interface Draft<Form> {
  /** What was left unfinished before, until it is taken or thrown away. */
  readonly found: Ref<Form | null>;
  take(): void;
  discard(): void;
}

/**
 * Keeps a form on this computer while somebody fills it in, so that a closed page loses nothing.
 * @param isEmpty a form like this is not worth keeping
 */
export function useDraft<Form extends object>(name: string, form: Form, isEmpty: (form: Form) => boolean): Draft<Form> {
  const key = `bangfu.draft.${name}`;
  const found = ref<Form | null>(stored<Form>(key)) as Ref<Form | null>;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const stop = watch(form, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!isEmpty(form)) localStorage.setItem(key, JSON.stringify(form));
    }, SAVED_AFTER_MS);
  });
  onBeforeUnmount(() => {
    stop();
    clearTimeout(timer);
  });
  return {
    found,
    take: () => {
      if (found.value !== null) Object.assign(form, found.value);
      found.value = null;
    },
    discard: () => {
      clearTimeout(timer);
      localStorage.removeItem(key);
      found.value = null;
    },
  };
}

/** A draft that an earlier release wrote in another form may not be readable: it is no draft then. */
function stored<Form>(key: string): Form | null {
  const text = localStorage.getItem(key);
  return text === null ? null : (JSON.parse(text) as Form);
}
