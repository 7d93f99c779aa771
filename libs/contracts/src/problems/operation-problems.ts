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
} as const satisfies Record<string, ProblemText>;
