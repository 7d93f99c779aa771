import type { Caller, Role } from '#contracts';
import { DirectoryRim } from './testing/directory-rim.js';

let rim: DirectoryRim;

const REASON = '月结 "六月" 𠮷';
const UNITS = [
  { id: 'city', kind: 'department' },
  { id: 'bureau', kind: 'department', parentId: 'city' },
  { id: 'school', kind: 'budget-unit', parentId: 'bureau' },
  { id: 'annex', kind: 'budget-unit', parentId: 'bureau' },
  { id: 'factory', kind: 'enterprise' },
];

beforeAll(async () => {
  rim = await DirectoryRim.start('2020-07-01');
  for (const unit of UNITS) await rim.post('/units', { name: unit.id, regionCode: '610104', occurredOn: '2019-01-01', ...unit });
});
afterAll(() => rim.stop());

function as(role: Role, unitId: string | null, villageCode?: string): void {
  const actor = { account: `${role}-${unitId}`, roles: [role], unitId };
  rim.caller = { actor, source: 'manual', ...(villageCode === undefined ? {} : { villageCode }) } satisfies Caller;
}

async function listed(query = ''): Promise<string[]> {
  const { body } = await rim.list('/period-locks', query);
  return (body['items'] as { unitId: string; period: string }[]).map(({ unitId, period }) => `${unitId} ${period}`);
}

