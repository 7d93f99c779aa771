import { dayNumber } from '#contracts';
import type { ReachStageBody } from '#contracts/commands';
import { suspendProject } from './project-steps.js';
import {
  at,
  coldStoreAt,
  plan,
  PROJECT_ID,
  reach,
  refusedReach,
  registered,
  reopen,
  Scenario,
  skip,
  step,
} from '../testing/project-scenario.js';
import { planStage, reachStage, skipStage } from './stage-steps.js';

const under = { project: PROJECT_ID, unit: 'u-1', template: 'general' };

describe('planning a stage', () => {
  test('makes the first plan the baseline and posts its day number once', () => {
    const scenario = registered();
    expect(plan(scenario, 'started', '2020-01-20', '2020-03-01')).toEqual([
      {
        type: 'StagePlanned',
        occurredOn: '2020-01-20',
        data: {
          projectId: PROJECT_ID,
          stage: 'started',
          plannedOn: '2020-03-01',
          under,
          postings: [{ measure: 'project.stage-planned', delta: dayNumber('2020-03-01'), under: { stage: 'started' } }],
        },
      },
    ]);
  });

  test('keeps the baseline through re-plans, which post nothing', () => {
    const scenario = registered();
    plan(scenario, 'started', '2020-01-20', '2020-03-01');
    expect(plan(scenario, 'started', '2020-02-01', '2020-04-01', '雨季 "🌧"')).toEqual([
      {
        type: 'StageReplanned',
        occurredOn: '2020-02-01',
        data: { projectId: PROJECT_ID, stage: 'started', plannedOn: '2020-04-01', previousPlannedOn: '2020-03-01', reason: '雨季 "🌧"' },
      },
    ]);
    expect(scenario.live.stages[1]).toMatchObject({ baseline: '2020-03-01', plannedOn: '2020-04-01' });
  });

  test('refuses a change of plan without a reason', () => {
    const scenario = registered({ stages: [{ stage: 's', plannedOn: '2020-03-01' }] });
    expect(scenario.refused((project) => planStage(project, at('s'), step('2020-02-01', { plannedOn: '2020-04-01' })))).toEqual([
      { code: 'STAGE.REASON_REQUIRED', path: 'reason', params: { stage: 's', plannedOn: '2020-03-01' } },
    ]);
  });

  test('writes nothing when the plan stays as it is', () => {
    const scenario = registered({ stages: [{ stage: 's', plannedOn: '2020-03-01' }] });
    expect(plan(scenario, 's', '2020-02-01', '2020-03-01')).toEqual([]);
  });

  test('refuses to plan a stage that is reached or skipped', () => {
    const scenario = registered();
    reach(scenario, 'planned', '2020-02-01');
    skip(scenario, 'started', '2020-02-02');
    const codes = ['planned', 'started'].map(
      (stage) => scenario.refused((project) => planStage(project, at(stage), step('2020-02-03', { plannedOn: '2020-04-01' })))[0]?.code,
    );
    expect(codes).toEqual(['STAGE.ALREADY_REACHED', 'STAGE.SKIPPED']);
  });
});

