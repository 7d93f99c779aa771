import { figure } from './figure-definition.js';

const SALE_FILTERS = ['villageCode', 'category', 'countyCode', 'product', 'within'] as const;
const ACTIVITY_FILTERS = ['villageCode', 'kind', 'within'] as const;
const HOUSEHOLD_FILTERS = ACTIVITY_FILTERS;
const PROJECT_FILTERS = ['unitId', 'villageCode', 'projectId', 'template'] as const;
const STAGE_FILTERS = [...PROJECT_FILTERS, 'stage'] as const;

/** 帮扶: sales, projects, activities and households */
export const SUPPORT_FIGURES = [
  figure('sales.weight', '帮助销售重量', 'Weight sold', 'grams', SALE_FILTERS, {
    zh: '帮助销售的重量；无净含量的件数不折算，另计条数',
    en: 'Weight of helped sales; pieces without a net weight are counted apart',
  }),
  figure('sales.unconverted', '未折算重量的销售笔数', 'Sales of unknown weight', 'count', SALE_FILTERS, {
    zh: '以件、箱、袋、盒等计且无净含量的帮助销售：不折算重量，只计笔数',
    en: 'Helped sales in pieces without a net weight: they have no weight and are counted apart',
  }),
  figure('sales.amount', '帮助销售金额', 'Amount sold', 'fen', SALE_FILTERS, {
    zh: '帮助销售的金额',
    en: 'Amount of helped sales',
  }),
  figure('sales.reach', '帮助农户数', 'Households reached', 'count', SALE_FILTERS, {
    zh: '有销售的不同农户数，加未列户名的销售所报户数',
    en: 'Distinct households with sales, plus the households stated by sales that name none',
  }),
  figure('support.overlap', '购销重复额', 'Overlap', 'fen', SALE_FILTERS, {
    zh: '同时计为采购和帮助销售的金额：每笔关联销售与其订单金额之较小者，按销售日',
    en: 'Amount counted both as purchase and as sale: per linked sale the smaller of the two, on the sale’s day',
  }),
  figure('projects.count', '项目数', 'Projects', 'count', [...STAGE_FILTERS, 'within'], {
    zh: '期末已登记的项目数',
    en: 'Projects registered by the end of the period',
  }),
  figure('projects.stages-reached', '达成环节数', 'Stages reached', 'count', [...STAGE_FILTERS, 'within'], {
    zh: '期内达成的环节，减期内重开的',
    en: 'Stages reached within the period less those reopened',
  }),
  figure('projects.days-late', '最大滞后天数', 'Days late', 'days', STAGE_FILTERS, {
    zh: '各环节达成日（未达成者为期末或今日）晚于基线的天数，取最大',
    en: 'Largest lateness of a stage against its baseline; an open stage counts to the end of the period or today',
  }),
  figure('storage.capacity', '冷库容量', 'Storage capacity', 'grams', [...PROJECT_FILTERS, 'kind'], {
    zh: '期末冷库项目的设计贮藏量',
    en: 'Designed capacity of cold stores by the end of the period',
  }),
  figure('storage.share', '销量占冷库容量', 'Share of storage', 'ratio', ['villageCode'], {
    zh: '帮助销售重量 ÷ 冷库容量',
    en: 'Weight of helped sales ÷ storage capacity',
  }),
  figure('activities.visits', '考察次数', 'Visits', 'count', ACTIVITY_FILTERS, {
    zh: '考察活动的次数',
    en: 'Visits held',
  }),
  figure('activities.training-sessions', '培训期数', 'Training sessions', 'count', ACTIVITY_FILTERS, {
    zh: '职业技能培训的期数',
    en: 'Sessions of vocational training',
  }),
  figure('activities.training-participants', '培训人次', 'Training participants', 'count', ACTIVITY_FILTERS, {
    zh: '职业技能培训的人次',
    en: 'Participants of vocational training',
  }),
  figure('activities.skills-deliveries', '送技能次数', 'Skills deliveries', 'count', ACTIVITY_FILTERS, {
    zh: '送技能活动的次数',
    en: 'Skills deliveries held',
  }),
  figure('activities.donations-received', '收到捐款捐物', 'Donations received', 'fen', ACTIVITY_FILTERS, {
    zh: '已到账捐款与物资折款之和',
    en: 'Cash and goods received',
  }),
  figure('households.registered', '登记农户数', 'Households registered', 'count', HOUSEHOLD_FILTERS, {
    zh: '期末登记的农户数',
    en: 'Households registered by the end of the period',
  }),
  figure('households.exited', '脱贫退出户数', 'Households exited', 'count', HOUSEHOLD_FILTERS, {
    zh: '期末已退出的农户数',
    en: 'Households exited by the end of the period',
  }),
  figure('households.exit-rate', '脱贫退出率', 'Exit rate', 'ratio', HOUSEHOLD_FILTERS, {
    zh: '已退出的建档立卡户 ÷ 曾登记为建档立卡的农户',
    en: 'Exited ÷ households ever registered as registered-poor',
  }),
] as const;
