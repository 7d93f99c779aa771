import type { ProblemText } from '../problem-text.js';

export const householdProblems = {} as const satisfies Record<string, ProblemText>;
