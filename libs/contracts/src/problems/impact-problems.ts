import type { ProblemText } from '../problem-text.js';

export const impactProblems = {} as const satisfies Record<string, ProblemText>;
