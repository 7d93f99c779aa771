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
