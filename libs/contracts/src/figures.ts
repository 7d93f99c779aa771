import type { DimensionName } from './postings.js';

/** Unit of a figure's value; a ratio's value is `{ numerator, denominator, permyriad }`. */
export type FigureUnit = 'fen' | 'grams' | 'count' | 'ratio' | 'permyriad' | 'days';

/** Filters that narrow a figure beyond its time. */
export const FIGURE_FILTERS = ['unitId', 'channel', 'funding', 'category', 'villageCode', 'projectId', 'basis'] as const;
export type FigureFilter = (typeof FIGURE_FILTERS)[number];

/** What a figure means and how it may be asked, in one list (contract §4). */
export interface FigureDefinition {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly unit: FigureUnit;
  /** 口径: raised when the same events would give another value. */
  readonly ruleVersion: number;
  readonly rule: { readonly zh: string; readonly en: string };
  readonly source: string;
  readonly filters: readonly FigureFilter[];
}

const ORDER_FILTERS = ['unitId', 'channel', 'funding', 'category', 'projectId'] as const;
const SALE_FILTERS = ['villageCode', 'category'] as const;
const PROJECT_FILTERS = ['unitId', 'villageCode', 'projectId'] as const;

/** Which filter reads which dimension. */
export const FILTER_DIMENSIONS: Readonly<Record<Exclude<FigureFilter, 'basis'>, DimensionName>> = {
  unitId: 'unit',
  channel: 'channel',
  funding: 'funding',
  category: 'category',
  villageCode: 'village',
  projectId: 'project',
};

function figure<Name extends string>(
  name: Name,
  zh: string,
  en: string,
  unit: FigureUnit,
  filters: readonly FigureFilter[],
  ruleZh: string,
  ruleEn: string,
  source = '本系统口径 / rule of this ledger',
): FigureDefinition & { readonly name: Name } {
  return { name, zh, en, unit, ruleVersion: 1, rule: { zh: ruleZh, en: ruleEn }, source, filters };
}

