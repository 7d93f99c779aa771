import type { ProblemText } from '../problem-text.js';

export const reserveProblems = {
  'POLICY.NOT_SET': {
    status: 422,
    zh: '{year} 年还没有适用于该地区的政策规则。请管理员先录入规则及其文号。',
    en: 'No policy rule is set for {year} and this region. Ask the administrator to enter it with its document number.',
  },
  'RESERVE.BELOW_FLOOR': {
    status: 422,
    zh: '预留金额低于最低比例 {floorPermille}（{basis}），至少应为 {leastFen}。请调整金额，或附豁免文件。',
    en: 'The reserve is below the floor of {floorPermille} ({basis}); at least {leastFen}. Raise it or give an exemption file.',
  },
  'RESERVE.CANTEEN_AMOUNT_REQUIRED': {
    status: 422,
    zh: '“{field}”必须填写：有食堂（含外包、共用食堂的填报单位）须填报食堂食材采购总额和预留金额。',
    en: '“{field}” is required: a unit that answers for a canteen reports its spending and its reserve.',
  },
  'RESERVE.CANTEEN_AMOUNT_NOT_ALLOWED': {
    status: 422,
    zh: '“{field}”不应填写：无食堂的单位、以及共用食堂中不负责填报的单位没有食堂金额。',
    en: '“{field}” must be left out: without a canteen, or where another unit reports for the shared one, there are no canteen amounts.',
  },
  'RESERVE.UNION_AMOUNT_NOT_ALLOWED': {
    status: 422,
    zh: '“{field}”不应填写：共用食堂只由填报（代表）单位填报金额。',
    en: '“{field}” must be left out: of a shared canteen only the representative unit reports amounts.',
  },
  'RESERVE.RESERVE_ABOVE_SPEND': {
    status: 422,
    zh: '预留金额 {reserveFen} 超过采购总额 {spendFen}。请核对两个数字。',
    en: 'The reserve of {reserveFen} is more than the spending of {spendFen}. Check both.',
  },
  'RESERVE.SAME_PERSON': {
    status: 409,
    zh: '“{id}”是您本人填报或提交的，不能由您确认。请由上级单位的另一位审核人员确认。',
    en: '“{id}” was declared or submitted by you, so you cannot confirm it. Another reviewer of a unit above has to.',
  },
  'RESERVE.DECLARED_SINCE': {
    status: 409,
    zh: '导入之后，{year} 年的预留份额又重新填报过，撤销会改掉后来的填报。请先撤销后来的导入，或到“预留份额”里重新填报。',
    en: 'The reserve of {year} was declared again after the import; taking the import back would change that. Take the later import back first, or declare again on its page.',
  },
  'RESERVE.STATE': {
    status: 409,
    zh: '预留份额当前为“{state}”，不能执行此操作；当前可以：{allowed}。',
    en: 'The reserve is “{state}”; this step is not possible now. Possible: {allowed}.',
    without: {
      param: 'allowed',
      zh: '预留份额当前为“{state}”，这一年的份额到此为止，谁也不能再填报、退回、确认或调整。请在“预留份额”中查看它的历史；数字确有出入的，请告诉锁定它的上级主管审核。',
      en: 'The reserve is “{state}”: that year is closed, and nobody declares, returns, confirms or adjusts it any more. See its history; if a number is wrong, tell the reviewer above who locked it.',
    },
  },
} as const satisfies Record<string, ProblemText>;
