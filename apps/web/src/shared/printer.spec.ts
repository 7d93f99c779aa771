import { i18n, type Language } from '../locales';
import en from '../locales/en';
import { type Counted, type Printer, printerOf } from './printer';

type Print = (print: Printer) => string;
const amount =
  (fen: number): Print =>
  (print) =>
    print.amount(fen);
const mass =
  (grams: number): Print =>
  (print) =>
    print.mass(grams);
const share =
  (permyriad: number | null): Print =>
  (print) =>
    print.share(permyriad);
const count =
  (n: number, noun: Counted): Print =>
  (print) =>
    print.count(n, noun);

/** B47: what stands on a page for one value, in Chinese and in English (frontend §3.10). */
const PRINTED: readonly (readonly [what: string, print: Print, chinese: string, english: string])[] = [
  ['a ledger’s amount', (print) => print.yuan(1_234_560), '12,345.60 元', '¥12,345.60'],
  ['an amount whose column names the unit', (print) => print.yuanDigits(1_234_560), '12,345.60', '12,345.60'],
  ['a quantity as it was entered', (print) => print.number(1_500.25), '1,500.25', '1,500.25'],
  ['less than 1万元', amount(999_900), '9,999.00 元', '¥9,999.00'],
  ['nothing', amount(0), '0.00 元', '¥0.00'],
  ['万元', amount(1_234_500_000), '1,234.5万元', '¥12.35 million'],
  ['what would round up to 1亿', amount(9_999_995_000), '1亿元', '¥100 million'],
  ['亿元', amount(12_345_678_900), '1.23亿元', '¥123.46 million'],
  ['less than nothing', amount(-1_234_560), '−1.23万元', '−¥12,345.60'],
  ['万斤', mass(23_500_000), '4.7万斤（23.5吨）', '23.5 t'],
  ['斤', mass(250_000), '500斤（250公斤）', '250 kg'],
  ['a share', share(8_230), '82.3%', '82.3%'],
  ['a share above the whole', share(10_690), '106.9%', '106.9%'],
  ['a share of no base', share(null), '—', '—'],
  ['more than before', (print) => print.change(1_090), '+10.9%', '+10.9%'],
  ['less than before', (print) => print.change(-320), '−3.2%', '−3.2%'],
  ['no change', (print) => print.change(0), '0%', '0%'],
  ['a difference of shares', (print) => print.points(-730), '7.3个百分点', '7.3 points'],
  ['orders', count(3_812, 'order'), '3,812笔', '3,812 orders'],
  ['one household', count(1, 'household'), '1户', '1 household'],
  ['a day', (print) => print.day('2026-11-23'), '2026年11月23日', '23 Nov 2026'],
  ['an instant, by the clock of Shanghai', (print) => print.instant('2026-11-23T10:00:12.000Z'), '2026-11-23 18:00', '2026-11-23 18:00'],
  ['a value that is missing', (print) => print.value(null, 'fen'), '—', '—'],
];

/** Nouns are in the language of the page. */
function printedIn(language: Language, print: Print): string {
  i18n.global.locale.value = language;
  return print(printerOf(language));
}

beforeAll(() => i18n.global.setLocaleMessage('en', en));

test.each(PRINTED)('B47 %s', (_what, print, chinese, english) => {
  expect([printedIn('zh-CN', print), printedIn('en', print)]).toEqual([chinese, english]);
});
