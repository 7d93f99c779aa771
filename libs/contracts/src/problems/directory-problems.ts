import type { ProblemText } from '../problem-text.js';

export const directoryProblems = {} as const satisfies Record<string, ProblemText>;
