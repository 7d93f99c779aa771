import type { ProblemText } from '../problem-text.js';

export const orderProblems = {
  'ORDER.TOTAL_NOT_POSITIVE': {
    status: 422,
    zh: '订单总额为 {totalFen}（明细合计加运费减优惠），必须大于 0。请核对明细金额、运费和优惠。',
    en: 'The order’s total is {totalFen} (lines plus freight less discount) and must be above 0. Check the amounts.',
  },
  'ORDER.TOTAL_TOO_LARGE': {
    status: 422,
    zh: '“{field}”的合计超过账本能精确保存的最大数 {most}。请核对数量、净含量和金额。',
    en: 'The sum of “{field}” is above {most}, the largest number the ledger keeps exactly. Check quantities and amounts.',
  },
  'ORDER.DUPLICATE': {
    status: 409,
    zh: '该832订单号已由 {recordedBy} 于 {recordedAt} 登记。请打开已有订单，或核对订单号。',
    en: 'This 832 number was recorded by {recordedBy} at {recordedAt}. Open that order or check the number.',
    without: {
      param: 'id',
      zh: '该832订单号已于 {recordedAt} 由另一单位登记，不在您的权限范围内，故不显示订单和登记人。请核对订单号；确属本单位的，请联系上级主管。',
      en: 'This 832 number was recorded at {recordedAt} by another unit; which order and by whom is not shown, since it is out of your reach. Check the number; if the order is yours, ask the reviewer above.',
    },
  },
  'ORDER.OVERPAID': {
    status: 422,
    zh: '支付净额将超过订单总额：未付余额为 {openFen}。请核对金额。',
    en: 'Payments less refunds would be more than the order’s total: {openFen} are open. Check the amount.',
  },
  'ORDER.OVERACCEPTED': {
    status: 422,
    zh: '验收金额将超过订单总额：尚可验收 {openFen}。请核对金额。',
    en: 'The accepted amount would be more than the order’s total: {openFen} are open. Check the amount.',
  },
  'ORDER.OVERREFUNDED': {
    status: 422,
    zh: '退款合计将超过已付金额：尚可退款 {openFen}。请核对金额。',
    en: 'Refunds would be more than was paid: {openFen} can be refunded. Check the amount.',
  },
  'ORDER.NOT_ACCEPTED': {
    status: 409,
    zh: '订单尚未验收，不能评价。请先登记验收。',
    en: 'The order has not been accepted, so it cannot be rated. Record the acceptance first.',
  },
  'ORDER.ALREADY_RATED': {
    status: 409,
    zh: '订单已于 {day} 评价为 {stars} 星。评价只能登记一次；评错了请作废订单后重新登记。',
    en: 'The order was rated {stars} stars on {day}. It is rated once; if it was rated wrongly, void the order and record it again.',
  },
  'ORDER.ALREADY_DONE': {
    status: 409,
    zh: '该步骤已于 {day} 登记，不能重复登记。请查看订单的变更历史。',
    en: 'This step was recorded on {day}; it is recorded once. See the order’s history.',
  },
  'ORDER.NOT_PREPAID': {
    status: 409,
    zh: '只有先款后货的订单可以延迟付款。请核对结算方式。',
    en: 'Only a prepaid order can have its payment deferred. Check the settlement.',
  },
  'ORDER.ALREADY_DEFERRED': {
    status: 409,
    zh: '该订单已延迟付款一次，付款期限为 {dueOn}，不能再次延迟。请在期限前付款，或取消订单。',
    en: 'The payment was deferred once and is due on {dueOn}; it cannot be deferred again. Pay by then or cancel the order.',
  },
  'ORDER.NOT_CANCELLABLE': {
    status: 409,
    zh: '订单已发货或已支付，不能取消。如系误登请作废；如已退货请登记退款。',
    en: 'The order has been shipped or paid and cannot be cancelled. Void it if it was a mistake, or record a refund.',
  },
  'ORDER.ENDED': {
    status: 409,
    zh: '订单已于 {endedOn} 取消或作废（{reason}），不能再登记。如有新的业务，请另登记一笔订单。',
    en: 'The order was cancelled or voided on {endedOn} ({reason}) and takes no more entries. Record what is new as another order.',
  },
  'ORDER.SAME_UNIT': {
    status: 422,
    zh: '订单已归属单位“{unitId}”。请填写另一个单位。',
    en: 'The order already counts for the unit “{unitId}”. Name another unit.',
  },
  'ORDER.UNCHANGED': {
    status: 422,
    zh: '更正内容与现有登记相同，没有需要更正的地方。请先改动要更正的内容。',
    en: 'The changes equal what is recorded; there is nothing to correct. Change first what is to be corrected.',
  },
} as const satisfies Record<string, ProblemText>;
