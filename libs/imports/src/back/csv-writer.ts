import type { CsvForm } from '../file/sheet.js';
import { guardedText } from '../value/formula-guard.js';

/** Spreadsheets round a long number to fifteen digits; behind this sign, which they do not show, it stays text. */
const TEXT_SIGN = '\t';
const LONG_NUMBER = /^\d{12,}$/;
/** By it a spreadsheet tells the encoding; without one it takes the text for that of its own country. */
const MARK = '\ufeff';

/**
 * Rows as a text file with separators (RFC 4180, with the separator given), its encoding told by a mark. Every cell stays
 * text wherever it is opened: no formula runs, no long number is rounded. Reading takes the signs for it away again.
 */
export function csvBytes(rows: readonly (readonly string[])[], { delimiter, isUtf16 }: CsvForm): Buffer {
  const lines = rows.map((cells) => `${cells.map((cell) => quoted(kept(cell))).join(delimiter)}\r\n`);
  return Buffer.from(MARK + lines.join(''), isUtf16 ? 'utf16le' : 'utf8');
}

function kept(text: string): string {
  // The sign may be there from the last time.
  const bare = text.trim();
  return LONG_NUMBER.test(bare) ? `${TEXT_SIGN}${bare}` : guardedText(text);
}

/** Whatever separates cells in some file: outside quotes, a sentence with commas would be counted as cells. */
const SEPARATING = /["\r\n\t,;，|]/;

function quoted(text: string): string {
  return SEPARATING.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
