import type { ProblemText } from '../problem-text.js';

export const reserveProblems = {} as const satisfies Record<string, ProblemText>;
