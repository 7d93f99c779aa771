import { printAmount, printCount, printMass, printShare } from '#contracts';
import type { ReportSource, Template } from './annual-report.js';
import { NO_ENTRIES, Numbers, plain, ratio, type Written } from './numbers.js';

/** 帮助销售 */
export const sales: Template = {
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
export const storage: Template = {
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
export const platform: Template = {
  name: 'platform-832-application',
  write: (source) => templateSentence(source, 'platform-832-application', (stages) => `申报“扶贫832”采购平台，已完成${stages}。`),
};

/** 采购基地 */
export const base: Template = {
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
  const stages = sorted.map((group) => STAGE_NAMES[group.key] ?? group.name).join('、');
  // What is printed of this figure is which stages it counts.
  if (sorted.length > 0) numbers.put(await source.read('projects.stages-reached'), stages);
  return stages;
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

export const visits = counted(
  'visits',
  'activities.visits',
  (count) => `组织到帮扶地考察${count}。`,
  (count) => printCount(count, '次'),
);

export const training: Template = {
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
export const exits: Template = {
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

export const donations = counted('donations', 'activities.donations-received', (amount) => `收到捐款捐物${amount}。`, printAmount);