describe('reaching a stage', () => {
  test('counts it once, on its day, under its stage', () => {
    const scenario = registered();
    expect(reach(scenario, 'planned', '2020-02-01')).toMatchObject([
      {
        type: 'StageReached',
        occurredOn: '2020-02-01',
        data: { stage: 'planned', under, postings: [{ measure: 'project.stage-reached', delta: 1, under: { stage: 'planned' } }] },
      },
    ]);
  });

  test('names every open stage before it', () => {
    const scenario = registered();
    expect(refusedReach(scenario, 'completed')).toEqual([
      { code: 'STAGE.OUT_OF_ORDER', params: { stage: 'completed', open: ['planned', 'started'] } },
    ]);
    reach(scenario, 'planned', '2020-02-01');
    expect(refusedReach(scenario, 'completed')).toMatchObject([{ params: { open: ['started'] } }]);
  });

  test('takes a skipped stage before it as settled', () => {
    const scenario = registered();
    skip(scenario, 'planned', '2020-02-01');
    expect(reach(scenario, 'started', '2020-02-02')).toHaveLength(1);
  });

  test('refuses a second time', () => {
    const scenario = registered();
    reach(scenario, 'planned', '2020-02-01');
    expect(refusedReach(scenario, 'planned')).toEqual([
      { code: 'STAGE.ALREADY_REACHED', params: { stage: 'planned', reachedOn: '2020-02-01' } },
    ]);
  });

  test('refuses a skipped stage until it is reopened', () => {
    const scenario = registered();
    skip(scenario, 'planned', '2020-02-01');
    expect(refusedReach(scenario, 'planned')).toMatchObject([{ code: 'STAGE.SKIPPED' }]);
    reopen(scenario, 'planned', '2020-02-02');
    expect(reach(scenario, 'planned', '2020-02-02')).toHaveLength(1);
  });

  test.each([
    ['approved', ['file', 'documentNo']],
    ['tendered', ['file', 'winner']],
    ['contracted', ['file', 'contractFen']],
    ['completed', ['file', 'measuredVolumeM3']],
    ['accepted', ['file', 'measuredVolumeM3']],
    ['audited', ['file', 'documentNo']],
    ['titled', ['file', 'documentNo']],
  ])('refuses %s of a cold store without %j', (stage, missing) => {
    const scenario = coldStoreAt(stage);
    expect(refusedReach(scenario, stage)).toEqual([{ code: 'STAGE.EVIDENCE_MISSING', path: 'evidence', params: { stage, missing } }]);
    const [, field] = missing as [string, string];
    expect(refusedReach(scenario, stage, { evidence: ['f-1'] })).toMatchObject([{ path: field, params: { missing: [field] } }]);
    expect(reach(scenario, stage, '2020-06-01')).toHaveLength(1);
  });

  test.each(['reserve-pool', 'listed', 'filed', 'started', 'handed-over', 'operating'])('asks nothing of %s', (stage) => {
    const scenario = coldStoreAt(stage);
    expect(scenario.do((project) => reachStage(project, at(stage), step('2020-06-01', {})))).toHaveLength(1);
  });

  test.each([
    ['platform-832-application', 'recommended', 'submitted'],
    ['purchase-base', 'agreed', 'signed'],
  ] as const)('asks a file of the gated stages of %s only', (template, openStage, gatedStage) => {
    const scenario = registered({ template });
    for (const { stage } of scenario.live.stages) {
      if (stage === openStage) break;
      skip(scenario, stage, '2020-02-01');
    }
    scenario.do((project) => reachStage(project, at(openStage), step('2020-06-01', {})));
    expect(refusedReach(scenario, gatedStage)).toMatchObject([{ params: { missing: ['file'] } }]);
    scenario.do((project) => reachStage(project, at(gatedStage), step('2020-06-01', { evidence: ['f-1'] })));
  });

  test('lets a waiver open a gate and keeps its reason and what was missing', () => {
    const scenario = coldStoreAt('approved');
    scenario.do((project) =>
      reachStage(project, at('approved'), step('2020-06-01', { documentNo: '1号', waiver: { reason: '档案"水淹"' } })),
    );
    const stage = scenario.live.stages.find((held) => held.stage === 'approved');
    expect(stage).toMatchObject({
      state: 'reached',
      proof: { evidence: [], documentNo: '1号', waiver: { reason: '档案"水淹"', missing: ['file'] } },
    });
  });

  test('keeps what was shown', () => {
    const scenario = coldStoreAt('completed');
    const [event] = reach(scenario, 'completed', '2020-06-01');
    expect(event?.data).toMatchObject({
      evidence: ['f-1'],
      documentNo: '示例〔2020〕1号',
      winner: '示例公司',
      contractFen: 1,
      measuredVolumeM3: 850.25,
    });
  });

  test('reports missing evidence, unknown files and a day before the start at once', () => {
    const scenario = coldStoreAt('tendered');
    const problems = scenario.refused((project) =>
      reachStage(project, at('tendered'), { ...step<ReachStageBody>('2020-01-09', { evidence: ['f-9'] }), missingFiles: ['f-9'] }),
    );
    expect(problems).toEqual([
      { code: 'DATE.BEFORE_START', path: 'occurredOn', params: { day: '2020-01-09', start: '2020-01-10' } },
      { code: 'FILE.UNKNOWN', path: 'evidence', params: { fileId: 'f-9' } },
      { code: 'STAGE.EVIDENCE_MISSING', path: 'winner', params: { stage: 'tendered', missing: ['winner'] } },
    ]);
  });

  test('refuses while the project is suspended', () => {
    const scenario = registered();
    scenario.do((project) => suspendProject(project, PROJECT_ID, step('2020-02-01', { reason: '停工' })));
    const expected = [{ code: 'PROJECT.SUSPENDED', params: { suspendedOn: '2020-02-01', reason: '停工' } }];
    expect(refusedReach(scenario, 'planned')).toEqual(expected);
    expect(scenario.refused((project) => skipStage(project, at('planned'), step('2020-02-02', { reason: 'x' })))).toEqual(expected);
  });

  test('refuses a stage or a project that does not exist', () => {
    expect(refusedReach(registered(), 'listed')).toEqual([{ code: 'RECORD.NOT_FOUND', params: { id: 'listed' } }]);
    expect(refusedReach(new Scenario(), 'planned')).toEqual([{ code: 'RECORD.NOT_FOUND', params: { id: PROJECT_ID } }]);
  });
});
