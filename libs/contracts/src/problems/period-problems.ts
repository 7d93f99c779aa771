import type { ProblemText } from '../problem-text.js';

/** Codes of 期间锁定: what it refuses, and why a lock itself may be refused. */
export const periodProblems = {
  'PERIOD.LOCKED': {
    status: 409,
    zh: '{period} 已由账号“{lockedBy}”于 {lockedAt} 锁定，该期间的金额不能再直接登记或更改。请把情况和凭证交上级单位的主管审核人员，由其填写调整原因后办理；订单和帮助销售的表格可由其填好“调整原因”列后导入。',
    en: '{period} was locked by the account “{lockedBy}” at {lockedAt}: amounts of that period are no longer entered or changed directly. Hand the facts and the proof to a reviewer of a unit above, who enters it as an adjustment with a reason; rows of orders and sales as a sheet with the column “调整原因” filled in.',
    at: {
      // Asked of a reviewer who may adjust and has not said why.
      adjustmentReason: {
        zh: '{period} 已由账号“{lockedBy}”于 {lockedAt} 锁定，该期间的金额只能作为调整登记。您可以办理：请填写调整原因（adjustmentReason）后重新提交。',
        en: '{period} was locked by the account “{lockedBy}” at {lockedAt}: its amounts are entered as adjustments only. You may do so: give the reason of the adjustment (adjustmentReason) and submit it again.',
      },
    },
  },
  'PERIOD.PLACES_LOCKED': {
    status: 409,
    zh: '{period} 已由账号“{lockedBy}”于 {lockedAt} 锁定，当时的隶属关系随之固定。请把业务日期填为 {lastDay} 之后。',
    en: '{period} was locked by the account “{lockedBy}” at {lockedAt}, and with it where units stood. Give a business day after {lastDay}.',
  },
  'PERIOD.NOT_LOCKED': {
    status: 403,
    zh: '所涉日期尚未锁定：锁定之前由采购填报或村级填报人员办理，锁定之后才由主管审核人员以调整方式办理。请退回填报人员。',
    en: 'The days concerned are not locked: before a lock this is for the purchaser or the village staff, and only after it for a reviewer, as an adjustment. Leave it to them.',
  },
  'PERIOD.NOT_ENDED': {
    status: 422,
    zh: '{period} 到 {lastDay} 才结束，今天是 {today}，还不能锁定。请在期间结束后再锁定。',
    en: '{period} ends on {lastDay} and today is {today}: it cannot be locked yet. Lock it once it has ended.',
  },
  'PERIOD.ALREADY_LOCKED': {
    status: 409,
    zh: '该单位的 {period} 已由账号“{lockedBy}”于 {lockedAt} 锁定，无须再锁。锁定不能撤销，更改请以调整方式办理。',
    en: 'For this unit {period} was locked by the account “{lockedBy}” at {lockedAt}. A lock is not taken back; changes are entered as adjustments.',
  },
} as const satisfies Record<string, ProblemText>;
