import type { CanteenState, HouseholdCategory, OrderChannel, OrderFunding, ProductCategory, Settlement, UnitKind } from '#contracts';
import type { Vocabulary } from '../value/read-word.js';

/** The words of the closed lists (contract §3 and §6). Only words that can mean nothing else. */
export const CATEGORY_WORDS: Vocabulary<ProductCategory> = {
  'grain-oil': ['粮油', '粮油类'],
  'meat-egg-dairy': ['肉禽蛋奶', '肉禽蛋奶类'],
  vegetable: ['蔬菜', '蔬菜类'],
  fruit: ['水果', '水果类'],
  'mushroom-dry': ['菌菇干货', '菌菇干货类'],
  'tea-drink': ['茶饮', '茶饮类'],
  processed: ['加工食品', '加工食品类'],
  'craft-service': ['手工与服务', '手工及服务', '手工和服务'],
};

/** 采购渠道. */
export const CHANNEL_WORDS: Vocabulary<OrderChannel> = {
  '832': ['832平台', '脱贫地区农副产品网络销售平台', '贫困地区农副产品网络销售平台', '扶贫832', '扶贫832平台'],
  'other-platform': ['其他平台'],
  offline: ['线下', '线下采购'],
};

/** 资金来源. */
export const FUNDING_WORDS: Vocabulary<OrderFunding> = {
  canteen: ['食堂', '食堂经费', '食堂采购'],
  union: ['工会', '工会经费', '工会采购', '工会福利'],
  personal: ['个人', '个人自购', '个人购买', '个人采购'],
  contractor: ['承包单位', '承包方', '承包商', '食堂承包方'],
  other: ['其他', '其它'],
};

/** 结算方式. */
export const SETTLEMENT_WORDS: Vocabulary<Settlement> = {
  prepaid: ['先款后货', '预付', '预付款', '先付', '先付款'],
  postpaid: ['先货后款', '货到付款', '后付', '后付款'],
};

/** 户类别. */
export const HOUSEHOLD_WORDS: Vocabulary<HouseholdCategory> = {
  lifted: ['已脱贫', '已脱贫户', '脱贫户'],
  'registered-poor': ['建档立卡', '建档立卡户', '建档立卡贫困户'],
  unstable: ['脱贫不稳定', '脱贫不稳定户'],
  marginal: ['边缘易致贫', '边缘易致贫户'],
  hardship: ['突发严重困难', '突发严重困难户'],
};

/** 食堂情况. */
export const CANTEEN_WORDS: Vocabulary<CanteenState> = {
  own: ['自有食堂', '自营食堂', '有食堂'],
  none: ['无食堂', '没有食堂'],
  shared: ['共用食堂', '共享食堂'],
  outsourced: ['食堂外包', '外包食堂', '外包'],
};

/** 单位类型. */
export const UNIT_KIND_WORDS: Vocabulary<UnitKind> = {
  department: ['主管部门', '主管单位'],
  'budget-unit': ['预算单位'],
  'sub-district': ['镇街', '镇办', '街道', '镇'],
  enterprise: ['企业'],
};
