import { type ProblemItem, problemSentence } from './problem.js';

const expected = (text: string): { code: 'FIELD.INVALID'; params: { field: string; expected: string } } => ({
  code: 'FIELD.INVALID',
  params: { field: 'lines', expected: text },
});

test('what a field expects is told in the reader’s language alone', () => {
  expect(problemSentence(expected('1–200 项 / 1–200 items'), 'zh-CN')).toContain('应为：1–200 项。');
  expect(problemSentence(expected('1–200 项 / 1–200 items'), 'en')).toContain('the rule: 1–200 items.');
});

test.each(['1–200', 'true | false', '<log>:<position>', '甲 / 乙'])('what is no sentence in both languages stays as it is: %s', (text) => {
  expect(problemSentence(expected(text), 'zh-CN')).toContain(text);
});

test('what is not for the reader is left out, and the sentence says so instead of showing a hole', () => {
  const taken = { code: 'ORDER.DUPLICATE', params: { recordedAt: '2020-06-01', platformOrderNo: 'N1' } } as const;
  for (const locale of ['zh-CN', 'en'] as const) {
    expect(problemSentence(taken, locale)).toContain('2020-06-01');
    expect(problemSentence(taken, locale)).not.toContain('{');
    const whole = { ...taken, params: { ...taken.params, id: 'o-1', recordedBy: 'buyer' } };
    expect(problemSentence(whole, locale)).toContain('buyer');
  }
});

const AT = '2026-11-26T16:12:00.000Z';
const READING: readonly (readonly [string, ProblemItem, string, string])[] = [
  ['an amount in yuan', { code: 'ORDER.OVERPAID', params: { openFen: 1_250_005 } }, '未付余额为 12,500.05 元。', '¥12,500.05 are open'],
  [
    'a floor in percent',
    { code: 'RESERVE.BELOW_FLOOR', params: { floorPermille: 125, leastFen: 125_000, basis: '财库〔2021〕19号' } },
    '低于最低比例 12.5%（财库〔2021〕19号），至少应为 1,250.00 元。',
    'below the floor of 12.5% (财库〔2021〕19号); at least ¥1,250.00.',
  ],
  [
    'an instant by the clock of Shanghai',
    { code: 'JOB.RUNNING', params: { kind: 'rebuild', startedAt: AT } },
    '从 2026年11月27日 00:12 起',
    'since 27 November 2026, 00:12',
  ],
  [
    'a role by its name',
    { code: 'AUTH.FORBIDDEN', params: { route: 'x', roles: ['purchaser', 'village-staff'] } },
    '采购填报、村级填报',
    'Purchaser, Village staff',
  ],
  [
    'a state and what is possible in it',
    { code: 'RESERVE.STATE', params: { state: 'submitted', allowed: ['return', 'confirm'] } },
    '“待审核”，不能执行此操作；当前可以：退回（上级单位的主管审核）、确认（上级单位的主管审核）。',
    'is “Under review”; this step is not possible now. Possible: return (Reviewer of a unit above), confirm (Reviewer of a unit above).',
  ],
  [
    'a state in which nothing is possible any more',
    { code: 'RESERVE.STATE', params: { state: 'locked', allowed: [] } },
    '当前为“已锁定”，这一年的份额到此为止，谁也不能再',
    'is “Locked”: that year is closed, and nobody',
  ],
  [
    'a step of an exit',
    { code: 'EXIT.OUT_OF_ORDER', params: { step: 'consent', day: 'd', before: 'appraisal', beforeDay: 'e' } },
    '“认可”的日期 d 早于前一步“评议”',
    '“consent” on d',
  ],
  ['a name that happens to be a key as it is', { code: 'UNIT.UNKNOWN', params: { unitId: 'submitted' } }, 'submitted', 'submitted'],
];

test.each(READING)('%s', (_, problem, zh, en) => {
  expect(problemSentence(problem, 'zh-CN')).toContain(zh);
  expect(problemSentence(problem, 'en')).toContain(en);
});
