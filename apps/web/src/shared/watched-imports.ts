import { readonly, ref } from 'vue';

const STORED = 'bangfu.imports';

const ids = ref<readonly string[]>(stored());

/** Imports that were begun in this browser and whose end nobody has seen yet; a reload keeps them. */
export const watchedImports = readonly(ids);

/** Somebody wants to be told when this import ends. */
export function watchImport(importId: string): void {
  keep([...ids.value.filter((id) => id !== importId), importId]);
}

/** Its end has been seen. */
export function unwatchImport(importId: string): void {
  if (ids.value.includes(importId)) keep(ids.value.filter((id) => id !== importId));
}

function keep(next: readonly string[]): void {
  ids.value = next;
  localStorage.setItem(STORED, JSON.stringify(next));
}

function stored(): readonly string[] {
  return JSON.parse(localStorage.getItem(STORED) ?? '[]') as readonly string[];
}
