import type { DemoRequest, DemoRun } from '../demo-request.js';
import { departmentId, YANGHUA } from './places.js';

/** What the report does not tell is not counted as reached. */
const UNREPORTED = '2020年工作报告未载此环节的办理情况';

/** 项目: the three of the report. Its stages are facts; days, documents and winner are invented. */
export function projects(run: DemoRun): DemoRequest[] {
  return [...coldStore(run), ...platform(run), ...base(run)];
}

function coldStore(run: DemoRun): DemoRequest[] {
  const id = run.id('cold-store');
  const { register, reach, skip } = stepsOf(run, id);
  return [
    register({
      name: '200吨果品储存保鲜冷库',
      template: 'cold-storage',
      occurredOn: '2020-03-10',
      coldStorage: { designGrams: 200_000_000, basis: 'approval', kind: 'mechanical' },
      stages: [
        { stage: 'approved', plannedOn: '2020-06-30' },
        { stage: 'tendered', plannedOn: '2020-10-31' },
        { stage: 'completed', plannedOn: '2021-08-31' },
      ],
    }),
    skip('reserve-pool', '2020-03-11'),
    skip('listed', '2020-03-12'),
    reach('approved', { evidence: [run.fileOf('approval')], documentNo: '示例批复〔2020〕1号', occurredOn: '2020-06-18' }),
    skip('filed', '2020-06-20'),
    reach('tendered', { evidence: [run.fileOf('tender')], winner: '示例建筑公司', occurredOn: '2020-11-05' }),
  ];
}

/** 申报“扶贫832”采购平台: submitted, not yet admitted */
function platform(run: DemoRun): DemoRequest[] {
  const { register, reach, skip } = stepsOf(run, run.id('platform'));
  return [
    register({ name: '申报“扶贫832”采购平台', template: 'platform-832-application', occurredOn: '2020-04-01' }),
    skip('recommended', '2020-04-20'),
    reach('submitted', { evidence: [run.fileOf('application')], occurredOn: '2020-05-08' }),
  ];
}

function base(run: DemoRun): DemoRequest[] {
  const { register, reach, skip } = stepsOf(run, run.id('base'));
  return [
    register({ name: '阳化社区消费扶贫采购基地', template: 'purchase-base', occurredOn: '2020-05-01' }),
    reach('surveyed', { evidence: [run.fileOf('survey')], occurredOn: '2020-05-12' }),
    skip('agreed', '2020-06-01'),
    skip('signed', '2020-07-02'),
    reach('established', { evidence: [run.fileOf('plaque')], occurredOn: '2020-07-20' }),
  ];
}

interface ProjectSteps {
  readonly register: (body: object) => DemoRequest;
  readonly reach: (stage: string, body: object) => DemoRequest;
  readonly skip: (stage: string, occurredOn: string) => DemoRequest;
}

function stepsOf(run: DemoRun, id: string): ProjectSteps {
  const step = (stage: string, verb: string, body: object): DemoRequest => ({ path: `/api/projects/${id}/stages/${stage}/${verb}`, body });
  return {
    register: (body) => ({ path: '/api/projects', body: { id, unitId: departmentId(run), villageCode: YANGHUA, ...body } }),
    reach: (stage, body) => step(stage, 'reach', body),
    skip: (stage, occurredOn) => step(stage, 'skip', { reason: UNREPORTED, occurredOn }),
  };
}
