import { problemSentence } from './problem.js';

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
    expect(problemSentence(whole, locale)).toMatch(/buyer.*o-1/);
  }
});
