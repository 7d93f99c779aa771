import { growthOf, printAmountInText, printAmountsInText, printCount, printPoints, printShare } from '#contracts';
import type { FigureFilters } from '../figure/figure-filters.js';
import type { FigureAnswer } from '../figure/figure-reader.js';
import { type ReportSource, spanOf, type Template } from './annual-report.js';
import { NO_ENTRIES, Numbers, plain, ratio, UNROUNDED, type Written } from './numbers.js';

const CHANNEL_832: FigureFilters = { channel: '832' };

/** The four amounts of contract §4, in the order in which an order reaches them. */
const BASES = [
  ['ordered', '下单'],
  ['paid', '支付'],
  ['accepted', '验收'],
  ['completed', '完成'],
] as const;

/** 832平台采购: the four parallel amounts; they are stages of the same orders and never added. */
export const purchases: Template = {
  name: 'purchases-832',
  needs: ['purchase.ordered', 'purchase.paid', 'purchase.accepted', 'purchase.completed'],
  async write(source: ReportSource): Promise<Written> {
    const numbers = new Numbers();
    const amounts: { readonly word: string; readonly answer: FigureAnswer }[] = [];
    for (const [basis, word] of BASES) {
      const answer = await source.read(`purchase.${basis}`, CHANNEL_832);
      if (plain(answer) !== 0) amounts.push({ word, answer });
    }
    const printed = printAmountsInText(amounts.map(({ answer }) => plain(answer)));
    const parts = amounts.map(({ word, answer }, index) => `${word}${numbers.put(answer, printed[index] ?? '')}`);
    return parts.length === 0 ? NO_ENTRIES : numbers.sentence(`${spanOf(source)}通过832平台采购农副产品，${parts.join('、')}`);
  },
};

/** 同比: against the year before, where that year has a base (domain §5.3, patterns 2 and 4: both amounts and the growth). */
export const yearOnYear: Template = {
  name: 'purchases-year-on-year',
  needs: ['purchase.paid'],
  async write(source: ReportSource): Promise<Written> {
    const now = await source.read('purchase.paid', CHANNEL_832);
    const before = await source.read('purchase.paid', { ...CHANNEL_832, ...source.yearBefore });
    const growth = growthOf(plain(now), plain(before));
    if (plain(now) <= 0) return NO_ENTRIES;
    if (growth === null) return '上年同期无数据 / no figure of the year before';
    const numbers = new Numbers();
    const [then = '', today = ''] = printAmountsInText([plain(before), plain(now)]);
    const base = numbers.put(before, then);
    const moved = `${growth < 0 ? '降至' : growth > 0 ? '增至' : '到'}${numbers.put(now, today)}`;
    const either = { ...now, approximate: now.approximate || before.approximate };
    const change = numbers.put(either, printShare(Math.abs(growth)), before.filters);
    return numbers.sentence(`832平台支付额由上年同期的${base}${moved}，同比${growth < 0 ? '下降' : '增长'}${change}（${UNROUNDED}）`);
  },
};

/** 预留份额与完成率, in each of the four bases. */
export const completion: Template = {
  name: 'reserve-completion',
  needs: ['reserve.confirmed', 'reserve.completion'],
  async write(source: ReportSource): Promise<Written> {
    const numbers = new Numbers();
    const reserve = await source.read('reserve.confirmed');
    const amount = numbers.put(reserve, printAmountInText(plain(reserve)));
    const parts: string[] = [];
    for (const [basis, word] of BASES) {
      const answer = await source.read('reserve.completion', { basis });
      const share = ratio(answer);
      if (share !== undefined) parts.push(`${word}口径${numbers.share(answer, share)}`);
    }
    if (parts.length === 0) return '没有已确认的预留份额 / no confirmed reserve';
    return numbers.sentence(`已确认预留份额${amount}，832平台采购的完成率为${parts.join('、')}（${UNROUNDED}）`);
  },
};

/** 填报率与审核通过率 (domain §5.3, pattern 5). */
export const filing: Template = {
  name: 'reserve-filing',
  needs: ['reserve.filing', 'reserve.approval'],
  async write(source: ReportSource): Promise<Written> {
    const numbers = new Numbers();
    const filed = await source.read('reserve.filing');
    const share = ratio(filed);
    if (share === undefined || share.numerator === 0) return NO_ENTRIES;
    const must = numbers.put(filed, printCount(share.denominator, '家'));
    const have = numbers.put(filed, printCount(share.numerator, '家'));
    const text = `应填报预算单位${must}，已填报${have}，填报率${numbers.share(filed, share)}`;
    const approved = await source.read('reserve.approval');
    const passed = ratio(approved);
    return numbers.sentence(passed === undefined ? text : `${text}，审核通过率${numbers.share(approved, passed)}`);
  },
};

/** 与时间进度: only a year that is not over has a pace of its own. */
export const pace: Template = {
  name: 'reserve-pace',
  needs: ['reserve.pace'],
  async write(source: ReportSource): Promise<Written> {
    if (source.yearIsOver) return '年度已结束，进度即完成率 / the year is over: its pace is its completion';
    // The share of the year that has gone by is that of today, unless a last day is named.
    const answer = await source.read('reserve.pace', source.knownOn === undefined ? {} : { to: source.knownOn });
    const { value } = answer;
    if (value === null || typeof value === 'number' || 'numerator' in value) return '没有已确认的预留份额 / no confirmed reserve';
    const numbers = new Numbers();
    if (value.permyriad === 0) return numbers.sentence(`完成率与时间进度相当，相差${numbers.put(answer, printPoints(0))}`);
    const points = numbers.put(answer, printPoints(value.permyriad));
    return numbers.sentence(`完成率${value.permyriad < 0 ? '低于' : '高于'}时间进度${points}（${UNROUNDED}）`);
  },
};
