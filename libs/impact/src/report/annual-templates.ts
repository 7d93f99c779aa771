import { printAmount, printApproximate, printCount, printMass, printPoints, printShare } from '#contracts';
import type { FigureFilters } from '../figure/figure-filters.js';
import type { FigureAnswer } from '../figure/figure-reader.js';
import type { Ratio } from '../figure/ratio.js';
import type { PrintedFigure, ReportSource, Sentence, Template } from './annual-report.js';

type Written = Omit<Sentence, 'template'> | string;

/** Collects the numbers of one sentence. */
class Numbers {
  readonly figures: PrintedFigure[] = [];

  put(answer: FigureAnswer, printed: string): string {
    const text = printApproximate(printed, answer.approximate);
    this.figures.push({ figure: answer.figure, filters: answer.filters, printed: text });
    return text;
  }
}

function plain(answer: FigureAnswer): number {
  return typeof answer.value === 'number' ? answer.value : 0;
}

function ratio(answer: FigureAnswer): Ratio | undefined {
  return typeof answer.value === 'object' && answer.value !== null && 'numerator' in answer.value ? answer.value : undefined;
}

const NO_ENTRIES = '本年没有相应的入账 / no entries of this kind in the year';

const CHANNEL_832: FigureFilters = { channel: '832' };

