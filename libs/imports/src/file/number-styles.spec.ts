import { readNumberStyles, styleOf } from './number-styles.js';

test.each([
  ['General', 'number'],
  ['G/通用格式', 'number'],
  ['0.00E+00', 'number'],
  ['[Red]"¥"#,##0.00;\\-0.00', 'number'],
  ['#,##0.00_ ;[Red]-#,##0.00 ', 'number'],
  ['0.0"元/day"', 'number'],
  ['0\\%', 'number'],
  ['@', 'number'],
  ['0%', 'percent'],
  ['#,##0.0%;-0.0%', 'percent'],
  ['yyyy\\-mm\\-dd', 'day'],
  ['yyyy"年"m"月"d"日";@', 'day'],
  ['[$-804]yyyy/m/d\\ h:mm:ss.000', 'day'],
  ['m"月"', 'day'],
  ['[$-804]aaaa;@', 'day'],
  ['h:mm:ss.0', 'time'],
  ['[h]:mm', 'time'],
  ['上午/下午 h"时"mm"分"', 'time'],
])('numbers under %s are shown as a %s', (format, style) => {
  expect(styleOf(format)).toBe(style);
});

async function* xml(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

const formatsOf = (ids: readonly number[]): string => ids.map((id) => `<xf numFmtId="${id}"/>`).join('');

/** ECMA-376 part 1, §18.8.30, with those of zh-CN. */
const BUILT_IN: readonly (readonly [from: number, to: number, style: string])[] = [
  [9, 10, 'percent'],
  [14, 17, 'day'],
  [18, 21, 'time'],
  [22, 22, 'day'],
  [27, 36, 'day'],
  [45, 47, 'time'],
  [50, 58, 'day'],
];

test('formats that a file does not spell out are those that every spreadsheet has', async () => {
  const ids = Array.from({ length: 64 }, (_, id) => id);
  const styles = await readNumberStyles(xml(`<styleSheet><cellXfs>${formatsOf(ids)}</cellXfs></styleSheet>`));
  const expected = BUILT_IN.flatMap(([from, to, style]) => ids.slice(from, to + 1).map((id) => [String(id), style]));
  expect([...styles]).toEqual(expected);
});

test('only the formats of cells count, and one that is spelled out before the built-in one of its number', async () => {
  const spelled =
    '<numFmts><numFmt numFmtId="9" formatCode="yyyy&quot;年&quot;"/><numFmt numFmtId="200" formatCode="0%"/><numFmt numFmtId="201" formatCode="@&amp;@"/></numFmts>';
  const named = `<cellStyleXfs>${formatsOf([14, 14])}</cellStyleXfs>`;
  const cells = `<cellXfs>${formatsOf([0, 9, 200, 201])}</cellXfs>`;
  const behind = `<dxfs>${formatsOf([14])}</dxfs>`;
  const styles = await readNumberStyles(xml(`<styleSheet>${spelled}${named}${cells}${behind}</styleSheet>`));
  expect([...styles]).toEqual([
    ['1', 'day'],
    ['2', 'percent'],
  ]);
});
