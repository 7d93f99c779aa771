import { problemSentence, type ProjectRegistered } from '#contracts';
import { isLive } from './project.js';
import { registerProject } from './registration.js';
import { COLD_STORAGE, NAME, PROJECT_ID, registered, registration, Scenario } from '../testing/project-scenario.js';

function refusal(...given: Parameters<typeof registration>) {
  return new Scenario().refused((project) => registerProject(project, registration(...given)));
}

describe('registering a project', () => {
  test('keeps the name exactly as entered and begins on its business day', () => {
    const { live, events } = registered();
    expect(live.name).toBe(NAME);
    expect(live.startedOn).toBe('2020-01-10');
    expect(events.map((event) => event.type)).toEqual(['ProjectRegistered']);
  });

  test('counts the project, its capacity by basis and the baselines given at once', () => {
    const scenario = registered({
      template: 'cold-storage',
      villageCode: '610124103201',
      coldStorage: COLD_STORAGE,
      budgetFen: 0,
      stages: [
        { stage: 'tendered', plannedOn: '2020-03-01' },
        { stage: 'listed', plannedOn: '1970-01-02' },
      ],
    });
    expect(scenario.events[0]?.data).toMatchObject({
      budgetFen: 0,
      coldStorage: COLD_STORAGE,
      under: { project: PROJECT_ID, unit: 'u-1', village: '610124103201', template: 'cold-storage' },
      postings: [
        { measure: 'project.registered', delta: 1 },
        { measure: 'project.stage-planned', delta: 1, under: { stage: 'listed' } },
        { measure: 'project.stage-planned', delta: 18_322, under: { stage: 'tendered' } },
        { measure: 'storage.capacity', delta: 200_000_000, under: { kind: 'practice' } },
      ],
    });
  });

  test('names no village in the dimensions where none is given', () => {
    const data = registered().events[0]?.data as ProjectRegistered;
    expect(data.under).toEqual({ project: PROJECT_ID, unit: 'u-1', template: 'general' });
    expect(data.villageCode).toBeNull();
  });

  test.each([
    ['cold-storage', 13, 'reserve-pool', 'operating'],
    ['platform-832-application', 4, 'recommended', 'admitted'],
    ['purchase-base', 4, 'surveyed', 'established'],
    ['general', 3, 'planned', 'completed'],
  ] as const)('gives a %s project the %i stages of its template', (template, count, first, last) => {
    const stages = registered({ template, ...(template === 'cold-storage' ? { coldStorage: COLD_STORAGE } : {}) }).live.stages;
    expect([stages.length, stages[0]?.stage, stages.at(-1)?.stage]).toEqual([count, first, last]);
  });

  test('lets a general project name its own stages, in the order given', () => {
    const stages = [
      { stage: '砌墙', plannedOn: '2020-05-01' },
      { stage: 'planned', plannedOn: '2020-04-01' },
    ];
    expect(registered({ stages }).live.stages.map((stage) => [stage.stage, stage.baseline])).toEqual([
      ['砌墙', '2020-05-01'],
      ['planned', '2020-04-01'],
    ]);
  });

  test('keeps evidence and 约', () => {
    const { events, live } = registered({ evidence: ['f-1'], approximate: true });
    expect(events[0]?.data).toMatchObject({ evidence: ['f-1'], approximate: true });
    expect(live.approximate).toBe(true);
  });

  test('refuses an id that is in use, before anything else', () => {
    const scenario = registered();
    expect(scenario.refused((project) => registerProject(project, registration({}, { unit: undefined })))).toEqual([
      { code: 'RECORD.EXISTS', path: 'id', params: { id: PROJECT_ID } },
    ]);
  });

  test('refuses a cold store without its tonnage', () => {
    expect(refusal({ template: 'cold-storage' })).toMatchObject([{ code: 'FIELD.REQUIRED', path: 'coldStorage' }]);
  });

  test('refuses a tonnage outside a cold store', () => {
    expect(refusal({ template: 'purchase-base', coldStorage: COLD_STORAGE })).toMatchObject([
      { code: 'PROJECT.COLD_STORAGE_NOT_ALLOWED', path: 'coldStorage', params: { template: 'purchase-base' } },
    ]);
  });

  test('refuses a stage the template does not have and a stage given twice, each by its place', () => {
    const stages = ['signed', 'nowhere', 'signed'].map((stage) => ({ stage, plannedOn: '2020-05-01' }));
    expect(refusal({ template: 'purchase-base', stages })).toMatchObject([
      {
        code: 'STAGE.UNKNOWN',
        path: 'stages.1.stage',
        params: { stage: 'nowhere', known: ['surveyed', 'agreed', 'signed', 'established'] },
      },
      { code: 'STAGE.REPEATED', path: 'stages.2.stage', params: { stage: 'signed' } },
    ]);
  });

  test('reports an unknown unit, village and file at once', () => {
    expect(refusal({ villageCode: 'v-9' }, { unit: undefined, villageKnown: false, missingFiles: ['f-9'] })).toMatchObject([
      { code: 'UNIT.UNKNOWN', path: 'unitId' },
      { code: 'VILLAGE.UNKNOWN', path: 'villageCode' },
      { code: 'FILE.UNKNOWN', path: 'evidence' },
    ]);
  });

  test('words every refusal of a reference without an unfilled place', () => {
    const problems = [
      ...refusal({ villageCode: 'v-9' }, { unit: undefined, villageKnown: false, missingFiles: ['f-8', 'f-9'] }),
      ...refusal({}, { unit: { closedOn: '2019-01-01' } }),
    ];
    expect(problems).toHaveLength(5);
    for (const problem of problems) expect(problemSentence(problem, 'zh-CN') + problemSentence(problem, 'en')).not.toMatch(/\{\w+\}/);
  });

  test('does not ask for a village where none is named', () => {
    expect(isLive(new Scenario().project)).toBe(false);
    const scenario = new Scenario();
    scenario.do((project) => registerProject(project, registration({}, { villageKnown: false })));
    expect(isLive(scenario.project)).toBe(true);
  });

  test('refuses a unit from the day it was closed on, not before', () => {
    expect(refusal({}, { unit: { closedOn: '2020-01-10' } })).toMatchObject([{ code: 'UNIT.CLOSED', path: 'unitId' }]);
    const scenario = new Scenario();
    scenario.do((project) => registerProject(project, registration({}, { unit: { closedOn: '2020-01-11' } })));
    expect(scenario.project.state).toBe('running');
  });
});
