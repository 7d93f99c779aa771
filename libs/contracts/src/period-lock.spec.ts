import { dayNumber } from './business-day.js';
import { LockedDays } from './locked-days.js';
import {
  firstDayOf,
  type KnownLocks,
  lastDayOf,
  lockOfSales,
  lockOfUnit,
  type LockRights,
  PERIOD_PATTERN,
  type PeriodLock,
  underLocks,
} from './period-lock.js';
import { problemSentence, type ProblemCode } from './problem.js';

const LOCK: PeriodLock = {
  lockId: 'l-1',
  unitId: 'bureau',
  period: '2020-06',
  sales: false,
  reason: null,
  lockedBy: 'demo-reviewer',
  lockedAt: '2020-07-02T01:00:00.000Z',
};

/** `school` is below `bureau` until July 10th, then below `division`; both are below `city`. */
const PARENTS = [
  { unitId: 'bureau', fromDay: dayNumber('2018-01-01'), parentId: 'city' },
  { unitId: 'city', fromDay: dayNumber('2018-01-01'), parentId: null },
  { unitId: 'division', fromDay: dayNumber('2018-01-01'), parentId: 'city' },
  { unitId: 'school', fromDay: dayNumber('2018-01-01'), parentId: 'bureau' },
  { unitId: 'school', fromDay: dayNumber('2020-07-10'), parentId: 'division' },
];

function lockedBy(lock: Partial<PeriodLock>, unitId: string, day: string): string | undefined {
  const known: KnownLocks = { locks: [{ ...LOCK, ...lock }], parents: PARENTS };
  const lockId = lockOfUnit(known, unitId, day)?.lockId;
  expect(new LockedDays(known).ofUnit(unitId, day)?.lockId).toBe(lockId);
  return lockId;
}

describe('a period', () => {
  test.each([
    ['2020-06', '2020-06-01', '2020-06-30'],
    ['2020-02', '2020-02-01', '2020-02-29'],
    ['2021-02', '2021-02-01', '2021-02-28'],
    ['2020-12', '2020-12-01', '2020-12-31'],
    ['2020', '2020-01-01', '2020-12-31'],
  ])('%s has its days, the first and the last included', (period, first, last) => {
    expect([firstDayOf(period), lastDayOf(period)]).toEqual([first, last]);
  });

  test('is a month or a year and nothing else', () => {
    for (const text of ['2020-00', '2020-13', '2020-6', '20', '2020-06-01', '1999', '2101', ' 2020', '2020-06\n']) {
      expect([text, PERIOD_PATTERN.test(text)]).toEqual([text, false]);
    }
  });
});

describe('a lock', () => {
  test('binds its unit and those below it, on the days of its period and no other', () => {
    expect(lockedBy({}, 'bureau', '2020-06-01')).toBe('l-1');
    expect(lockedBy({}, 'school', '2020-06-30')).toBe('l-1');
    expect(lockedBy({}, 'school', '2020-05-31')).toBeUndefined();
    expect(lockedBy({}, 'school', '2020-07-01')).toBeUndefined();
    expect(lockedBy({}, 'division', '2020-06-15')).toBeUndefined();
    expect(lockedBy({}, 'city', '2020-06-15')).toBeUndefined();
    expect(lockedBy({ unitId: 'city' }, 'school', '2020-06-15')).toBe('l-1');
  });

  test('of a year binds each of its days', () => {
    expect(lockedBy({ period: '2020' }, 'bureau', '2020-01-01')).toBe('l-1');
    expect(lockedBy({ period: '2020' }, 'bureau', '2020-12-31')).toBe('l-1');
    expect(lockedBy({ period: '2020' }, 'bureau', '2021-01-01')).toBeUndefined();
  });

  test('binds a unit that comes below the locked one later in the period: its last figure holds the earlier days, too', () => {
    expect(lockedBy({ unitId: 'division', period: '2020' }, 'school', '2020-03-01')).toBe('l-1');
    expect(lockedBy({ unitId: 'division', period: '2020-06' }, 'school', '2020-06-15')).toBeUndefined();
  });

  test('binds a unit that left it later in the period on the days until then: the figures of those days hold it', () => {
    expect(lockedBy({ period: '2020' }, 'school', '2020-07-09')).toBe('l-1');
    expect(lockedBy({ period: '2020' }, 'school', '2020-07-10')).toBeUndefined();
  });

  test('binds sales where it says so', () => {
    expect(lockOfSales([LOCK], '2020-06-15')).toBeUndefined();
    expect(lockOfSales([LOCK, { ...LOCK, lockId: 'l-2', sales: true }], '2020-06-15')?.lockId).toBe('l-2');
    expect(lockOfSales([{ ...LOCK, sales: true }], '2020-07-01')).toBeUndefined();
  });
});

