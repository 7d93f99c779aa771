/** Longest name of a file that is kept, in characters. */
const LONGEST = 120;

/**
 * The name of a sheet as it is kept and shown: without its path, without what cannot be seen or turns what is seen around,
 * and no longer than a line.
 */
export function sheetName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? '';
  const seen = last.replace(/\p{Cc}|\p{Cf}|\p{Surrogate}|\p{Zl}|\p{Zp}/gu, '').trim();
  return Array.from(seen).slice(0, LONGEST).join('') || '未命名';
}
