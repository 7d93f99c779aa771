import type { ProblemText } from '../problem-text.js';

export const projectProblems = {} as const satisfies Record<string, ProblemText>;
