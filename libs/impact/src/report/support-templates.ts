import { type FigureName, LEAST_SHOWN, printAmountInText, printCount, printMass, SMALL_GROUP } from '#contracts';
import type { FigureAnswer } from '../figure/figure-reader.js';
import { type ReportSource, type Template, untilOf, wordsOf } from './annual-report.js';
import { NO_ENTRIES, Numbers, plain, ratio, type Written } from './numbers.js';

/**
 * 帮助销售: never added to purchases; what is counted as both is said (contract §4, support.overlap). Sales without a weight
 * are told by their number, and all sales then by what they came to.
 */
export const sales: Template = {
  name: 'sales',
  needs: ['sales.weight', 'sales.unconverted', 'sales.amount', 'sales.reach', 'support.overlap'],
  async write(source: ReportSource): Promise<Written> {
    const numbers = new Numbers();
    const sold = await soldBy(source, numbers);
    if (sold === undefined) return NO_ENTRIES;
    const text = [`帮助${wordsOf(source.year).households}销售${sold}`];
    const reach = await source.read('sales.reach');
    if (plain(reach) > 0) text.push(`惠及农户${numbers.count(reach, '户')}`);
    text.push(...(await besideWeight(source, numbers)));
    const overlap = await source.read('support.overlap');
    if (plain(overlap) > 0) text.push(`其中${numbers.put(overlap, printAmountInText(plain(overlap)))}同时计为采购，两者不相加`);
    return numbers.sentence(text.join('，'));
  },
};

/** What was sold and how much of it: by weight, else by the number of sales. @returns undefined where nothing was sold */
async function soldBy(source: ReportSource, numbers: Numbers): Promise<string | undefined> {
  const weight = await source.read('sales.weight');
  if (plain(weight) > 0) return `${await soldProduct(source, 'sales.weight')}${numbers.put(weight, printMass(plain(weight)))}`;
  const unconverted = await source.read('sales.unconverted');
  if (plain(unconverted) <= 0) return undefined;
  return `${await soldProduct(source, 'sales.unconverted')}${countOf(unconverted, numbers)}，均无净含量、未折算重量`;
}

/** What the weight does not tell: the sales that have none, and what all sales came to. */
async function besideWeight(source: ReportSource, numbers: Numbers): Promise<string[]> {
  const unconverted = await source.read('sales.unconverted');
  if (plain(unconverted) <= 0) return [];
  const weight = await source.read('sales.weight');
  const others = plain(weight) > 0 ? [`另有${countOf(unconverted, numbers)}无净含量、未折算重量`] : [];
  const amount = await source.read('sales.amount');
  const came = plain(amount) > 0 ? [`帮助销售金额共${numbers.put(amount, printAmountInText(plain(amount)))}`] : [];
  return [...others, ...came];
}

/** Sales are counted one by one, however about their quantities are. */
function countOf(sales: FigureAnswer, numbers: Numbers): string {
  return numbers.count({ ...sales, approximate: false }, '笔');
}

/** The product all of a figure's sales share (猕猴桃), else what they are all. */
async function soldProduct(source: ReportSource, figure: 'sales.weight' | 'sales.unconverted'): Promise<string> {
  const products = await source.groups(figure, 'product');
  return products.length === 1 ? (products[0]?.name ?? '') : '农产品';
}

/** One figure, one sentence. */
function counted(name: string, figure: FigureName, before: string, print: (value: number) => string): Template {
  return {
    name,
    needs: [figure],
    async write(source: ReportSource): Promise<Written> {
      const answer = await source.read(figure);
      if (plain(answer) <= 0) return NO_ENTRIES;
      const numbers = new Numbers();
      return numbers.sentence(`${before}${numbers.put(answer, print(plain(answer)))}`);
    },
  };
}

/** 考察 */
export const visits = counted('visits', 'activities.visits', '组织到帮扶地考察', (count) => printCount(count, '次'));

/** 职业技能培训 */
export const training: Template = {
  name: 'training',
  needs: ['activities.training-sessions', 'activities.training-participants'],
  async write(source: ReportSource): Promise<Written> {
    const sessions = await source.read('activities.training-sessions');
    if (plain(sessions) <= 0) return NO_ENTRIES;
    const numbers = new Numbers();
    const text = `举办职业技能培训${numbers.count(sessions, '期')}`;
    const people = await source.read('activities.training-participants');
    return numbers.sentence(plain(people) > 0 ? `${text}，培训${numbers.count(people, '人次')}` : text);
  },
};

/** 送技能 */
export const skills = counted('skills-delivery', 'activities.skills-deliveries', '组织农业科技企业送技能', (count) =>
  printCount(count, '次'),
);

const FEW_HOUSEHOLDS = `不足${LEAST_SHOWN}户，可辨认到户，不写 / fewer than ${LEAST_SHOWN} households could be told apart: withheld`;

/** 包抓的贫困户脱贫退出: a stock at the end of the year, written in the years in which households exited. */
export const exits: Template = {
  name: 'household-exits',
  needs: ['households.exit-rate'],
  async write(source: ReportSource): Promise<Written> {
    const rate = await source.read('households.exit-rate');
    const share = ratio(rate);
    if (rate.reason === SMALL_GROUP) return FEW_HOUSEHOLDS;
    if (share === undefined) return '没有登记的建档立卡户 / no registered-poor household';
    if (share.numerator === 0)
      return source.yearIsOver ? '到年末尚无脱贫退出 / no exit by the end of the year' : '至今尚无脱贫退出 / no exit so far';
    const before = ratio(await source.read('households.exit-rate', { year: source.year - 1 }));
    if (share.numerator <= (before?.numerator ?? 0))
      return '本年没有脱贫退出，往年的不重复写 / no exit in the year; earlier ones are not repeated';
    const numbers = new Numbers();
    const all = numbers.put(rate, printCount(share.denominator, '户'));
    const subject = `截至${untilOf(source)}，包抓的${all}${wordsOf(source.year).poor}`;
    if (share.numerator === share.denominator) {
      return numbers.sentence(`${subject}全部脱贫退出，退出率${numbers.share(rate, share)}`);
    }
    const exited = numbers.put(rate, printCount(share.numerator, '户'));
    return numbers.sentence(`${subject}中${exited}脱贫退出，退出率${numbers.share(rate, share)}`);
  },
};

/** 捐款捐物 */
export const donations = counted('donations', 'activities.donations-received', '收到捐款捐物', printAmountInText);
