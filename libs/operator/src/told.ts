import { problemSentence, type ProblemItem } from '#contracts';
import { ProblemError } from '#platform';
import { FindingError } from './finding-error.js';

/** A problem for whoever typed a command: its code, and the sentence in both languages. */
export function sentenceOf(problem: ProblemItem): string {
  return `${problem.code} ${problemSentence(problem, 'zh-CN')} / ${problemSentence(problem, 'en')}`;
}

/** Runs what may be refused. @throws FindingError with a line for each problem */
export async function told<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw new FindingError(error.problems.map(sentenceOf).join('\n'));
  }
}
