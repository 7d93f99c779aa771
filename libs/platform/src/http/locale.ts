import type { Locale } from '#contracts';

/** Quality of a language that is not named; below every one that is (RFC 9110 §12.5.4). */
const NOT_NAMED = -1;

/** The language of an `Accept-Language` header: the one named with the higher quality, of two equal ones the first; else Chinese. */
export function localeOf(header = ''): Locale {
  const [zh, en] = [wanted(header, 'zh'), wanted(header, 'en')];
  if (en.quality <= 0) return 'zh-CN';
  return en.quality > zh.quality || (en.quality === zh.quality && en.index < zh.index) ? 'en' : 'zh-CN';
}

/** Where the language is wanted most: its quality and its place in the header. */
function wanted(header: string, language: 'zh' | 'en'): { readonly quality: number; readonly index: number } {
  const ranges = header.split(',').map((range, index) => {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    return { language: tag.split('-')[0], quality: weight === undefined ? 1 : Number(weight), index };
  });
  const named = ranges.filter((range) => range.language === language && range.quality >= 0);
  return named.reduce((best, next) => (next.quality > best.quality ? next : best), { quality: NOT_NAMED, index: Infinity });
}
