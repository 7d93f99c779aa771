import { list, post, send, startProjects, stopProjects, withdraw } from './testing/projects-rim.js';

beforeAll(startProjects);

afterAll(stopProjects);

const COLD_STORE = {
  id: 'cold',
  name: '200吨果品"冷库" 𠮷🥝',
  template: 'cold-storage',
  unitId: 'u-1',
  occurredOn: '2020-01-10',
  budgetFen: 90_000_000,
  coldStorage: { designGrams: 200_000_000, basis: 'approval', volumeM3: 856.5, kind: 'mechanical' },
  stages: [{ stage: 'listed', plannedOn: '2020-12-01' }],
};

test('a cold store goes through its stages and shows where it stands', async () => {
  expect(await post('/projects', COLD_STORE)).toMatchObject({ status: 201, body: { id: 'cold', log: 'projects' } });
  expect((await post('/projects/cold/stages/reserve-pool/reach', { occurredOn: '2020-01-20' })).status).toBe(200);
  expect(await post('/projects/cold/stages/approved/reach', {})).toMatchObject({
    status: 409,
    body: { code: 'STAGE.OUT_OF_ORDER', params: { open: ['listed'] } },
  });
  expect((await post('/projects/cold/stages/listed/skip', { reason: '报告未载', occurredOn: '2020-02-01' })).status).toBe(200);
  expect(await post('/projects/cold/stages/approved/reach', { documentNo: '1号' })).toMatchObject({
    status: 422,
    body: { code: 'STAGE.EVIDENCE_MISSING', params: { missing: ['file'] } },
  });
  const waived = { documentNo: '1号', waiver: { reason: '原件遗失' }, occurredOn: '2020-03-01' };
  expect((await post('/projects/cold/stages/approved/reach', waived)).status).toBe(200);
  expect((await post('/projects/cold/funds', { kind: 'paid', source: 'donation', amountFen: 700 })).status).toBe(200);
  const { body } = await send('GET', '/projects/cold');
  expect(body).toMatchObject({
    id: 'cold',
    name: COLD_STORE.name,
    demo: true,
    source: 'demo',
    streamVersion: 5,
    nextStage: 'filed',
    daysLate: 0,
    progress: { numerator: 2, denominator: 12, permyriad: 1667 },
    funds: { paid: { totalFen: 700 } },
  });
});

test('the history tells each step with its account', async () => {
  const { body } = await send('GET', '/projects/cold/history');
  const items = body['items'] as { type: string; account: string }[];
  expect(items.map((item) => item.type)).toEqual([
    'ProjectRegistered',
    'StageReached',
    'StageSkipped',
    'StageReached',
    'ProjectFundsRecorded',
  ]);
  expect(items.every((item) => item.account === 'demo-project')).toBe(true);
});

test('the board filters, sums the whole filter and pages newest first', async () => {
  const stages = [{ stage: '砌墙', plannedOn: '2020-12-21' }];
  for (const [id, unitId, day] of [
    ['g-1', 'u-2', '2020-05-01'],
    ['g-2', 'u-2', '2020-05-01'],
    ['g-3', 'u-2', '2020-06-01'],
  ]) {
    expect((await post('/projects', { id, name: id, template: 'general', unitId, budgetFen: 10, occurredOn: day, stages })).status).toBe(
      201,
    );
  }
  expect((await post('/projects/g-1/stages/砌墙/reach', { occurredOn: '2020-12-01' })).status).toBe(200);
  expect((await post('/projects/g-3/suspend', { reason: '停工' })).status).toBe(200);
  const first = await list('&unitId=u-2&limit=2');
  expect(first.body).toMatchObject({
    count: 3,
    sums: { budgetFen: 30 },
    items: [
      { id: 'g-3', state: 'suspended' },
      { id: 'g-1', state: 'finished' },
    ],
  });
  const second = await list(`&unitId=u-2&limit=2&cursor=${String(first.body['nextCursor'])}`);
  expect(second.body).toMatchObject({
    count: 3,
    nextCursor: null,
    items: [
      { id: 'g-2', state: 'running', nextStage: '砌墙', nextPlannedOn: '2020-12-21', daysLate: 10, progress: { permyriad: 0 }, demo: true },
    ],
  });
  const ids = async (query: string): Promise<unknown[]> => ((await list(query)).body['items'] as { id: string }[]).map((item) => item.id);
  expect(await ids('&state=finished')).toEqual(['g-1']);
  expect(await ids('&state=running')).toEqual(['g-2', 'cold']);
  expect(await ids('&template=cold-storage')).toEqual(['cold']);
  expect((await list('&template=cold-storage')).body['sums']).toEqual({
    budgetFen: 90_000_000,
    allocatedFen: 0,
    releasedFen: 0,
    paidFen: 700,
    designGrams: 200_000_000,
  });
  expect((await list('&unitId=nowhere')).body).toEqual({
    items: [],
    nextCursor: null,
    count: 0,
    sums: { budgetFen: 0, allocatedFen: 0, releasedFen: 0, paidFen: 0, designGrams: 0 },
  });
});

