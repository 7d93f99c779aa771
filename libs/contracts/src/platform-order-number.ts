/** Signs that spreadsheets and web pages leave around a number: spaces, zero-width signs, quotes, `=`. */
const AROUND = /^[\s\u200b-\u200d\u2060\ufeff'"‘’“”=]+|[\s\u200b-\u200d\u2060\ufeff'"‘’“”]+$/gu;

/** The number as it is compared: without what stands around it (contract §9, Imports). */
export function normaliseNumber(text: string): string {
  return text.replace(AROUND, '');
}

/** The normalised number, or `null` where there is none. */
export function numberOrNull(text: string | null | undefined): string | null {
  const number = normaliseNumber(text ?? '');
  return number === '' ? null : number;
}
