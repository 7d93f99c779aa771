import type { ImportState } from '../../api/import-answers';

export const STEPS = ['pick', 'map', 'check', 'enter'] as const;
export type ImportStep = (typeof STEPS)[number];

const STEP_OF: Readonly<Record<ImportState, ImportStep>> = {
  reading: 'map',
  mapping: 'map',
  checked: 'check',
  committing: 'enter',
  done: 'enter',
  failed: 'enter',
  undoing: 'enter',
  undone: 'enter',
  cancelled: 'enter',
};

/** The step that an import waits at. */
export function stepOf(state: ImportState): ImportStep {
  return STEP_OF[state];
}

/** How a state looks in a list. */
export function lookOf(state: ImportState): 'good' | 'warn' | 'bad' | '' {
  if (state === 'done') return 'good';
  if (state === 'failed') return 'bad';
  return state === 'mapping' || state === 'checked' ? 'warn' : '';
}

/** The key of the text for a problem's code. */
export function codeKey(code: string): string {
  return `imports.codes.${code.replace('.', '_')}`;
}
