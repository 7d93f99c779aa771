/** A key of the outside contract as people call it. */
interface Term {
  readonly zh: string;
  readonly en: string;
}

/** The words for the keys of one closed list. */
export type Terms = Readonly<Record<string, Term>>;

export const ROLE_TERMS: Terms = {
  purchaser: { zh: '采购填报', en: 'Purchaser' },
  reviewer: { zh: '主管审核', en: 'Reviewer' },
  'project-staff': { zh: '项目专干', en: 'Project staff' },
  'village-staff': { zh: '村级填报', en: 'Village staff' },
  leader: { zh: '领导', en: 'Leader' },
  auditor: { zh: '审计', en: 'Auditor' },
  admin: { zh: '系统管理', en: 'Administrator' },
};

export const RESERVE_STATE_TERMS: Terms = {
  none: { zh: '未填报', en: 'Not declared' },
  draft: { zh: '填写中', en: 'Draft' },
  submitted: { zh: '待审核', en: 'Under review' },
  returned: { zh: '已退回', en: 'Returned' },
  confirmed: { zh: '已确认', en: 'Confirmed' },
  adjusted: { zh: '调整中', en: 'Being adjusted' },
  locked: { zh: '已锁定', en: 'Locked' },
};

export const IMPORT_STATE_TERMS: Terms = {
  reading: { zh: '读取中', en: 'Reading' },
  mapping: { zh: '待对应列', en: 'Columns to choose' },
  checked: { zh: '待确认', en: 'To be confirmed' },
  committing: { zh: '导入中', en: 'Importing' },
  done: { zh: '已导入', en: 'Imported' },
  failed: { zh: '已中止', en: 'Stopped' },
  undoing: { zh: '撤销中', en: 'Undoing' },
  undone: { zh: '已撤销', en: 'Undone' },
  cancelled: { zh: '已放弃', en: 'Given up' },
};

export const ACTIVITY_TERMS: Terms = {
  visit: { zh: '考察', en: 'Visit' },
  training: { zh: '职业技能培训', en: 'Vocational training' },
  'skills-delivery': { zh: '送技能', en: 'Skills delivery' },
  donation: { zh: '捐赠', en: 'Donation' },
  inspection: { zh: '督导', en: 'Inspection' },
};

export const CHANNEL_TERMS: Terms = {
  '832': { zh: '832平台', en: '832 platform' },
  'other-platform': { zh: '其他平台', en: 'Other platform' },
  offline: { zh: '线下', en: 'Offline' },
};

export const FUNDING_TERMS: Terms = {
  canteen: { zh: '食堂', en: 'Canteen' },
  union: { zh: '工会', en: 'Union' },
  personal: { zh: '个人', en: 'Personal' },
  contractor: { zh: '承包单位', en: 'Contractor' },
  other: { zh: '其他', en: 'Other' },
};

export const CATEGORY_TERMS: Terms = {
  'grain-oil': { zh: '粮油', en: 'Grain and oil' },
  'meat-egg-dairy': { zh: '肉禽蛋奶', en: 'Meat, eggs, dairy' },
  vegetable: { zh: '蔬菜', en: 'Vegetables' },
  fruit: { zh: '水果', en: 'Fruit' },
  'mushroom-dry': { zh: '菌菇干货', en: 'Mushrooms, dried goods' },
  'tea-drink': { zh: '茶饮', en: 'Tea and drinks' },
  processed: { zh: '加工食品', en: 'Processed food' },
  'craft-service': { zh: '手工与服务', en: 'Crafts and services' },
};

export const TEMPLATE_TERMS: Terms = {
  'cold-storage': { zh: '保鲜冷库', en: 'Cold store' },
  'purchase-base': { zh: '采购基地', en: 'Purchase base' },
  'platform-832-application': { zh: '申报832平台', en: '832 application' },
  general: { zh: '一般项目', en: 'General project' },
};
