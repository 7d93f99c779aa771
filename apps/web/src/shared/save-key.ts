import { nextTick } from 'vue';
import { isComposing } from './composing';

/**
 * Ctrl+Enter, ⌘+Enter on a Mac, saves from every field of a form. Listen while the event goes down, before the field hears
 * it: selects and date pickers keep each Enter for themselves. What is pressed is the form's `[data-saves]`, else its submit.
 */
export async function saveByKey(event: KeyboardEvent): Promise<void> {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || isComposing(event)) return;
  const field = event.target instanceof HTMLElement ? event.target : undefined;
  const button = field?.closest('form')?.querySelector<HTMLElement>('[data-saves], [type=submit]');
  if (field === undefined || button === null || button === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  if (await takesTypedDay(field)) button.click();
}

/** A date picker takes what is typed with Enter, and stays open over what it cannot read: then nothing may be saved yet. */
async function takesTypedDay(field: HTMLElement): Promise<boolean> {
  const picker = field.closest('.el-date-editor');
  const isOpen = (): boolean => picker?.classList.contains('is-focus') === true;
  if (!isOpen()) return true;
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true }));
  await nextTick();
  return !isOpen();
}
