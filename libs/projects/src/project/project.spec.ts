import { type Counted, type Posting, withPosted } from '#contracts';
import { historyOf } from '#event-log';
import { projectDefinition, reversalOf } from './project.js';
import { recordFunds } from './project-steps.js';
import { factsOf, markOf, projectView } from './project-view.js';
import { registerProject } from './registration.js';
import { at, coldStoreAt, COLD_STORAGE, PROJECT_ID, reach, registered, registration, Scenario, step } from '../testing/project-scenario.js';
import { planStage, reachStage, reopenStage } from './stage-steps.js';
import { daysLateOf, progressOf } from './stages.js';

function eventful(): Scenario {
  const scenario = coldStoreAt('filed');
  scenario.do((project) => planStage(project, at('filed'), step('2020-02-02', { plannedOn: '2020-03-01' })));
  reach(scenario, 'filed', '2020-04-01');
  scenario.do((project) => reopenStage(project, at('filed'), step('2020-05-01', { reason: '重报' })));
  reach(scenario, 'filed', '2020-05-02');
  const funds = { kind: 'released' as const, source: 'donation' as const, amountFen: 700, approximate: true };
  scenario.do((project) => recordFunds(project, PROJECT_ID, step('2020-05-03', funds)));
  return scenario;
}

function net(postings: readonly Posting[]): number {
  return postings.reduce((all, posting) => all + Math.abs(posting.delta), 0);
}

describe('withdrawing a project', () => {
  test('reverses every posting on its original day, under the same dimensions', () => {
    const scenario = eventful();
    const reversal = reversalOf(scenario.project);
    const counted = scenario.events.map((event) => ({ on: event.occurredOn, data: event.data as Counted }));
    const all = counted.reduce<readonly Posting[]>((posted, { on, data }) => withPosted(posted, on, data), []);
    expect(net(all)).toBeGreaterThan(700);
    expect(withPosted(all, '2020-12-31', { postings: reversal.postings })).toEqual([]);
    expect(reversal.under).toEqual(scenario.live.under);
    expect(reversal.postings).toContainEqual({
      measure: 'project.fund-released',
      delta: -700,
      day: '2020-05-03',
      approximate: true,
      under: { kind: 'donation' },
    });
  });

  test('makes every later command refuse as if it did not exist, and keeps its id taken', () => {
    const scenario = eventful();
    scenario.record({
      type: 'RecordWithdrawn',
      occurredOn: '2020-06-01',
      data: { streamId: `project-${PROJECT_ID}`, reason: '演示结束', ...reversalOf(scenario.project) },
    });
    expect(scenario.project).toEqual({ state: 'withdrawn' });
    expect(scenario.refused((project) => reachStage(project, at('tendered'), step('2020-06-01', {})))).toMatchObject([
      { code: 'RECORD.NOT_FOUND' },
    ]);
    expect(scenario.refused((project) => registerProject(project, registration({})))).toMatchObject([{ code: 'RECORD.EXISTS' }]);
    expect(reversalOf(scenario.project)).toEqual({ postings: [] });
  });
});

describe('net postings', () => {
  test('of a reached and reopened stage are one per day, those of one day cancel out', () => {
    const reached: Counted = { postings: [{ measure: 'project.stage-reached', delta: 1, under: { stage: 's', kind: 'k' } }] };
    const back: Counted = { postings: [{ measure: 'project.stage-reached', delta: -1, under: { kind: 'k', stage: 's' } }] };
    const once = withPosted([], '2020-01-01', reached);
    expect(withPosted(once, '2020-01-01', back)).toEqual([]);
    expect(withPosted(once, '2020-01-02', back).map(({ day, delta }) => [day, delta])).toEqual([
      ['2020-01-01', 1],
      ['2020-01-02', -1],
    ]);
  });

  test('keep exact and approximate amounts apart', () => {
    const posting: Posting = { measure: 'project.fund-paid', delta: 5 };
    const posted = withPosted(withPosted([], '2020-01-01', { postings: [posting] }), '2020-01-01', {
      postings: [posting],
      approximate: true,
    });
    expect(posted.map(({ delta, approximate }) => [delta, approximate])).toEqual([
      [5, false],
      [5, true],
    ]);
  });
});

