/** Waits for a condition. @throws with the message after the limit */
export async function eventually(what: string, condition: () => Promise<boolean> | boolean, limitMs = 30_000): Promise<void> {
  const until = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > until) throw new Error(`not within ${limitMs} ms: ${what}`);
    await new Promise((resume) => setTimeout(resume, 20));
  }
}
