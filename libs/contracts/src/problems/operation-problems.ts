import type { ProblemText } from '../problem-text.js';

export const operationProblems = {
  'JOB.RUNNING': {
    status: 409,
    zh: '另一项任务（{kind}）从 {startedAt} 起正在进行。请等它结束，或先取消它。',
    en: 'Another job ({kind}) has been running since {startedAt}. Wait for its end, or cancel it first.',
  },
  'JOB.ENDED': {
    status: 409,
    zh: '任务“{id}”已经结束，不能再取消。请查看它的结果。',
    en: 'The job “{id}” has ended and can no longer be cancelled. See what came of it.',
  },
  'JOB.BY_COMMAND': {
    status: 409,
    zh: '集群版中这项操作由运维人员用命令完成：{command}。请联系运维人员。',
    en: 'In the cluster tier the operator does this by a command: {command}. Ask the operator for it.',
  },
  'DEMO.UNKNOWN': {
    status: 422,
    zh: '没有演示数据“{name}”。请改用：{known}。',
    en: 'There is no demonstration “{name}”. Use one of: {known}.',
  },
  'PROJECTION.UNKNOWN': {
    status: 422,
    zh: '没有名为“{name}”的汇总数据。请改用：{known}。',
    en: 'There is no read model “{name}”. Use one of: {known}.',
  },
  'PARKED.UNKNOWN': {
    status: 404,
    zh: '“{id}”没有被搁置，未作改动。请用命令 `parked list` 查看编号后重试。',
    en: '“{id}” is not parked, and nothing was changed. See its id with `parked list` and try again.',
  },
  'PARKED.REASON_REQUIRED': {
    status: 422,
    zh: '原因应有 {least} 至 {most} 个字，未作改动。请写明这条消息从何而来、为何不是账里的事件。',
    en: 'The reason must have {least} to {most} letters, and nothing was changed. Say where the message came from and why it is no event of the ledger.',
  },
  'PARKED.WHO_REQUIRED': {
    status: 422,
    zh: '决定人应有 1 至 {most} 个字，未作改动。请用 `--by` 写明姓名。',
    en: 'Who decides must have 1 to {most} letters, and nothing was changed. Give a name with --by.',
  },
  'PARKED.IN_LOG': {
    status: 409,
    zh: '“{id}”是账里的一个事件，不能存查：不计它，数字就会漏。本版本能读时请用命令 `parked replay` 重新处理；否则请安装能读它的版本，再重新处理。',
    en: '“{id}” is an event of the ledger and cannot be set aside: figures would leave it out. Where this release can read it, `parked replay`; otherwise install the release that can, then replay.',
  },
  'PARKED.READABLE': {
    status: 409,
    zh: '“{id}”这一版本能读，不必存查。请用命令 `parked replay` 重新处理。',
    en: 'This release can read “{id}”, so it need not be set aside. Use `parked replay`.',
  },
  'PARKED.MAY_BE_LAST': {
    status: 409,
    zh: '“{id}”在它的分区里后面还没有账里的事件，它可能就是日志（{log}）损坏了的最后一个，未作改动。请等下一笔入账后重试。',
    en: 'No event of the ledger lies behind “{id}” in its partition yet: it may be the last one of the log {log}, damaged. Nothing was changed. Try again after the next entry.',
  },
  'PARKED.MAY_BE_EVENT': {
    status: 409,
    zh: '汇总数据（{projection}）还没有读全日志（{log}），“{id}”可能就是缺的那个事件，未作改动。请一分钟后重试；仍不行时请按运行手册（docs/runbook.md）“重新铺设主题”处理。',
    en: 'The read model {projection} has not read all of the log {log}: “{id}” may be the event that is missing. Nothing was changed. Try again in a minute; if it stays so, see docs/runbook.md, “Lay the topics anew”.',
  },
  'PARKED.ALREADY_ASIDE': {
    status: 409,
    zh: '“{id}”已经存查，未作改动。请用命令 `parked list` 查看是谁在何时为何决定的。',
    en: '“{id}” is set aside already, and nothing was changed. See with `parked list` who decided it, when and why.',
  },
  'PARKED.NOT_ASIDE': {
    status: 409,
    zh: '“{id}”没有存查，无可取消。请用命令 `parked list` 查看。',
    en: '“{id}” is not set aside, so there is nothing to take back. See `parked list`.',
  },
} as const satisfies Record<string, ProblemText>;