describe('lateness and progress', () => {
  const late = { stage: 's', state: 'open', baseline: '2020-03-01', reachedOn: null } as const;

  test('an open stage is late by today, a reached one by its day, an early, unplanned or skipped one not at all', () => {
    expect(daysLateOf(late, '2020-03-11')).toBe(10);
    expect(daysLateOf({ ...late, state: 'reached', reachedOn: '2020-03-03' }, '2021-01-01')).toBe(2);
    expect(daysLateOf({ ...late, state: 'reached', reachedOn: '2020-02-01' }, '2021-01-01')).toBe(0);
    expect(daysLateOf({ ...late, baseline: null }, '2021-01-01')).toBe(0);
    expect(daysLateOf({ ...late, state: 'skipped' }, '2021-01-01')).toBe(0);
  });

  test('skipped stages are neither progress nor duty, and nothing to do has no ratio', () => {
    const stages = (['reached', 'skipped', 'open', 'open'] as const).map((state) => ({ ...late, state }));
    expect(progressOf(stages)).toEqual({ numerator: 1, denominator: 3, permyriad: 3333 });
    expect(progressOf([{ ...late, state: 'reached' }, { ...late, state: 'reached' }, late])).toMatchObject({ permyriad: 6667 });
    expect(progressOf([{ ...late, state: 'skipped' }])).toEqual({ numerator: 0, denominator: 0, permyriad: null });
  });
});

describe('the view of a project', () => {
  test('shows the next stage, lateness as of today, sums of funds and the waiver of a stage', () => {
    const scenario = eventful();
    scenario.do((project) => reachStage(project, at('tendered'), step('2020-06-01', { waiver: { reason: '应急"采购"' } })));
    const view = projectView(scenario.live, '2020-12-31', markOf(scenario.events));
    expect(view).toMatchObject({
      id: PROJECT_ID,
      state: 'running',
      nextStage: 'contracted',
      daysLate: 62,
      coldStorage: COLD_STORAGE,
      source: 'manual',
      streamVersion: scenario.events.length,
      approximate: true,
      funds: { released: { totalFen: 700, bySource: { donation: 700 } }, paid: { totalFen: 0, bySource: {} } },
    });
    expect(view).not.toHaveProperty('demo');
    expect(view.stages.find((stage) => stage.stage === 'tendered')).toMatchObject({
      name: '施工招标',
      gate: ['file', 'winner'],
      state: 'reached',
      waiver: { reason: '应急"采购"', missing: ['file', 'winner'] },
    });
  });

  test('of a demo project says so', () => {
    const scenario = new Scenario('demo');
    scenario.do((project) => registerProject(project, registration({})));
    expect(markOf(scenario.events)).toEqual({ streamVersion: 1, source: 'demo', demo: true });
  });

  test('is finished when no stage is open', () => {
    const scenario = registered();
    for (const stage of ['planned', 'started', 'completed']) reach(scenario, stage, '2020-02-01');
    const view = projectView(scenario.live, '2020-12-31', markOf(scenario.events));
    expect(view).toMatchObject({ state: 'finished', nextStage: null, progress: { permyriad: 10_000 } });
    expect(view.stages.at(-1)?.name).toBe('完成');
  });
});

describe('the history of a project', () => {
  test('tells who, when, why and exactly what changed', () => {
    const scenario = registered({ stages: [{ stage: '砌墙', plannedOn: '2020-03-01' }] });
    scenario.do((project) => planStage(project, at('砌墙'), step('2020-02-02', { plannedOn: '2020-04-01', reason: '雨' })));
    scenario.do((project) => reachStage(project, at('砌墙'), step('2020-02-03', {})));
    const [first, second, third] = historyOf(scenario.events, projectDefinition, factsOf);
    expect(first?.changes).toContainEqual({ field: 'stages.砌墙.baseline', from: null, to: '2020-03-01' });
    expect(second).toEqual({
      eventId: 'projects-2',
      type: 'StageReplanned',
      occurredOn: '2020-02-02',
      recordedAt: '2020-12-31T08:00:00.000Z',
      account: '示例"专干"',
      reason: '雨',
      changes: [{ field: 'stages.砌墙.plannedOn', from: '2020-03-01', to: '2020-04-01' }],
    });
    expect(third?.changes).toEqual([
      { field: 'stages.砌墙.state', from: 'open', to: 'reached' },
      { field: 'stages.砌墙.reachedOn', from: null, to: '2020-02-03' },
    ]);
    expect(third).not.toHaveProperty('reason');
  });
});
