import { SharedAnswers } from './shared-answers.js';

describe('answers that many ask for at once', () => {
  it('are looked up once for all who ask in one turn, each question by itself', async () => {
    const answers = new SharedAnswers<string>();
    const looked: string[] = [];
    const ask = (question: string): Promise<string> =>
      answers.of(question, () => {
        looked.push(question);
        return Promise.resolve(`${question}!`);
      });
    expect(await Promise.all([ask('a'), ask('b'), ask('a')])).toEqual(['a!', 'b!', 'a!']);
    expect(looked).toEqual(['a', 'b']);
  });

  it('are looked up again for who asks while a look-up is on its way: it may have missed what they wait for', async () => {
    const answers = new SharedAnswers<number>();
    let now = 1;
    const slow = (): Promise<number> => {
      const seen = now;
      return new Promise((resolve) => setImmediate(() => resolve(seen)));
    };
    const early = answers.of('a', slow);
    await Promise.resolve();
    await Promise.resolve();
    now = 2;
    expect(await Promise.all([early, answers.of('a', slow)])).toEqual([1, 2]);
  });

  it('that fail, fail for those who share them and for nobody behind', async () => {
    const answers = new SharedAnswers<string>();
    const failing = (): Promise<string> => Promise.reject(new Error('away'));
    const both = await Promise.allSettled([answers.of('a', failing), answers.of('a', failing)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await answers.of('a', () => Promise.resolve('back'))).toBe('back');
  });
});