/** 832平台采购、预留份额与完成率, 四种口径 */
const purchases: Template = {
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
const yearOnYear: Template = {
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
const filing: Template = {
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

/** 帮助销售 */
const sales: Template = {
  name: 'sales',
  async write(source: ReportSource): Promise<Written> {
    const numbers = new Numbers();
    const weight = await source.read('sales.weight');
    if (plain(weight) <= 0) return NO_ENTRIES;
    const product = (await source.soldProduct()) ?? '农产品';
    const reach = await source.read('sales.reach');
    const reached = plain(reach) > 0 ? `，惠及农户${numbers.put(reach, printCount(plain(reach), '户'))}` : '';
    return { text: `帮助贫困户销售${product}${numbers.put(weight, printMass(plain(weight)))}${reached}。`, figures: numbers.figures };
  },
};

/** 冷库: capacity, stages reached, and how much of it the sales would fill */
const storage: Template = {
  name: 'cold-storage',
  async write(source: ReportSource): Promise<Written> {
    const numbers = new Numbers();
    const capacity = await source.read('storage.capacity');
    if (plain(capacity) <= 0) return '没有登记的冷库项目 / no cold store is registered';
    const tons = numbers.put(capacity, `${plain(capacity) / 1_000_000}吨`);
    const reached = await stagesOf(source, numbers, 'cold-storage');
    const share = await source.read('storage.share');
    const filled = ratio(share);
    const of =
      filled === undefined || filled.numerator === 0
        ? ''
        : `，全年帮助销售量相当于其容量的${numbers.put(share, printShare(filled.permyriad))}`;
    return { text: `筹建${tons}果品储存保鲜冷库${reached === '' ? '' : `，已完成${reached}`}${of}。`, figures: numbers.figures };
  },
};

/** 申报"扶贫832"采购平台 */
const platform: Template = {
  name: 'platform-832-application',
  write: (source) => templateSentence(source, 'platform-832-application', (stages) => `申报“扶贫832”采购平台，已完成${stages}。`),
};

/** 采购基地 */
const base: Template = {
  name: 'purchase-base',
  write: (source) => templateSentence(source, 'purchase-base', (stages) => `建立消费扶贫采购基地，已完成${stages}。`),
};

async function templateSentence(source: ReportSource, template: string, sentence: (stages: string) => string): Promise<Written> {
  const numbers = new Numbers();
  const stages = await stagesOf(source, numbers, template);
  return stages === '' ? NO_ENTRIES : { text: sentence(stages), figures: numbers.figures };
}

const STAGE_NAMES: Readonly<Record<string, string>> = {
  'reserve-pool': '储备',
  listed: '入库',
  approved: '立项审批',
  filed: '报备',
  tendered: '施工招标',
  contracted: '合同签订',
  started: '开工',
  completed: '完工验收',
  accepted: '竣工验收',
  audited: '审计决算',
  'handed-over': '移交',
  titled: '确权',
  operating: '投入运营',
  recommended: '县级推荐',
  submitted: '提交申报',
  reviewed: '平台审核',
  admitted: '入驻',
  surveyed: '考察',
  agreed: '洽谈',
  signed: '签约',
  established: '挂牌建立',
};

/** The stages a kind of project has reached, in order, each supported by its figure. */
async function stagesOf(source: ReportSource, numbers: Numbers, template: string): Promise<string> {
  const projects = (await source.groups('projects.count', 'template')).filter((group) => group.key === template);
  if (projects.length === 0) return '';
  const order = Object.keys(STAGE_NAMES);
  const reached = (await source.groups('projects.stages-reached', 'stage')).filter((group) =>
    TEMPLATE_STAGES[template]?.includes(group.key),
  );
  const sorted = [...reached].sort((left, right) => order.indexOf(left.key) - order.indexOf(right.key));
  const answer = await source.read('projects.stages-reached');
  if (sorted.length > 0) numbers.put(answer, printCount(plain(answer), '个环节'));
  return sorted.map((group) => STAGE_NAMES[group.key] ?? group.name).join('、');
}

const TEMPLATE_STAGES: Readonly<Record<string, readonly string[]>> = {
  'cold-storage': [
    'reserve-pool',
    'listed',
    'approved',
    'filed',
    'tendered',
    'contracted',
    'started',
    'completed',
    'accepted',
    'audited',
    'handed-over',
    'titled',
    'operating',
  ],
  'platform-832-application': ['recommended', 'submitted', 'reviewed', 'admitted'],
  'purchase-base': ['surveyed', 'agreed', 'signed', 'established'],
};

/** One figure, one sentence. */
function counted(name: string, figure: string, sentence: (printed: string) => string, print: (value: number) => string): Template {
  return {
    name,
    async write(source: ReportSource): Promise<Written> {
      const numbers = new Numbers();
      const answer = await source.read(figure);
      if (plain(answer) <= 0) return NO_ENTRIES;
      return { text: sentence(numbers.put(answer, print(plain(answer)))), figures: numbers.figures };
    },
  };
}

const visits = counted(
  'visits',
  'activities.visits',
  (count) => `组织到帮扶地考察${count}。`,
  (count) => printCount(count, '次'),
);

const training: Template = {
  name: 'training',
  async write(source: ReportSource): Promise<Written> {
    const numbers = new Numbers();
    const sessions = await source.read('activities.training-sessions');
    if (plain(sessions) <= 0) return NO_ENTRIES;
    const people = await source.read('activities.training-participants');
    const trained = plain(people) > 0 ? `，培训${numbers.put(people, printCount(plain(people), '人次'))}` : '';
    const printed = numbers.put(sessions, printCount(plain(sessions), '期'));
    return { text: `举办职业技能培训${printed}${trained}。`, figures: numbers.figures };
  },
};

/** 包抓的贫困户脱贫退出 */
const exits: Template = {
  name: 'household-exits',
  async write(source: ReportSource): Promise<Written> {
    const numbers = new Numbers();
    const rate = await source.read('households.exit-rate');
    const share = ratio(rate);
    if (share === undefined) return '没有登记的建档立卡户 / no registered-poor household';
    const printed = numbers.put(rate, printShare(share.permyriad));
    const households = printCount(share.denominator, '户');
    const text =
      share.permyriad === 10_000 && share.numerator === share.denominator
        ? `包抓的${households}贫困户全部脱贫退出（退出率${printed}）。`
        : `包抓的${households}贫困户中${printCount(share.numerator, '户')}脱贫退出，退出率${printed}。`;
    return { text, figures: numbers.figures };
  },
};

const donations = counted('donations', 'activities.donations-received', (amount) => `收到捐款捐物${amount}。`, printAmount);

/** 与时间进度: only a year that is not over has a pace of its own */
const pace: Template = {
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

/** In the order and tone of a year's work report (domain §5.3). 购买 and 帮助销售 stay in sentences of their own. */
export const ANNUAL_TEMPLATES: readonly Template[] = [
  visits,
  base,
  sales,
  storage,
  platform,
  purchases,
  yearOnYear,
  filing,
  pace,
  training,
  exits,
  donations,
];
