import { readXml } from './read-xml.js';
import type { NumberStyle } from './sheet.js';

/**
 * Number formats that are not spelled out in the file: the common ones, and those that Chinese Excel and WPS keep for
 * themselves (ECMA-376 part 1, §18.8.30: 27–36 and 50–58; `yyyy"年"m"月"d"日"` is 31).
 */
function builtIn(id: number): NumberStyle {
  if (id === 9 || id === 10) return 'percent';
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return 'time';
  return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) ? 'day' : 'number';
}

/** Time that has passed (`[h]:mm`) stands in brackets, as colours and places do, which are no part of what a format says. */
const ELAPSED = /\[(h+|m+|s+)\]/gi;
/** Quoted text, escaped signs, colours and places; and the words for no format at all. */
const NO_PART = /"[^"]*"|\\.|\[[^\]]*\]|_.|\*.|general|G\/通用格式/gi;
/** 0.00E+00 is a number, ss.000 a time: what else is in them would say the opposite. */
const EXPONENT = /e[+-]/gi;
const SPLIT_SECONDS = /s\.0+/gi;

/** How numbers are shown under each style (the `s` of a cell) that shows them as something else. */
export async function readNumberStyles(pieces: AsyncIterable<Buffer>): Promise<ReadonlyMap<string, NumberStyle>> {
  const formats = new Map<string, NumberStyle>();
  const styles = new Map<string, NumberStyle>();
  let index = -1;
  await readXml(pieces, {
    open: (name, attributes, decode) => {
      if (name === 'cellXfs') index = 0;
      if (name === 'numFmt') {
        const { numFmtId = '', formatCode = '' } = attributes();
        formats.set(numFmtId, styleOf(decode(formatCode)));
      }
      if (name !== 'xf' || index < 0) return;
      const { numFmtId = '0' } = attributes();
      const style = formats.get(numFmtId) ?? builtIn(Number(numFmtId));
      if (style !== 'number') styles.set(String(index), style);
      index += 1;
    },
    close: (name) => {
      if (name === 'cellXfs') index = -1;
    },
  });
  return styles;
}

/** What a format makes of a number above nothing. */
export function styleOf(format: string): NumberStyle {
  const [positive = ''] = format.replace(ELAPSED, '$1').replace(NO_PART, '').replace(EXPONENT, '').replace(SPLIT_SECONDS, 's').split(';');
  if (/[0#?]/.test(positive)) return positive.includes('%') ? 'percent' : 'number';
  if (/[yde]|aaa/i.test(positive)) return 'day';
  if (/[hs]/i.test(positive)) return 'time';
  // Without an hour or a second beside it, m is the month.
  return /m/i.test(positive) ? 'day' : 'number';
}
