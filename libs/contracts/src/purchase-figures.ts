import { figure } from './figure-definition.js';

const ORDER_FILTERS = ['unitId', 'channel', 'funding', 'category', 'countyCode', 'projectId', 'within'] as const;
const RESERVE_FILTERS = ['unitId', 'kind'] as const;

/** 采购与预留份额 */
export const PURCHASE_FIGURES = [
  figure('purchase.ordered', '采购下单额', 'Ordered', 'fen', ORDER_FILTERS, {
    zh: '未取消、未作废订单的总额，计入下单日',
    en: 'Totals of orders neither cancelled nor void, on the order day',
  }),
  figure('purchase.paid', '采购支付额', 'Paid', 'fen', ORDER_FILTERS, {
    zh: '支付减退款，各计入其发生日',
    en: 'Payments less refunds, each on its own day',
    source: '财政部 2021 年通知：未支付订单不计入',
  }),
  figure('purchase.accepted', '采购验收额', 'Accepted', 'fen', ORDER_FILTERS, {
    zh: '验收金额，减验收后的退款',
    en: 'Accepted amounts less refunds made after acceptance',
  }),
  figure('purchase.completed', '采购完成额', 'Completed', 'fen', ORDER_FILTERS, {
    zh: '足额支付、足额验收并已评价的订单，扣除退款，计入三者中最后一日',
    en: 'Orders paid and accepted in full and rated, net of refunds, on the day the last of the three came',
    source: '广西 2022 口径：验收、支付、评价齐备',
  }),
  figure('reserve.confirmed', '预留份额', 'Reserve', 'fen', RESERVE_FILTERS, {
    zh: '年度已确认的食堂与工会预留金额之和',
    en: 'Confirmed canteen and union amounts of the year',
  }),
  figure('reserve.canteen', '食堂预留份额', 'Canteen reserve', 'fen', RESERVE_FILTERS, {
    zh: '年度已确认的食堂预留金额',
    en: 'Confirmed canteen amounts of the year',
  }),
  figure('reserve.union', '工会预留份额', 'Union reserve', 'fen', RESERVE_FILTERS, {
    zh: '年度已确认的工会预留金额',
    en: 'Confirmed union amounts of the year',
  }),
  figure('reserve.completion', '预留份额完成率', 'Reserve completion', 'ratio', ['unitId', 'basis', 'within'], {
    zh: '832平台采购额 ÷ 已确认预留份额；口径 basis：paid 支付（默认）、completed 完成、ordered 下单、accepted 验收',
    en: 'Purchases on 832 ÷ confirmed reserve; basis paid (default), completed, ordered or accepted',
    source: '财库〔2021〕19号；广西 2022 口径',
  }),
  figure('reserve.filing', '填报率', 'Filing rate', 'ratio', ['unitId'], {
    zh: '已提交（含已确认、已锁定）÷ 当年存续的预算单位',
    en: 'Submitted, confirmed or locked ÷ budget units open in the year',
  }),
  figure('reserve.approval', '审核通过率', 'Approval rate', 'ratio', ['unitId'], {
    zh: '已确认 ÷ 已提交',
    en: 'Confirmed ÷ filed',
  }),
  figure('reserve.pace', '与时间进度之差', 'Pace', 'permyriad', ['unitId', 'basis'], {
    zh: '完成率减当年已过天数的占比，单位为万分点',
    en: 'Completion less the elapsed share of the year, in hundredths of a percentage point',
  }),
] as const;
