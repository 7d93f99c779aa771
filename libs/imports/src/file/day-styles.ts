import { readXml } from './read-xml.js';

/**
 * Number formats that are days without being spelled out in the file: the common ones, and those that Chinese Excel and
 * WPS keep for themselves (ECMA-376 part 1, §18.8.30: 27–36 and 50–58; `yyyy"年"m"月"d"日"` is 31).
 */
const BUILT_IN_DAYS = (id: number): boolean => (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
/** Quoted text, escaped signs, colours and places: no part of what a format says. */
const NO_PART = /"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g;

/** Styles (the `s` of a cell) under which a number is shown as a day. A time of day alone is none. */
export async function readDayStyles(pieces: AsyncIterable<Buffer>): Promise<ReadonlySet<string>> {
  const formats = new Map<string, boolean>();
  const styles = new Set<string>();
  let index = -1;
  await readXml(pieces, {
    open: (name, attributes, decode) => {
      if (name === 'cellXfs') index = 0;
      if (name === 'numFmt') {
        const { numFmtId = '', formatCode = '' } = attributes();
        formats.set(numFmtId, isDayFormat(decode(formatCode)));
      }
      if (name !== 'xf' || index < 0) return;
      const { numFmtId = '0' } = attributes();
      if (formats.get(numFmtId) ?? BUILT_IN_DAYS(Number(numFmtId))) styles.add(String(index));
      index += 1;
    },
    close: (name) => {
      if (name === 'cellXfs') index = -1;
    },
  });
  return styles;
}

/** A format that shows a year or a day of the month; `m` alone may be minutes. */
function isDayFormat(format: string): boolean {
  const [positive = ''] = format.replace(NO_PART, '').split(';');
  return /[yde]/i.test(positive.replace(/general/i, '').replace(/0\.?0*e[+-]/i, '')) && !/[0#?]/.test(positive);
}
