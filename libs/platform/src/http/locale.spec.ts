import { localeOf } from './locale.js';

test.each([
  [undefined, 'zh-CN'],
  ['', 'zh-CN'],
  ['*', 'zh-CN'],
  ['fr', 'zh-CN'],
  ['en', 'en'],
  ['en-GB', 'en'],
  ['EN-us,zh;q=0.9', 'en'],
  ['fr, en;q=0.8', 'en'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['en;q=0.5, zh-TW;q=0.7', 'zh-CN'],
  ['zh;q=0.3, fr, en ; q=0.4', 'en'],
  ['en;q=0', 'zh-CN'],
  ['zh;q=0, en;q=0.1', 'en'],
  ['en;q=much', 'zh-CN'],
  ['english', 'zh-CN'],
] as const)('%s is answered in %s', (header, locale) => {
  expect(localeOf(header)).toBe(locale);
});
