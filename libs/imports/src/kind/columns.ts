import { QUANTITY_UNITS } from '#contracts';
import { firstWords } from '../value/read-word.js';
import { column, type Columns, type ImportKind } from './column.js';
import {
  CANTEEN_WORDS,
  CATEGORY_WORDS,
  CHANNEL_WORDS,
  FUNDING_WORDS,
  HOUSEHOLD_WORDS,
  SETTLEMENT_WORDS,
  UNIT_KIND_WORDS,
} from './vocabularies.js';

const DAY_HINT = '带年份的日期，例如 2026-03-05';
const YUAN_HINT = '以元为单位的数字，最多两位小数';

/** 付 together with 额 or 款, or alone; not the manner, the day or the state of a payment. */
const PAID_AMOUNT =
  /^(?!.*(?:方式|单位|时间|日期|凭证|状态|情况|进度|条件|比例|是否|[方人日账号率])).*(?:付.*[额款数]|[额款].*付|^[已实支应]付$)/;

const product = (header: string, aliases: readonly string[]): Columns[string] =>
  column(header, { aliases, isRequired: true, hint: '名称，不超过 200 字' });
const category = column('品类', {
  aliases: ['商品品类', '产品品类', '商品类别'],
  isRequired: true,
  words: firstWords(CATEGORY_WORDS),
  hint: '从列表选择',
});
const quantity = column('数量', {
  aliases: ['采购数量', '销售数量'],
  nature: 'quantity',
  isRequired: true,
  hint: '大于 0 的数字；约数可写“约500”',
});
const measure = column('单位', {
  aliases: ['计量单位', '数量单位'],
  isRequired: true,
  words: QUANTITY_UNITS,
  hint: '斤、公斤、吨、万斤、克，或箱、件、袋、盒',
});
const pack = column('净含量', {
  aliases: ['单件净含量', '每件净含量'],
  nature: 'pack',
  hint: '单位是箱、件、袋、盒时，每件多重，例如 5公斤',
});
const note = column('备注', { aliases: ['说明'], hint: '不入账，只随导入记录保存' });
/** As many characters of 调整原因 as the body of an entry takes. */
export const MOST_REASON = 500;
const adjustmentReason = column('调整原因', {
  aliases: ['调整事由', '调账原因'],
  hint: `日期所在期间已锁定时，由上级单位的主管审核人员填写并导入，不超过 ${MOST_REASON} 字；期间未锁定时不填`,
});

/** 采购订单 (contract §6). */
export const ORDER_COLUMNS = {
  orderNo: column('订单编号', {
    isCode: true,
    aliases: ['订单号', '832订单编号', '832订单号', '平台订单号', '平台订单编号'],
    hint: '832 平台的订单编号，按文本填写；线下采购可不填',
  }),
  unit: column('采购单位', {
    aliases: ['所属预算单位', '预算单位', '采购单位名称'],
    isRequired: true,
    isOfUpload: true,
    hint: '单位名称或编号',
  }),
  day: column('下单日期', { aliases: ['下单时间', '成交时间'], isRequired: true, hint: DAY_HINT }),
  supplier: column('供应商', { aliases: ['供货单位', '店铺名称', '供应商名称'], isRequired: true, hint: '名称，不超过 200 字' }),
  origin: column('产地县', { isCode: true, aliases: ['产地', '发货地'], hint: '832 个脱贫县之一，或六位代码' }),
  product: product('商品名称', ['产品', '商品', '产品名称']),
  category,
  quantity,
  measure,
  pack,
  amount: column('金额（元）', { aliases: ['商品金额', '实付金额'], nature: 'amount', isRequired: true, hint: `${YUAN_HINT}，不含运费` }),
  freight: column('运费（元）', { nature: 'amount', hint: `${YUAN_HINT}；同一订单只计一次` }),
  discount: column('优惠（元）', { aliases: ['优惠金额'], nature: 'amount', hint: `${YUAN_HINT}；同一订单只计一次` }),
  funding: column('资金来源', { aliases: ['资金渠道'], isRequired: true, words: firstWords(FUNDING_WORDS), hint: '从列表选择' }),
  settlement: column('结算方式', { isRequired: true, words: firstWords(SETTLEMENT_WORDS), hint: '从列表选择' }),
  channel: column('采购渠道', { aliases: ['渠道'], words: firstWords(CHANNEL_WORDS), hint: '不填时：有订单编号为 832平台，没有为线下' }),
  paidOn: column('支付日期', { aliases: ['付款时间', '支付时间', '付款日期'], hint: DAY_HINT }),
  paid: column('支付金额（元）', {
    aliases: ['付款金额', '已付金额', '已支付金额', '已付款金额', '实际支付金额', '支付额', '付款额'],
    nature: 'amount',
    hint: `${YUAN_HINT}；一笔订单的支付只填一次`,
    // Without this column a day alone says that all was paid.
    suspected: { heads: PAID_AMOUNT, beside: 'paidOn' },
  }),
  acceptedOn: column('验收日期', { aliases: ['验收时间'], hint: DAY_HINT }),
  ratedOn: column('评价日期', { aliases: ['评价时间'], hint: `${DAY_HINT}；须已验收` }),
  stars: column('评价星级', { aliases: ['星级'], hint: '1 到 5；不填按平台默认的 5 星' }),
  refund: column('退款金额（元）', { nature: 'amount', hint: `${YUAN_HINT}；不超过支付金额` }),
  refundedOn: column('退款日期', { aliases: ['退款时间'], hint: `${DAY_HINT}；不填按最后一个已填日期` }),
  adjustmentReason,
  note,
} as const satisfies Columns;

