import { dayNumber } from '#contracts';
import { at, plan, reach, refusedReach, registered, reopen, skip, step, total } from '../testing/project-scenario.js';
import { reopenStage, skipStage } from './stage-steps.js';

describe('skipping a stage', () => {
  test('keeps its reason and the order, and takes its baseline out of the figures', () => {
    const scenario = registered();
    plan(scenario, 'planned', '2020-01-20', '2020-03-01');
    expect(scenario.refused((project) => skipStage(project, at('started'), step('2020-02-01', { reason: 'x' })))).toMatchObject([
      { code: 'STAGE.OUT_OF_ORDER', params: { open: ['planned'] } },
    ]);
    const [event] = skip(scenario, 'planned', '2020-02-01');
    expect(event?.data).toMatchObject({ reason: '不需要' });
    expect(total(scenario, 'project.stage-planned', '2020-01-31')).toBe(dayNumber('2020-03-01'));
    expect(total(scenario, 'project.stage-planned', '2020-02-01')).toBe(0);
  });

  test('never takes the baseline out before it came in', () => {
    const scenario = registered();
    plan(scenario, 'planned', '2020-03-20', '2020-04-01');
    skip(scenario, 'planned', '2020-02-01');
    expect(total(scenario, 'project.stage-planned', '2020-03-19')).toBe(0);
    expect(total(scenario, 'project.stage-planned', '2020-03-20')).toBe(0);
  });
});

describe('reopening a stage', () => {
  test('takes it out of the figures on the day of reopening', () => {
    const scenario = registered();
    reach(scenario, 'planned', '2020-02-01');
    reopen(scenario, 'planned', '2020-03-01');
    expect(total(scenario, 'project.stage-reached', '2020-02-29')).toBe(1);
    expect(total(scenario, 'project.stage-reached', '2020-03-01')).toBe(0);
    expect(scenario.live.stages[0]?.state).toBe('open');
  });

  test('puts the baseline of a skipped stage back', () => {
    const scenario = registered({ stages: [{ stage: 's', plannedOn: '2020-03-01' }] });
    skip(scenario, 's', '2020-02-01');
    reopen(scenario, 's', '2020-02-10');
    expect(total(scenario, 'project.stage-planned', '2020-02-09')).toBe(0);
    expect(total(scenario, 'project.stage-planned', '2020-02-10')).toBe(dayNumber('2020-03-01'));
    expect(total(scenario, 'project.stage-reached', '2020-12-31')).toBe(0);
  });

  test('refuses an open stage', () => {
    expect(registered().refused((project) => reopenStage(project, at('planned'), step('2020-02-01', { reason: 'x' })))).toEqual([
      { code: 'STAGE.NOT_REACHED', params: { stage: 'planned' } },
    ]);
  });

  test('refuses while later stages are reached, but not for skipped ones', () => {
    const scenario = registered();
    for (const stage of ['planned', 'started', 'completed']) reach(scenario, stage, '2020-02-01');
    const early = () => scenario.refused((project) => reopenStage(project, at('planned'), step('2020-02-02', { reason: 'x' })));
    expect(early()).toEqual([{ code: 'STAGE.LATER_REACHED', params: { stage: 'planned', later: ['started', 'completed'] } }]);
    reopen(scenario, 'completed', '2020-02-02');
    skip(scenario, 'completed', '2020-02-02');
    reopen(scenario, 'started', '2020-02-03');
    expect(reopen(scenario, 'planned', '2020-02-03')).toHaveLength(1);
  });

  test('refuses a day before the stage was settled', () => {
    const scenario = registered();
    reach(scenario, 'planned', '2020-02-10');
    expect(scenario.refused((project) => reopenStage(project, at('planned'), step('2020-02-09', { reason: 'x' })))).toEqual([
      { code: 'DATE.BEFORE_START', path: 'occurredOn', params: { day: '2020-02-09', start: '2020-02-10' } },
    ]);
  });

  test('refuses to reach it again before the reopening: it would count twice until then', () => {
    const scenario = registered();
    reach(scenario, 'planned', '2020-02-10');
    reopen(scenario, 'planned', '2020-03-01');
    expect(refusedReach(scenario, 'planned', {}, '2020-02-29')).toEqual([
      { code: 'STAGE.BEFORE_REOPENED', path: 'occurredOn', params: { stage: 'planned', day: '2020-02-29', reopenedOn: '2020-03-01' } },
    ]);
    expect(reach(scenario, 'planned', '2020-03-01')).toHaveLength(1);
  });

  test('lets a wrong day be corrected by reopening on that day', () => {
    const scenario = registered();
    reach(scenario, 'planned', '2020-02-10');
    reopen(scenario, 'planned', '2020-02-10');
    reach(scenario, 'planned', '2020-01-15');
    expect(['2020-01-14', '2020-01-15', '2020-02-10'].map((day) => total(scenario, 'project.stage-reached', day))).toEqual([0, 1, 1]);
  });
});
