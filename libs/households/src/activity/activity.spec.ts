import type { ActivityKind } from '#contracts';
import type { RecordActivityBody } from '#contracts/commands';
import { NAME, NO_VILLAGE, Scenario, step, VILLAGE } from '../testing/scenario.js';
import { type Activity, activityStream, factsOf, reversalOf } from './activity.js';
import { recordActivity } from './recording.js';
import { voidActivity } from './voiding.js';

const ID = 'a-1';
const DAY = '2020-06-01';

/** A body as plain fields: what arrives after validation. */
type Body = Omit<RecordActivityBody, never>;

function recording(body: Body) {
  return step(DAY, { ...body, activityId: ID });
}

function recorded(body: Body): Scenario<Activity> {
  const scenario = new Scenario(activityStream(ID));
  scenario.do((activity) => recordActivity(activity, VILLAGE, recording(body)));
  return scenario;
}

function refused(body: Body, missingFiles: string[] = []) {
  const scenario = new Scenario(activityStream(ID));
  return scenario.refused((activity) => recordActivity(activity, NO_VILLAGE, { ...recording(body), missingFiles }));
}

const DONATION: Body = { kind: 'donation', cashFen: 10_000_000, goodsFen: 5_000_000, approximate: true };
const VOID = { id: ID, reason: '误登', occurredOn: undefined, missingFiles: [] };

describe('recording an activity', () => {
  test('counts it once under its kind, and under its village where it names one', () => {
    expect(recorded({ kind: 'visit', place: NAME }).left()).toEqual({ [`activity.held ${DAY} visit`]: 1 });
    expect(recorded({ kind: 'visit', villageCode: VILLAGE.code }).left()).toEqual({
      [`activity.held ${DAY} 610124 610124103201 visit`]: 1,
    });
  });

  test.each([
    ['training', 1],
    ['skills-delivery', 1],
    ['visit', undefined],
    ['inspection', undefined],
  ] as const)('gives a %s without a number of sessions %p', (kind: ActivityKind, sessions) => {
    expect(Object.values(recorded({ kind }).net('activity.sessions'))).toEqual(sessions === undefined ? [] : [sessions]);
  });

  test('counts sessions and people as given', () => {
    const scenario = recorded({ kind: 'training', sessions: 3, participants: 120 });
    expect(scenario.net('activity.sessions')).toEqual({ [`${DAY} training`]: 3 });
    expect(scenario.net('activity.participants')).toEqual({ [`${DAY} training`]: 120 });
  });

  test('counts cash and goods as received, a pledge apart, and keeps 约', () => {
    const scenario = recorded({ ...DONATION, pledgedFen: 7 });
    expect(scenario.net('donation.received')).toEqual({ [`${DAY} donation 约`]: 15_000_000 });
    expect(scenario.net('donation.pledged')).toEqual({ [`${DAY} donation 约`]: 7 });
  });

  test('keeps who came masked only', () => {
    expect(factsOf(recorded({ kind: 'visit', attendees: ['张小三', '李四', '𠮷田太'] }).state)).toMatchObject({
      attendees: ['张*三', '李*', '𠮷*太'],
    });
  });

  test('takes purposes that add up to cash and goods', () => {
    const purposes = [
      { name: '道路', amountFen: 14_000_000 },
      { name: '图书', amountFen: 1_000_000 },
    ];
    expect(factsOf(recorded({ ...DONATION, purposes }).state)).toMatchObject({ purposes });
  });

  test('refuses purposes that do not add up, and counts no pledge among them', () => {
    const purposes = [{ name: '道路', amountFen: 15_000_001 }];
    expect(refused({ ...DONATION, pledgedFen: 1, purposes })).toEqual([
      { code: 'ACTIVITY.PURPOSES_DO_NOT_ADD_UP', path: 'purposes', params: { sumFen: 15_000_001, totalFen: 15_000_000 } },
    ]);
  });

  test('refuses a donation of nothing; a pledge alone is one', () => {
    expect(refused({ kind: 'donation', cashFen: 0 })).toEqual([{ code: 'ACTIVITY.AMOUNT_REQUIRED', path: 'cashFen' }]);
    expect(recorded({ kind: 'donation', pledgedFen: 1 }).net('donation.received')).toEqual({});
  });

  test('refuses an amount on anything but a donation, each by its field', () => {
    expect(refused({ kind: 'training', cashFen: 1, goodsFen: 0, pledgedFen: 2 })).toMatchObject([
      { code: 'ACTIVITY.AMOUNT_NOT_ALLOWED', path: 'cashFen', params: { field: 'cashFen', kind: 'training' } },
      { code: 'ACTIVITY.AMOUNT_NOT_ALLOWED', path: 'pledgedFen' },
    ]);
  });

  test('refuses cash and goods that add up past 2^53', () => {
    expect(refused({ kind: 'donation', cashFen: Number.MAX_SAFE_INTEGER, goodsFen: 1 })).toMatchObject([
      { code: 'FIELD.INVALID', path: 'goodsFen' },
    ]);
  });

  test('reports an unknown village and unknown files at once', () => {
    expect(refused({ kind: 'visit', villageCode: 'v-9' }, ['f-9'])).toEqual([
      { code: 'VILLAGE.UNKNOWN', path: 'villageCode', params: { id: 'v-9' } },
      { code: 'FILE.UNKNOWN', path: 'evidence', params: { fileId: 'f-9' } },
    ]);
  });

  test('refuses an id that is in use', () => {
    const scenario = recorded({ kind: 'visit' });
    expect(scenario.refused((activity) => recordActivity(activity, VILLAGE, recording({ kind: 'visit' })))).toEqual([
      { code: 'RECORD.EXISTS', path: 'id', params: { id: ID } },
    ]);
  });
});

