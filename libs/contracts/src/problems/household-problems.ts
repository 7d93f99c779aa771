import type { ProblemText } from '../problem-text.js';

/** Codes of villages, households, sales and activities (contract §3 Households and support, §9). */
export const householdProblems = {
  'VILLAGE.UNKNOWN': {
    status: 422,
    zh: '找不到村“{id}”。请核对村代码或名称，或先登记该村。',
    en: 'There is no village “{id}”. Check its code or name, or register the village first.',
  },
  'HOUSEHOLD.UNKNOWN': {
    status: 422,
    zh: '没有编号为“{id}”的农户。请核对编号，或先登记该户。',
    en: 'There is no household “{id}”. Check the id, or register the household first.',
  },
  'HOUSEHOLD.OTHER_VILLAGE': {
    status: 422,
    zh: '农户“{id}”属于村“{villageCode}”，不是本记录所填的村。请核对农户或村代码。',
    en: 'The household “{id}” belongs to village “{villageCode}”, not to the one named here. Check the household or the village.',
  },
  'HOUSEHOLD.ALREADY_EXITED': {
    status: 409,
    zh: '农户“{id}”已于 {deregistration} 销号退出，不能再次退出。请核对农户，或查看其变更历史。',
    en: 'The household “{id}” exited on {deregistration}; it cannot exit twice. Check the household or see its history.',
  },
  'HOUSEHOLD.ALREADY_FORGOTTEN': {
    status: 409,
    zh: '农户“{id}”的个人信息已于 {forgottenOn} 销毁，不能恢复。请用农户编号继续办理。',
    en: 'The personal data of household “{id}” was destroyed on {forgottenOn} and cannot be restored. Go on with the household’s id.',
  },
  'EXIT.OUT_OF_ORDER': {
    status: 422,
    zh: '退出程序“{step}”的日期 {day} 早于前一步“{before}”的日期 {beforeDay}。应按评议、核实、认可、公示、公告、销号的顺序。',
    en: 'The exit step “{step}” on {day} lies before the step “{before}” on {beforeDay}. The order is appraisal, verification, consent, notice, announcement, deregistration.',
  },
  'ORDER.UNKNOWN': {
    status: 422,
    zh: '没有编号为“{id}”的采购订单。请核对编号，或先登记该订单。',
    en: 'There is no order “{id}”. Check the id, or record the order first.',
  },
  'SALE.VOIDED': {
    status: 409,
    zh: '这笔销售已作废（{reason}），不能再变更。请另记一笔。',
    en: 'This sale is void ({reason}) and cannot be changed. Record a new one.',
  },
  'SALE.UNCHANGED': {
    status: 422,
    zh: '更正内容与现有记录相同，没有需要更正的地方。请先改动要更正的内容。',
    en: 'The correction changes nothing. Change first what is to be corrected.',
  },
  'ACTIVITY.AMOUNT_REQUIRED': {
    status: 422,
    zh: '捐赠必须填写捐款、捐物折款或认捐金额。',
    en: 'A donation needs an amount: cash, goods or pledged.',
  },
  'ACTIVITY.AMOUNT_NOT_ALLOWED': {
    status: 422,
    zh: '只有捐赠（donation）才填写金额“{field}”，本活动的类型是 {kind}。请删除该金额，或另记一笔捐赠。',
    en: 'Only a donation has the amount “{field}”; this activity is {kind}. Leave it out, or record a donation beside it.',
  },
  'ACTIVITY.PURPOSES_DO_NOT_ADD_UP': {
    status: 422,
    zh: '各项用途合计 {sumFen}，与到位金额 {totalFen}（捐款加捐物折款）不符。请核对。',
    en: 'The purposes add up to {sumFen}, not to the {totalFen} received (cash and goods). Check them.',
  },
  'ACTIVITY.VOIDED': {
    status: 409,
    zh: '这项活动已作废（{reason}），不能再变更。请另记一项。',
    en: 'This activity is void ({reason}) and cannot be changed. Record a new one.',
  },
} as const satisfies Record<string, ProblemText>;
