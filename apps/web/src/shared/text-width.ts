/** Digits, letters and marks of Latin script take about this part of a Chinese character's width. */
const LATIN_EM = 0.6;

/** About how wide a text is, in its own font size; rather too wide than too narrow. */
export function emsOf(text: string): number {
  return Array.from(text).reduce((ems, sign) => ems + (/[\u2E80-\uFFEF]/.test(sign) ? 1 : LATIN_EM), 0);
}
