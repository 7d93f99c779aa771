import { problemSentence } from '#contracts';
import { IMPORT_STATES } from './import.js';
import { refusedStep, stepsNow } from './import-steps.js';

describe('what can be done with an import now', () => {
  it.each(IMPORT_STATES)('is something in every state, and never both to give it up and to take it back: %s', (state) => {
    for (const hasEntered of [false, true]) {
      const steps = stepsNow({ state }, hasEntered);
      expect(steps.length).toBeGreaterThan(0);
      expect(steps.includes('cancel') && steps.includes('undo')).toBe(false);
    }
  });

  it('is told by the refusal of a step, and not that step: one that is only checked is entered or given up', () => {
    const refusal = refusedStep({ state: 'checked' }, 'undo', false);
    if (refusal === null) throw new Error('nothing was entered that could be taken back');
    expect(problemSentence(refusal, 'zh-CN')).toBe('这次导入现在是“待确认”，不能这样做。现在可以：导入、修改各行、指定各列、放弃。');
    expect(problemSentence(refusal, 'en')).toBe(
      'This import is “To be confirmed” now and this cannot be done with it. What can be done now: enter it, mend its rows, choose its columns, give it up.',
    );
  });

  it('is to take back what was entered of one that stopped and is checked anew', () => {
    expect(refusedStep({ state: 'checked' }, 'undo', true)).toBeNull();
    expect(refusedStep({ state: 'failed' }, 'cancel', true)).toMatchObject({ params: { possible: ['retry', 'undo'] } });
  });
});