export const FIGURES = [
  figure(
    'purchase.ordered',
    '采购下单额',
    'Ordered',
    'fen',
    ORDER_FILTERS,
    '未取消、未作废订单的总额，计入下单日',
    'Totals of orders neither cancelled nor void, on the order day',
  ),
  figure(
    'purchase.paid',
    '采购支付额',
    'Paid',
    'fen',
    ORDER_FILTERS,
    '支付减退款，各计入其发生日',
    'Payments less refunds, each on its own day',
    '财政部 2021 年通知：未支付订单不计入',
  ),
  figure(
    'purchase.accepted',
    '采购验收额',
    'Accepted',
    'fen',
    ORDER_FILTERS,
    '验收金额，减验收后的退款',
    'Accepted amounts less refunds made after acceptance',
  ),
  figure(
    'purchase.completed',
    '采购完成额',
    'Completed',
    'fen',
    ORDER_FILTERS,
    '足额支付、足额验收并已评价的订单，扣除退款，计入三者中最后一日',
    'Orders paid and accepted in full and rated, net of refunds, on the day the last of the three came',
    '广西 2022 口径：验收、支付、评价齐备',
  ),
  figure(
    'reserve.confirmed',
    '预留份额',
    'Reserve',
    'fen',
    ['unitId'],
    '年度已确认的食堂与工会预留金额之和',
    'Confirmed canteen and union amounts of the year',
  ),
  figure(
    'reserve.canteen',
    '食堂预留份额',
    'Canteen reserve',
    'fen',
    ['unitId'],
    '年度已确认的食堂预留金额',
    'Confirmed canteen amounts of the year',
  ),
  figure(
    'reserve.union',
    '工会预留份额',
    'Union reserve',
    'fen',
    ['unitId'],
    '年度已确认的工会预留金额',
    'Confirmed union amounts of the year',
  ),
  figure(
    'reserve.completion',
    '预留份额完成率',
    'Reserve completion',
    'ratio',
    ['unitId', 'basis'],
    '832平台采购额 ÷ 已确认预留份额；口径 basis：paid 支付（默认）、completed 完成、ordered 下单、accepted 验收',
    'Purchases on 832 ÷ confirmed reserve; basis paid (default), completed, ordered or accepted',
    '财库〔2021〕19号；广西 2022 口径',
  ),
  figure(
    'reserve.filing',
    '填报率',
    'Filing rate',
    'ratio',
    ['unitId'],
    '已提交（含已确认、已锁定）÷ 当年存续的预算单位',
    'Submitted, confirmed or locked ÷ budget units open in the year',
  ),
  figure('reserve.approval', '审核通过率', 'Approval rate', 'ratio', ['unitId'], '已确认 ÷ 已提交', 'Confirmed ÷ filed'),
  figure(
    'reserve.pace',
    '与时间进度之差',
    'Pace',
    'permyriad',
    ['unitId', 'basis'],
    '完成率减当年已过天数的占比，单位为万分点',
    'Completion less the elapsed share of the year, in hundredths of a percentage point',
  ),
  figure(
    'sales.weight',
    '帮助销售重量',
    'Weight sold',
    'grams',
    SALE_FILTERS,
    '帮助销售的重量；无净含量的件数不折算，另计条数',
    'Weight of helped sales; pieces without a net weight are counted apart',
  ),
  figure('sales.amount', '帮助销售金额', 'Amount sold', 'fen', SALE_FILTERS, '帮助销售的金额', 'Amount of helped sales'),
  figure(
    'sales.reach',
    '帮助农户数',
    'Households reached',
    'count',
    SALE_FILTERS,
    '有销售的不同农户数，加未列户名的销售所报户数',
    'Distinct households with sales, plus the households stated by sales that name none',
  ),
  figure(
    'support.overlap',
    '购销重复额',
    'Overlap',
    'fen',
    SALE_FILTERS,
    '同时计为采购和帮助销售的金额：每笔关联销售与其订单金额之较小者，按销售日',
    'Amount counted both as purchase and as sale: per linked sale the smaller of the two, on the sale’s day',
  ),
  figure(
    'projects.count',
    '项目数',
    'Projects',
    'count',
    PROJECT_FILTERS,
    '期末已登记的项目数',
    'Projects registered by the end of the period',
  ),
  figure(
    'projects.stages-reached',
    '达成环节数',
    'Stages reached',
    'count',
    PROJECT_FILTERS,
    '期内达成的环节，减期内重开的',
    'Stages reached within the period less those reopened',
  ),
  figure(
    'projects.days-late',
    '最大滞后天数',
    'Days late',
    'days',
    PROJECT_FILTERS,
    '各环节达成日（未达成者为期末或今日）晚于基线的天数，取最大',
    'Largest lateness of a stage against its baseline; an open stage counts to the end of the period or today',
  ),
  figure(
    'storage.capacity',
    '冷库容量',
    'Storage capacity',
    'grams',
    PROJECT_FILTERS,
    '期末冷库项目的设计贮藏量',
    'Designed capacity of cold stores by the end of the period',
  ),
  figure(
    'storage.share',
    '销量占冷库容量',
    'Share of storage',
    'ratio',
    ['villageCode'],
    '帮助销售重量 ÷ 冷库容量',
    'Weight of helped sales ÷ storage capacity',
  ),
  figure('activities.visits', '考察次数', 'Visits', 'count', [], '考察活动的次数', 'Visits held'),
  figure(
    'activities.training-sessions',
    '培训期数',
    'Training sessions',
    'count',
    [],
    '职业技能培训的期数',
    'Sessions of vocational training',
  ),
  figure(
    'activities.training-participants',
    '培训人次',
    'Training participants',
    'count',
    [],
    '职业技能培训的人次',
    'Participants of vocational training',
  ),
  figure(
    'activities.donations-received',
    '收到捐款捐物',
    'Donations received',
    'fen',
    [],
    '已到账捐款与物资折款之和',
    'Cash and goods received',
  ),
  figure(
    'households.registered',
    '登记农户数',
    'Households registered',
    'count',
    ['villageCode'],
    '期末登记的农户数',
    'Households registered by the end of the period',
  ),
  figure(
    'households.exited',
    '脱贫退出户数',
    'Households exited',
    'count',
    ['villageCode'],
    '期末已退出的农户数',
    'Households exited by the end of the period',
  ),
  figure(
    'households.exit-rate',
    '脱贫退出率',
    'Exit rate',
    'ratio',
    ['villageCode'],
    '已退出的建档立卡户 ÷ 曾登记为建档立卡的农户',
    'Exited ÷ households ever registered as registered-poor',
  ),
] as const satisfies readonly FigureDefinition[];

export type FigureName = (typeof FIGURES)[number]['name'];

export function figureDefinition(name: string): FigureDefinition | undefined {
  return FIGURES.find((definition) => definition.name === name);
}
