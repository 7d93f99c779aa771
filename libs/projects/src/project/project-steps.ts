import {
  dayNumber,
  refuse,
  refuseAll,
  type Measure,
  type FundKind,
  type NewEvent,
  type ProblemItem,
  type Refusal,
  type Step,
} from '#contracts';
import type { PostNoticeBody, ReasonBody, RecordFundsBody } from '#contracts/commands';
import { isLive, type Project } from './project.js';
import { happened, stepProblems } from './step.js';

/**
 * 公示期: 《关于完善扶贫资金项目公告公示制度的指导意见》第四条, 原则上不得少于 10 天.
 * Some places allow less (琼海: 7 working days); a local rule would be a policy rule, not another constant.
 */
export const NOTICE_RULE = { leastDays: 10, basis: '《关于完善扶贫资金项目公告公示制度的指导意见》第四条' } as const;

const FUND_MEASURES: Readonly<Record<FundKind, Measure>> = {
  allocated: 'project.fund-allocated',
  released: 'project.fund-released',
  paid: 'project.fund-paid',
};

/**
 * 项目资金. Released beyond allocated, or paid beyond released, is recorded as it happened: the sums show it.
 * @returns ProjectFundsRecorded, or RECORD.NOT_FOUND, DATE.BEFORE_START, FILE.UNKNOWN
 */
export function recordFunds(project: Project, projectId: string, step: Step<RecordFundsBody>): NewEvent[] | Refusal {
  if (!isLive(project)) return refuse('RECORD.NOT_FOUND', { id: projectId });
  const problems = stepProblems(project, step);
  if (problems.length > 0) return refuseAll(problems);
  const { kind, source, amountFen } = step;
  const posting = { measure: FUND_MEASURES[kind], delta: amountFen, under: { kind: source } };
  return happened(project, 'ProjectFundsRecorded', step, { kind, source, amountFen }, [posting]);
}

/**
 * 公告公示, both days counted.
 * @returns PublicNoticePosted, or RECORD.NOT_FOUND, NOTICE.TOO_SHORT, NOTICE.ENDS_BEFORE_START, DATE.BEFORE_START, FILE.UNKNOWN
 */
export function postNotice(project: Project, projectId: string, step: Step<PostNoticeBody>): NewEvent[] | Refusal {
  if (!isLive(project)) return refuse('RECORD.NOT_FOUND', { id: projectId });
  const problems = [...stepProblems(project, step), ...noticeProblems(step)];
  if (problems.length > 0) return refuseAll(problems);
  const { kind, from, to } = step;
  return happened(project, 'PublicNoticePosted', step, { kind, from, to });
}

/**
 * 项目暂停: no stage is reached or skipped until it is resumed; plans, funds and notices go on.
 * @returns ProjectSuspended, or RECORD.NOT_FOUND, PROJECT.SUSPENDED, DATE.BEFORE_START, FILE.UNKNOWN
 */
export function suspendProject(project: Project, projectId: string, step: Step<ReasonBody>): NewEvent[] | Refusal {
  if (!isLive(project)) return refuse('RECORD.NOT_FOUND', { id: projectId });
  if (project.state === 'suspended') {
    return refuse('PROJECT.SUSPENDED', { suspendedOn: project.suspension.since, reason: project.suspension.reason });
  }
  const problems = stepProblems(project, step);
  return problems.length > 0 ? refuseAll(problems) : happened(project, 'ProjectSuspended', step, { reason: step.reason });
}

/**
 * 项目恢复, not before the day of the suspension.
 * @returns ProjectResumed, or RECORD.NOT_FOUND, PROJECT.NOT_SUSPENDED, DATE.BEFORE_START, FILE.UNKNOWN
 */
export function resumeProject(project: Project, projectId: string, step: Step<ReasonBody>): NewEvent[] | Refusal {
  if (!isLive(project)) return refuse('RECORD.NOT_FOUND', { id: projectId });
  if (project.state === 'running') return refuse('PROJECT.NOT_SUSPENDED');
  const problems = stepProblems({ ...project, startedOn: project.suspension.since }, step);
  return problems.length > 0 ? refuseAll(problems) : happened(project, 'ProjectResumed', step, { reason: step.reason });
}

function noticeProblems({ from, to }: Step<PostNoticeBody>): ProblemItem[] {
  if (to < from) return [{ code: 'NOTICE.ENDS_BEFORE_START', path: 'to', params: { from, to } }];
  const days = dayNumber(to) - dayNumber(from) + 1;
  return days < NOTICE_RULE.leastDays ? [{ code: 'NOTICE.TOO_SHORT', path: 'to', params: { days, ...NOTICE_RULE } }] : [];
}
