/** How the script ends where the registry does not answer the question. */
export const NOT_ASKED: number;
/** What the answer of `npm audit --json` comes to: the exit code and what is said. */
export function verdictOf(output: string): { readonly code: number; readonly said: string };
