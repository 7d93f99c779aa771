import { onBeforeUnmount, type Ref, ref, watch } from 'vue';

const SAVED_AFTER_MS = 500;

export interface Draft<Form> {
  /** What was left unfinished before, until it is taken or thrown away. */
  readonly found: Ref<Form | null>;
  take(): void;
  discard(): void;
}

/** Of which form, and whose: nobody is offered what another left on the same computer. */
export interface DraftPlace {
  readonly name: string;
  readonly account: string;
}

/**
 * Keeps a form on this computer while somebody fills it in, so that a closed page loses nothing.
 * @param isEmpty a form like this is not worth keeping
 */
export function useDraft<Form extends object>(place: DraftPlace, form: Form, isEmpty: (form: Form) => boolean): Draft<Form> {
  const key = `bangfu.draft.${place.account}.${place.name}`;
  const found = ref<Form | null>(draftOf(localStorage.getItem(key), form)) as Ref<Form | null>;
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

/**
 * The draft that a kept text is.
 * @param form one of the form as it is now
 * @returns `null` where the text cannot be read, or is of the form as an earlier release had it: it is no draft then
 */
export function draftOf<Form extends object>(text: string | null, form: Form): Form | null {
  const kept = text === null ? null : parsed(text);
  return isLike(kept, form) ? kept : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The same fields, each of the same kind. */
function isLike<Form extends object>(kept: unknown, form: Form): kept is Form {
  if (typeof kept !== 'object' || kept === null) return false;
  const fields = new Map<string, unknown>(Object.entries(kept));
  const names = Object.entries(form);
  return fields.size === names.length && names.every(([name, value]) => kindOf(fields.get(name)) === kindOf(value));
}

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'list' : value === null ? 'nothing' : typeof value);