describe('a period', () => {
  test('is locked by a reviewer for its own unit and those below it', async () => {
    as('reviewer', 'bureau');
    expect(await rim.post('/period-locks', { unitId: 'bureau', period: '2020-06', reason: REASON })).toMatchObject({
      status: 201,
      body: { log: 'directory' },
    });
    expect((await rim.post('/period-locks', { unitId: 'school', period: '2019' })).status).toBe(201);
    expect(await rim.refusal('/period-locks', { unitId: 'city', period: '2020-06' })).toEqual([422, 'UNIT.UNKNOWN unitId']);
    expect(await rim.refusal('/period-locks', { unitId: 'nobody', period: '2020-06' })).toEqual([422, 'UNIT.UNKNOWN unitId']);
  });

  test.each(['purchaser', 'admin', 'auditor', 'leader'] as const)('is not locked by a %s', async (role) => {
    as(role, null);
    expect(await rim.refusal('/period-locks', { unitId: 'bureau', period: '2020-05' })).toEqual([403, 'AUTH.FORBIDDEN']);
  });

  test('is not locked before it has ended, and all that is wrong is told at once', async () => {
    as('reviewer', 'bureau');
    for (const period of ['2020-07', '2020', '2021-01']) {
      expect(await rim.refusal('/period-locks', { unitId: 'bureau', period })).toEqual([422, 'PERIOD.NOT_ENDED period']);
    }
    expect(await rim.refusal('/period-locks', { unitId: 'city', period: '2020-07', evidence: ['f-9'] })).toEqual([
      422,
      'PERIOD.NOT_ENDED period',
      'UNIT.UNKNOWN unitId',
      'FILE.UNKNOWN evidence',
    ]);
    const wrong = { period: '2020-13', reason: ' ', until: 'x' };
    expect((await rim.refusal('/period-locks', wrong)).slice(1).sort()).toEqual([
      'FIELD.INVALID period',
      'FIELD.INVALID reason',
      'FIELD.REQUIRED unitId',
      'FIELD.UNKNOWN until',
    ]);
  });

  test('is locked once: a repeated lock says who did it and when', async () => {
    as('reviewer', 'bureau');
    const { status, body } = await rim.post('/period-locks', { unitId: 'bureau', period: '2020-06' });
    const params = { unitId: 'bureau', period: '2020-06', lockedBy: 'reviewer-bureau', lockedAt: expect.any(String) as unknown };
    expect([status, body['code'], body['params']]).toEqual([409, 'PERIOD.ALREADY_LOCKED', params]);
    expect(await rim.refusal('/period-locks', { unitId: 'school', period: '2019-03' })).toEqual([409, 'PERIOD.ALREADY_LOCKED period']);
  });

  test('locked by two at once is locked by one of them', async () => {
    as('reviewer', 'bureau');
    const answers = await Promise.all([1, 2].map(() => rim.post('/period-locks', { unitId: 'bureau', period: '2020-05' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test('of a unit that was closed can still be locked', async () => {
    as('admin', null);
    await rim.post('/units', { id: 'closed', name: '撤', kind: 'budget-unit', parentId: 'bureau', occurredOn: '2019-01-01' });
    await rim.post('/units/closed/close', { reason: '撤销', occurredOn: '2020-06-30' });
    as('reviewer', 'bureau');
    expect((await rim.post('/period-locks', { unitId: 'closed', period: '2020-06' })).status).toBe(201);
  });

  test('of a unit that has moved since is locked by who was above it at its end, not by who is now', async () => {
    as('admin', null);
    await rim.post('/units', { id: 'leaver', name: '迁', kind: 'budget-unit', parentId: 'bureau', occurredOn: '2019-01-01' });
    expect((await rim.post('/units/leaver/move', { parentId: 'factory', occurredOn: '2020-07-01' })).status).toBe(200);
    as('reviewer', 'factory');
    expect(await rim.refusal('/period-locks', { unitId: 'leaver', period: '2020-06' })).toEqual([422, 'UNIT.UNKNOWN unitId']);
    as('reviewer', 'bureau');
    expect((await rim.post('/period-locks', { unitId: 'leaver', period: '2020-06' })).status).toBe(201);
  });

  test('of the top department is locked for sales, too; of no other unit', async () => {
    as('reviewer', null);
    for (const unitId of ['city', 'factory']) await rim.post('/period-locks', { unitId, period: '2020-04' });
    const { body } = await rim.list('/period-locks', '&limit=200');
    const items = body['items'] as { unitId: string; sales: boolean }[];
    expect([...new Set(items.filter(({ sales }) => sales).map(({ unitId }) => unitId))]).toEqual(['city']);
  });
});

describe('a unit', () => {
  test('is not moved on a day of a locked period or before it: its closed figures would change', async () => {
    as('admin', null);
    const moved = { parentId: 'city' };
    for (const occurredOn of ['2020-06-30', '2020-06-01', '2019-06-01']) {
      expect(await rim.refusal('/units/annex/move', { ...moved, occurredOn })).toEqual([409, 'PERIOD.PLACES_LOCKED occurredOn']);
    }
    // Nor below a unit that has closed the day.
    expect(await rim.refusal('/units/factory/move', { parentId: 'bureau', occurredOn: '2020-06-30' })).toEqual([
      409,
      'PERIOD.PLACES_LOCKED occurredOn',
    ]);
    expect((await rim.post('/units/annex/move', { ...moved, occurredOn: '2020-07-01' })).status).toBe(200);
  });
});

describe('the list of locks', () => {
  test('shows what each says, locked last first, page by page', async () => {
    as('reviewer', 'bureau');
    const { body } = await rim.list('/period-locks', '&unitId=school&year=2020');
    expect(body).toMatchObject({
      count: 3,
      nextCursor: null,
      items: [
        { unitId: 'city', period: '2020-04', sales: true, reason: null, from: '2020-04-01', to: '2020-04-30' },
        { unitId: 'bureau', period: '2020-05' },
        {
          unitId: 'bureau',
          period: '2020-06',
          reason: REASON,
          lockedBy: 'reviewer-bureau',
          lockedAt: expect.stringMatching(/^2020-07-01T/) as unknown,
        },
      ],
    });
    const first = (await rim.list('/period-locks', '&limit=2')).body;
    const rest = await listed(`&limit=200&cursor=${String(first['nextCursor'])}`);
    expect([...(first['items'] as object[]), ...rest]).toHaveLength(Number(first['count']));
    expect((await rim.get('/period-locks?cursor=x')).status).toBe(422);
  });

  test('of a unit holds those from above that bind it, and no other', async () => {
    as('purchaser', 'school');
    expect(await listed('&unitId=school')).toEqual(['city 2020-04', 'bureau 2020-05', 'school 2019', 'bureau 2020-06']);
    expect((await rim.get('/period-locks?unitId=bureau')).status).toBe(404);
    expect(await listed()).toEqual(['city 2020-04', 'bureau 2020-05', 'school 2019', 'bureau 2020-06']);
  });

  test('of a unit out of reach, its parts in a list and its events are told to the access log, with who asked', async () => {
    as('auditor', null);
    const { body } = await rim.get('/units/bureau/history');
    const eventId = String((body['items'] as { eventId: string }[])[0]?.eventId);
    as('purchaser', 'school');
    const denied = (subject: string): object => ({ kind: 'denied', subject, reason: 'RECORD.NOT_FOUND' });
    expect(await rim.noted('/period-locks?unitId=bureau')).toEqual([denied('bureau')]);
    expect(await rim.noted('/period-locks?unitId=nobody')).toEqual([]);
    expect(await rim.noted('/units?parentId=bureau')).toEqual([denied('bureau')]);
    expect(await rim.noted('/units?parentId=nobody')).toEqual([]);
    expect(await rim.noted(`/events/${eventId}`)).toEqual([denied(eventId)]);
  });

  test('shows a reviewer its own part, and a village what binds its sales', async () => {
    as('reviewer', 'school');
    expect(await listed()).toEqual(['city 2020-04', 'bureau 2020-05', 'school 2019', 'bureau 2020-06']);
    as('village-staff', null, '610124103201');
    expect(await listed()).toEqual(['city 2020-04']);
    as('auditor', null);
    expect(await listed()).toContain('factory 2020-04');
  });
});