describe('voiding an activity', () => {
  test('brings every figure back to zero on the day of the activity', () => {
    const scenario = recorded({ ...DONATION, villageCode: VILLAGE.code, participants: 3 });
    scenario.do((activity) => voidActivity(activity, { ...VOID, occurredOn: '2020-12-01' }));
    expect(scenario.left()).toEqual({});
    expect(factsOf(scenario.state)).toMatchObject({ state: 'void', voidReason: '误登', cashFen: 10_000_000 });
  });

  test('is dated by the activity where it names no day of its own', () => {
    const scenario = recorded({ kind: 'visit' });
    scenario.do((activity) => voidActivity(activity, VOID));
    expect(scenario.events[1]?.occurredOn).toBe(DAY);
  });

  test('is refused before the activity, twice, without its files, and where there is none', () => {
    const scenario = recorded({ kind: 'visit' });
    const early = { ...VOID, occurredOn: '2020-05-31', missingFiles: ['f-9'] };
    expect(scenario.refused((activity) => voidActivity(activity, early))).toMatchObject([
      { code: 'DATE.BEFORE_START', params: { day: '2020-05-31', start: DAY } },
      { code: 'FILE.UNKNOWN' },
    ]);
    scenario.do((activity) => voidActivity(activity, VOID));
    expect(scenario.refused((activity) => voidActivity(activity, VOID))).toEqual([{ code: 'ACTIVITY.VOIDED', params: { reason: '误登' } }]);
    expect(new Scenario(activityStream(ID)).refused((activity) => voidActivity(activity, VOID))).toMatchObject([
      { code: 'RECORD.NOT_FOUND', params: { id: ID } },
    ]);
  });
});

test('a withdrawn activity leaves nothing in any figure and takes no command', () => {
  const scenario = recorded(DONATION);
  scenario.withdraw(reversalOf(scenario.state));
  expect(scenario.left()).toEqual({});
  expect(scenario.refused((activity) => voidActivity(activity, VOID))).toMatchObject([{ code: 'RECORD.NOT_FOUND' }]);
});
