import type { ProblemItem } from '#contracts';

/** Deepest nesting a body may have; no command needs more than four levels. */
export const MOST_LEVELS = 32;

/** Any unpaired surrogate, and control characters other than tab and line breaks. */
/* eslint-disable no-control-regex -- these are exactly the characters to refuse */
const UNSTORABLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
/* eslint-enable no-control-regex */

/** Keys that every object inherits: no field has such a name, and validators look past them. */
const INHERITED = new Set(['__proto__', 'constructor', 'prototype']);

/** Finds what no field may hold, wherever it stands: unstorable text, and nesting that only an attacker sends. */
export function hostileParts(body: unknown): ProblemItem[] {
  const problems: ProblemItem[] = [];
  const todo: { value: unknown; path: string; level: number }[] = [{ value: body, path: '', level: 0 }];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { value, path, level } = next;
    if (typeof value === 'string' && UNSTORABLE.test(value)) {
      problems.push({ code: 'TEXT.ILL_FORMED', path, params: { field: path } });
    }
    if (typeof value !== 'object' || value === null) continue;
    if (level >= MOST_LEVELS) return [{ code: 'BODY.TOO_DEEP', params: { most: MOST_LEVELS } }];
    for (const [key, child] of Object.entries(value)) {
      if (INHERITED.has(key)) problems.push({ code: 'FIELD.UNKNOWN', path: path === '' ? key : `${path}.${key}`, params: { field: key } });
      if (UNSTORABLE.test(key)) problems.push({ code: 'TEXT.ILL_FORMED', path, params: { field: path } });
      todo.push({ value: child, path: path === '' ? key : `${path}.${key}`, level: level + 1 });
    }
  }
  return problems;
}
