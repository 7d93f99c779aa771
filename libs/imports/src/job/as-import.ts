import type { Caller } from '#contracts';

/** Entries of an import are marked as such, whoever commits it. */
export function asImport(caller: Caller): Caller {
  return { ...caller, source: 'import' };
}
