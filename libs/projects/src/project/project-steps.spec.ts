import type { PostNoticeBody, ReasonBody } from '#contracts/commands';
import { at, PROJECT_ID, registered, Scenario, step } from '../testing/project-scenario.js';
import { NOTICE_RULE, postNotice, recordFunds, resumeProject, suspendProject } from './project-steps.js';
import { planStage } from './stage-steps.js';

const under = { project: PROJECT_ID, unit: 'u-1', template: 'general' };

function notice(from: string, to: string) {
  return step<PostNoticeBody>('2020-02-01', { kind: 'before', from, to });
}

describe('funds', () => {
  test.each([
    ['allocated', 'project.fund-allocated'],
    ['released', 'project.fund-released'],
    ['paid', 'project.fund-paid'],
  ] as const)('%s counts as %s by source, on its day', (kind, measure) => {
    const scenario = registered();
    const body = { kind, source: 'donation' as const, amountFen: 150_000_000, approximate: true };
    expect(scenario.do((project) => recordFunds(project, PROJECT_ID, step('2020-02-01', body)))).toEqual([
      {
        type: 'ProjectFundsRecorded',
        occurredOn: '2020-02-01',
        data: {
          projectId: PROJECT_ID,
          kind,
          source: 'donation',
          amountFen: 150_000_000,
          approximate: true,
          under,
          postings: [{ measure, delta: 150_000_000, under: { kind: 'donation' } }],
        },
      },
    ]);
    expect(scenario.live.approximate).toBe(true);
  });

  test('add up by kind and source, and may be paid before they are released', () => {
    const scenario = registered();
    for (const amountFen of [1, 20]) {
      scenario.do((project) => recordFunds(project, PROJECT_ID, step('2020-02-01', { kind: 'paid', source: 'city', amountFen })));
    }
    scenario.do((project) => recordFunds(project, PROJECT_ID, step('2020-02-01', { kind: 'paid', source: 'district', amountFen: 300 })));
    expect(scenario.live.funds).toEqual({ allocated: {}, released: {}, paid: { city: 21, district: 300 } });
  });

  test('refuse a day before the project began', () => {
    const body = { kind: 'paid' as const, source: 'city' as const, amountFen: 1 };
    expect(registered().refused((project) => recordFunds(project, PROJECT_ID, step('2020-01-09', body)))).toMatchObject([
      { code: 'DATE.BEFORE_START', path: 'occurredOn' },
    ]);
  });
});

describe('public notices', () => {
  test('of ten days, both counted, are kept', () => {
    const scenario = registered();
    scenario.do((project) => postNotice(project, PROJECT_ID, notice('2020-02-20', '2020-02-29')));
    expect(scenario.live.notices).toEqual([{ kind: 'before', from: '2020-02-20', to: '2020-02-29' }]);
  });

  test('of nine days are refused with the least days and the basis', () => {
    expect(registered().refused((project) => postNotice(project, PROJECT_ID, notice('2020-02-21', '2020-02-29')))).toMatchObject([
      { code: 'NOTICE.TOO_SHORT', path: 'to', params: { days: 9, leastDays: 10, basis: NOTICE_RULE.basis } },
    ]);
  });

  test('that end before they start are refused', () => {
    expect(registered().refused((project) => postNotice(project, PROJECT_ID, notice('2020-02-21', '2020-02-20')))).toMatchObject([
      { code: 'NOTICE.ENDS_BEFORE_START', path: 'to' },
    ]);
  });
});

describe('suspension', () => {
  const suspend = (scenario: Scenario) =>
    scenario.do((project) => suspendProject(project, PROJECT_ID, step('2020-02-10', { reason: '停工' })));

  test('keeps plans, funds and notices going', () => {
    const scenario = registered();
    suspend(scenario);
    scenario.do((project) => planStage(project, at('planned'), step('2020-02-11', { plannedOn: '2020-05-01' })));
    scenario.do((project) => recordFunds(project, PROJECT_ID, step('2020-02-11', { kind: 'paid', source: 'city', amountFen: 1 })));
    scenario.do((project) => postNotice(project, PROJECT_ID, notice('2020-02-20', '2020-02-29')));
    expect(scenario.live.state).toBe('suspended');
  });

  test('happens once, and ends once', () => {
    const scenario = registered();
    const resume = (project: typeof scenario.project) => resumeProject(project, PROJECT_ID, step('2020-03-01', { reason: '复工' }));
    expect(scenario.refused(resume)).toEqual([{ code: 'PROJECT.NOT_SUSPENDED' }]);
    suspend(scenario);
    expect(scenario.refused((project) => suspendProject(project, PROJECT_ID, step('2020-02-11', { reason: 'x' })))).toEqual([
      { code: 'PROJECT.SUSPENDED', params: { suspendedOn: '2020-02-10', reason: '停工' } },
    ]);
    scenario.do(resume);
    expect(scenario.live.suspension).toBeNull();
    expect(scenario.live.state).toBe('running');
  });

  test('cannot end before it began', () => {
    const scenario = registered();
    suspend(scenario);
    expect(scenario.refused((project) => resumeProject(project, PROJECT_ID, step('2020-02-09', { reason: 'x' })))).toMatchObject([
      { code: 'DATE.BEFORE_START', params: { day: '2020-02-09', start: '2020-02-10' } },
    ]);
  });
});

test('every step refuses a project that does not exist', () => {
  const scenario = new Scenario();
  const reason = step<ReasonBody>('2020-02-01', { reason: 'x' });
  const problems = [
    scenario.refused((project) => recordFunds(project, 'nowhere', step('2020-02-01', { kind: 'paid', source: 'city', amountFen: 1 }))),
    scenario.refused((project) => postNotice(project, 'nowhere', notice('2020-02-20', '2020-02-29'))),
    scenario.refused((project) => suspendProject(project, 'nowhere', reason)),
    scenario.refused((project) => resumeProject(project, 'nowhere', reason)),
  ];
  for (const problem of problems) expect(problem).toEqual([{ code: 'RECORD.NOT_FOUND', params: { id: 'nowhere' } }]);
});
