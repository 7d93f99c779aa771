import type { Dimensions } from '#contracts';
import { FiguresLedger } from '../testing/figures-ledger.js';
import { poster } from '../testing/small-history.js';
import type { FigureFilters } from './figure-filters.js';
import { type Series, seriesOf } from './series.js';

/** Three projects: one that went on and was set back, one that went on, one that only stands in the pool. */
let ledger: FiguresLedger;

beforeAll(async () => {
  ledger = await FiguresLedger.open();
  const post = poster(ledger);
  const under = (project: string): Dimensions => ({ unit: 'office', project, template: 'cold-storage' });
  const stage = (project: string, name: string, day: string, delta = 1): void =>
    post('projects', delta > 0 ? 'StageReached' : 'StageReopened', `project-${project}`, day, {
      under: under(project),
      postings: [{ measure: 'project.stage-reached', delta, under: { stage: name } }],
    });
  for (const project of ['a', 'b', 'c']) {
    const postings = [{ measure: 'project.registered' as const, delta: 1 }];
    post('projects', 'ProjectRegistered', `project-${project}`, '2020-01-01', {
      projectId: project,
      name: project,
      under: under(project),
      postings,
    });
  }
  stage('a', 'listed', '2020-02-01');
  stage('a', 'approved', '2020-03-01');
  stage('b', 'listed', '2020-04-01');
  stage('a', 'approved', '2020-05-01', -1);
  stage('b', 'approved', '2020-05-02');
  await ledger.project();
});

afterAll(() => ledger.close());

async function byStage(filters: FigureFilters): Promise<[Record<string, unknown>, Series['total']]> {
  const { groups, total } = await ledger.reader.ask('projects.count', filters, (question) => seriesOf(question, 'stage'));
  return [Object.fromEntries(groups.map(({ key, value }) => [key, value])), total];
}

test.each([
  ['2019-12-31', {}, 0],
  ['2020-01-31', { none: 3 }, 3],
  ['2020-03-01', { approved: 1, none: 2 }, 3],
  ['2020-04-30', { approved: 1, listed: 1, none: 1 }, 3],
  ['2020-05-01', { listed: 2, none: 1 }, 3],
  ['2020-12-31', { listed: 1, approved: 1, none: 1 }, 3],
])('on %s each project stands under the last stage it has reached: %j of %i', async (to, groups, total) => {
  expect(await byStage({ to })).toEqual([groups, total]);
});

test('a filter leaves the others out, and the group of those that have not begun is called so', async () => {
  expect(await byStage({ projectId: 'b' })).toEqual([{ approved: 1 }, 1]);
  const { groups } = await ledger.reader.ask('projects.count', { projectId: 'c' }, (question) => seriesOf(question, 'stage'));
  expect(groups).toMatchObject([{ key: 'none', name: '未开始', value: 1 }]);
});

test('stages are called as a person reads them', async () => {
  const { groups } = await ledger.reader.ask('projects.stages-reached', { to: '2020-04-30' }, (question) => seriesOf(question, 'stage'));
  expect(groups.map(({ key, name }) => [key, name])).toEqual([
    ['approved', '立项审批'],
    ['listed', '入库'],
  ]);
});
