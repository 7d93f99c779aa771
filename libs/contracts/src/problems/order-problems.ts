import type { ProblemText } from '../problem-text.js';

export const orderProblems = {} as const satisfies Record<string, ProblemText>;