test('refuses filters it does not know and cursors it did not make', async () => {
  expect(await list('&state=done')).toMatchObject({ status: 422, body: { code: 'QUERY.INVALID' } });
  expect(await list('&cursor=%F0%9F%A5%9D')).toMatchObject({ status: 422, body: { code: 'QUERY.INVALID' } });
});

test('refuses a body field by field, all at once', async () => {
  const { status, body } = await post('/projects', {
    name: '',
    template: 'bridge',
    unitId: 'u-1',
    stages: [{ stage: 'a/b', plannedOn: '2020-02-30' }],
    colour: 'red',
    occurredOn: '2021-01-01',
  });
  const errors = body['errors'] as { path: string; code: string }[];
  expect(status).toBe(422);
  expect(errors.map((error) => error.path).sort()).toEqual([
    'colour',
    'name',
    'occurredOn',
    'stages.0.plannedOn',
    'stages.0.stage',
    'template',
  ]);
});

test('tells what a template asks for, a day to come and an unknown unit together', async () => {
  const project = { name: '冷库', template: 'cold-storage', unitId: 'u-9', occurredOn: '2021-01-01' };
  const told = async (body: object): Promise<string[]> =>
    ((await post('/projects', body)).body['errors'] as { path: string; code: string }[]).map(({ code, path }) => `${code} ${path}`).sort();
  expect(await told(project)).toEqual(['DATE.FUTURE occurredOn', 'FIELD.REQUIRED coldStorage', 'UNIT.UNKNOWN unitId']);
  expect(await told({ ...project, colour: 'red' })).toEqual([
    'DATE.FUTURE occurredOn',
    'FIELD.REQUIRED coldStorage',
    'FIELD.UNKNOWN colour',
  ]);
});

test('answers 404 for a project or a stage that does not exist', async () => {
  for (const path of ['/projects/nowhere', '/projects/nowhere/history']) {
    expect(await send('GET', path)).toMatchObject({ status: 404, body: { code: 'RECORD.NOT_FOUND' } });
  }
  expect(await post('/projects/cold/stages/nowhere/reach', {})).toMatchObject({ status: 404, body: { code: 'RECORD.NOT_FOUND' } });
  expect(await post('/projects/nowhere/notices', { kind: 'before', from: '2020-01-01', to: '2020-01-02' })).toMatchObject({ status: 404 });
});

test('a withdrawn project leaves the board and its sums', async () => {
  const before = (await list('&unitId=u-2')).body['count'];
  await withdraw('g-2');
  expect(before).toBe(3);
  expect((await list('&unitId=u-2')).body).toMatchObject({ count: 2, sums: { budgetFen: 20 } });
  expect((await send('GET', '/projects/g-2')).status).toBe(404);
  expect((await send('GET', '/projects/g-2/history')).status).toBe(200);
});
