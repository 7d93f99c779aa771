import { type Cell, Cleared } from '../file/sheet.js';
import { withoutGuard } from './formula-guard.js';
import { isNothing } from './reading.js';

/** `="500"`: how programs make a sheet keep a text as it is. */
const AS_TEXT = /^=\s*"((?:[^"]|"")*)"$/s;
/** Quotes around the whole: inside it has none of its own. */
const QUOTED = /^(?:"[^"]*"|'[^']*'|“[^“”]*”|‘[^‘’]*’)$/s;
/** Before a text that a sheet should not take for a number. */
const TEXT_SIGN = /^['’‘](?=[^'’‘])/;
const MAY_BE_WRAPPED = /^\s*[="'“‘’]/;

/** A text without what programs leave around it (contract §9, Imports); quotes within it stay. */
function unwrapped(text: string): string {
  if (!MAY_BE_WRAPPED.test(text)) return text;
  const bare = text.trim();
  const formula = AS_TEXT.exec(bare);
  if (formula !== null) return (formula[1] ?? '').replaceAll('""', '"');
  return QUOTED.test(bare) ? bare.slice(1, -1) : withoutGuard(bare).replace(TEXT_SIGN, '');
}

/** What a text in a cell says: nothing written, written that there is nothing, or the text itself. */
export function writtenCell(text: string): Cell {
  const bare = unwrapped(text);
  if (!isNothing(bare)) return bare;
  return bare.trim() === '' ? null : new Cleared(text);
}
