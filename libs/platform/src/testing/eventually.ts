const BETWEEN_LOOKS_MS = 10;

/**
 * Waits for a condition, which is how a test waits.
 * @param what the condition in words, or what tells it together with what was seen, asked when the limit is over
 * @throws with these words after `limitMs`, and what the condition itself throws
 */
export async function eventually(
  what: string | (() => string),
  condition: () => Promise<boolean> | boolean,
  limitMs = 30_000,
): Promise<void> {
  const until = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > until) throw new Error(`not within ${limitMs} ms: ${typeof what === 'string' ? what : what()}`);
    await new Promise((resume) => setTimeout(resume, BETWEEN_LOOKS_MS));
  }
}