/** 帮助销售 (contract §6). */
export const SALE_COLUMNS = {
  day: column('日期', { aliases: ['销售日期', '业务日期'], isRequired: true, hint: DAY_HINT }),
  village: column('村', { isCode: true, aliases: ['村名', '所在村', '村（社区）', '村社区'], isRequired: true, hint: '村名或村代码' }),
  household: column('农户', { isCode: true, aliases: ['户编号'], hint: '已登记农户的编号；不填为全村的销售' }),
  product: product('产品', ['产品名称', '商品名称', '商品']),
  category,
  quantity,
  measure,
  pack,
  amount: column('金额（元）', { aliases: ['销售金额', '销售额'], nature: 'amount', hint: YUAN_HINT }),
  buyer: column('买方', { aliases: ['购买方', '收购方'], hint: '合作社、企业或单位的名称；个人只以脱敏形式入账' }),
  adjustmentReason,
  note,
} as const satisfies Columns;

/** 农户 (contract §9, Imports). */
export const HOUSEHOLD_COLUMNS = {
  reference: column('户编号', { isCode: true, aliases: ['农户编号'], hint: '本表里的标识，不要填身份证号' }),
  village: column('村', { isCode: true, aliases: ['村名', '所在村', '村（社区）', '村社区'], isRequired: true, hint: '村名或村代码' }),
  category: column('户类别', { aliases: ['户类型', '农户类别'], isRequired: true, words: firstWords(HOUSEHOLD_WORDS), hint: '从列表选择' }),
  members: column('家庭人口', { aliases: ['家庭人口数', '人口'], isRequired: true, hint: '1 到 100 的整数' }),
  name: column('户主姓名', { aliases: ['姓名', '户主'], hint: '与联系电话同时填写；单独密存，不进入账本' }),
  phone: column('联系电话', { isCode: true, aliases: ['电话', '手机号'], hint: '与户主姓名同时填写；单独密存，不进入账本' }),
  note,
} as const satisfies Columns;

/** 预留份额 (contract §9, Imports). */
export const RESERVE_COLUMNS = {
  year: column('年度', { aliases: ['年份'], isRequired: true, hint: '四位年份，例如 2021' }),
  unit: column('预算单位', { aliases: ['单位名称', '填报单位'], isRequired: true, isOfUpload: true, hint: '单位名称或编号' }),
  canteen: column('食堂情况', { aliases: ['食堂类型'], isRequired: true, words: firstWords(CANTEEN_WORDS), hint: '从列表选择' }),
  canteenSpend: column('食堂食材采购总额（元）', { nature: 'amount', hint: YUAN_HINT }),
  canteenReserve: column('食堂预留金额（元）', { nature: 'amount', hint: YUAN_HINT }),
  unionSpend: column('工会采购总额（元）', { nature: 'amount', hint: YUAN_HINT }),
  unionReserve: column('工会预留金额（元）', { nature: 'amount', hint: YUAN_HINT }),
  representative: column('代表单位', { hint: '共用食堂时必填；由代表单位填金额' }),
  contractor: column('承包单位', { hint: '食堂外包时必填' }),
  note: column('备注', { aliases: ['说明'], hint: '不超过 1000 字' }),
} as const satisfies Columns;

/** 单位 (contract §9, Imports). */
export const UNIT_COLUMNS = {
  name: column('单位名称', { aliases: ['单位'], isRequired: true, hint: '名称，不超过 200 字' }),
  kind: column('单位类型', { aliases: ['单位类别'], isRequired: true, words: firstWords(UNIT_KIND_WORDS), hint: '从列表选择' }),
  parent: column('上级单位', { aliases: ['主管单位'], hint: '已登记的单位，或本表中写在前面的单位' }),
  region: column('行政区划代码', { isCode: true, aliases: ['区划代码'], hint: '六位数字' }),
  contact: column('联系人', { hint: '不超过 50 字' }),
  phone: column('联系电话', { isCode: true, aliases: ['电话'], hint: '3–20 位数字、空格、+、-、括号' }),
} as const satisfies Columns;

/** The columns of each kind, in the order of its template. */
export const COLUMNS_OF: Readonly<Record<ImportKind, Columns>> = {
  orders: ORDER_COLUMNS,
  sales: SALE_COLUMNS,
  households: HOUSEHOLD_COLUMNS,
  reserves: RESERVE_COLUMNS,
  units: UNIT_COLUMNS,
};
