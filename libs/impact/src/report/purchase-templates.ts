import { printAmount, printCount, printPoints, printShare } from '#contracts';
import type { FigureFilters } from '../figure/figure-filters.js';
import type { ReportSource, Template } from './annual-report.js';
import { NO_ENTRIES, Numbers, plain, ratio, type Written } from './numbers.js';

const CHANNEL_832: FigureFilters = { channel: '832' };

/** 832平台采购、预留份额与完成率, 四种口径 */
export const purchases: Template = {
  name: 'purchases-832',
  async write(source: ReportSource): Promise<Written> {
    const numbers = new Numbers();
    const paid = await source.read('purchase.paid', CHANNEL_832);
    const ordered = await source.read('purchase.ordered', CHANNEL_832);
    if (plain(paid) === 0 && plain(ordered) === 0) return NO_ENTRIES;
    const text = [
      `全年通过832平台下单${numbers.put(ordered, printAmount(plain(ordered)))}、支付${numbers.put(paid, printAmount(plain(paid)))}`,
    ];
    const reserve = await source.read('reserve.confirmed');
    const completion = await source.read('reserve.completion');
    const share = ratio(completion);
    if (share !== undefined) {
      text.push(
        `，达到预留份额${numbers.put(reserve, printAmount(plain(reserve)))}的${numbers.put(completion, printShare(share.permyriad))}`,
      );
      text.push(await otherBases(source, numbers));
      text.push('，完成率按未四舍五入数计算');
    }
    return { text: `${text.join('')}。`, figures: numbers.figures };
  },
};

async function otherBases(source: ReportSource, numbers: Numbers): Promise<string> {
  const names = { ordered: '下单', accepted: '验收', completed: '完成' } as const;
  const parts: string[] = [];
  for (const [basis, name] of Object.entries(names) as [keyof typeof names, string][]) {
    const answer = await source.read('reserve.completion', { basis });
    const share = ratio(answer);
    if (share !== undefined) parts.push(`${name}口径${numbers.put(answer, printShare(share.permyriad))}`);
  }
  return parts.length === 0 ? '' : `（支付口径；${parts.join('、')}）`;
}

/** 同比: against the year before, where that year has a base. */
export const yearOnYear: Template = {
  name: 'purchases-year-on-year',
  async write(source: ReportSource): Promise<Written> {
    const numbers = new Numbers();
    const now = await source.read('purchase.paid', CHANNEL_832);
    const before = await source.read('purchase.paid', { ...CHANNEL_832, year: source.year - 1 });
    if (plain(before) <= 0) return '上年同期无数据 / no figure of the year before';
    const change = plain(now) - plain(before);
    const growth = Math.round((change * 10_000) / plain(before));
    const word = change < 0 ? '下降' : '增长';
    const text = `832平台支付额上年为${numbers.put(before, printAmount(plain(before)))}，同比${word}${printShare(Math.abs(growth))}（按未四舍五入数计算）。`;
    numbers.put(now, printAmount(plain(now)));
    return { text, figures: numbers.figures };
  },
};

/** 填报率与审核通过率 */
export const filing: Template = {
  name: 'reserve-filing',
  async write(source: ReportSource): Promise<Written> {
    const numbers = new Numbers();
    const filed = await source.read('reserve.filing');
    const approved = await source.read('reserve.approval');
    const [filedShare, approvedShare] = [ratio(filed), ratio(approved)];
    if (filedShare === undefined || filedShare.numerator === 0) return NO_ENTRIES;
    const share = numbers.put(filed, printShare(filedShare.permyriad));
    const passed = approvedShare === undefined ? '' : `，审核通过率${numbers.put(approved, printShare(approvedShare.permyriad))}`;
    return {
      text: `应填报预算单位${printCount(filedShare.denominator, '家')}，已填报${printCount(filedShare.numerator, '家')}，填报率${share}${passed}。`,
      figures: numbers.figures,
    };
  },
};

/** 与时间进度: only a year that is not over has a pace of its own */
export const pace: Template = {
  name: 'pace',
  async write(source: ReportSource): Promise<Written> {
    const answer = await source.read('reserve.pace');
    const { value } = answer;
    if (value === null || typeof value === 'number' || 'numerator' in value) return '没有已确认的预留份额 / no confirmed reserve';
    const numbers = new Numbers();
    const printed = numbers.put(answer, printPoints(value.permyriad));
    return { text: `采购进度${value.permyriad < 0 ? '低于' : '高于'}时间进度${printed}。`, figures: numbers.figures };
  },
};