describe('events', () => {
  const events = [
    { type: 'OrderVoided', data: { orderId: 'o-1' }, occurredOn: '2020-06-15' },
    { type: 'OrderNumberReleased', data: { orderId: 'o-1' }, occurredOn: '2020-06-15', streamId: 'order-832-1' },
  ];
  const rights: LockRights = { mayEnter: false, mayAdjust: false, reason: undefined, reasonPath: 'adjustmentReason' };
  const adjusting = { ...rights, mayAdjust: true, reason: '复核发现重复"计入" 𠮷' };

  test('that touch nothing locked are for whoever enters, and for nobody else', () => {
    expect(underLocks(events, [], { ...rights, mayEnter: true })).toEqual(events);
    expect(underLocks(events, [], adjusting)).toMatchObject({ problems: [{ code: 'PERIOD.NOT_LOCKED' }] });
  });

  test('that touch a locked day are refused, with the period, who locked it and when', () => {
    const params = { period: '2020-06', lockedBy: 'demo-reviewer', lockedAt: LOCK.lockedAt };
    const refused = { kind: 'refused', problems: [{ code: 'PERIOD.LOCKED', params }] };
    expect(underLocks(events, [LOCK], { ...rights, mayEnter: true })).toEqual(refused);
    expect(underLocks(events, [LOCK], { ...rights, mayEnter: true, reason: '误登' })).toEqual(refused);
    expect(underLocks(events, [LOCK], { ...adjusting, reason: undefined })).toMatchObject({
      problems: [{ code: 'PERIOD.LOCKED', path: 'adjustmentReason', params }],
    });
  });

  test('are adjustments where a reviewer says why: those of the record, under the earliest locked period', () => {
    const outcome = underLocks(events, [{ ...LOCK, period: '2020' }, { ...LOCK, period: '2020-03' }, LOCK], adjusting);
    const adjustment = { period: '2020', reason: adjusting.reason };
    expect(outcome).toEqual([{ ...events[0], data: { orderId: 'o-1', adjustment } }, events[1]]);
  });
});

test('a reviewer who may adjust is asked for the reason, not sent to a reviewer', () => {
  const params = { period: '2020', lockedBy: 'demo-reviewer', lockedAt: LOCK.lockedAt };
  const problem = { code: 'PERIOD.LOCKED', path: 'adjustmentReason', params } as const;
  expect(problemSentence(problem, 'zh-CN')).toMatch(/^2020年 已由账号.+请填写调整原因（adjustmentReason）/);
  expect(problemSentence(problem, 'en')).toMatch(/^2020 was locked.+give the reason of the adjustment/);
  for (const locale of ['zh-CN', 'en'] as const) expect(problemSentence(problem, locale)).not.toMatch(/主管审核人员|to a reviewer/);
});

test('every refusal says what to do, in both languages', () => {
  const params = {
    period: '2020-06',
    lockedBy: 'demo-reviewer',
    lockedAt: LOCK.lockedAt,
    lastDay: '2020-06-30',
    today: '2020-06-30',
    unitId: 'u-1',
  };
  const told = (code: ProblemCode): string[] => [problemSentence({ code, params }, 'zh-CN'), problemSentence({ code, params }, 'en')];
  expect(told('PERIOD.LOCKED')).toEqual([
    expect.stringMatching(/^2020年6月 已由账号“demo-reviewer”于 .+ 锁定.+交上级单位的主管审核人员/),
    expect.stringMatching(/^June 2020 was locked by the account “demo-reviewer” at .+ Hand the facts and the proof to a reviewer/),
  ]);
  expect(told('PERIOD.PLACES_LOCKED')).toEqual([
    expect.stringContaining('填为 2020-06-30 之后'),
    expect.stringContaining('a business day after 2020-06-30'),
  ]);
  expect(told('PERIOD.NOT_LOCKED')).toEqual([expect.stringContaining('退回填报人员'), expect.stringContaining('Leave it to them')]);
  expect(told('PERIOD.NOT_ENDED')).toEqual([
    '2020年6月 到 2020-06-30 才结束，今天是 2020-06-30，还不能锁定。请在期间结束后再锁定。',
    expect.stringContaining('Lock it once it has ended'),
  ]);
  expect(told('PERIOD.ALREADY_LOCKED')).toEqual([
    expect.stringContaining('以调整方式办理'),
    expect.stringContaining('entered as adjustments'),
  ]);
});
