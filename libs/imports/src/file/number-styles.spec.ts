import { styleOf } from './number-styles.js';

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
