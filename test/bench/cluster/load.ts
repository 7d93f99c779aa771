/** Runs `work` in `callers` loops side by side. @returns how often per second it was done */
export async function closedLoop(callers: number, seconds: number, work: (caller: number) => Promise<unknown>): Promise<number> {
  const started = performance.now();
  const until = started + seconds * 1_000;
  let done = 0;
  const loop = async (caller: number): Promise<void> => {
    while (performance.now() < until) {
      await work(caller);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, caller) => loop(caller)));
  return (done / (performance.now() - started)) * 1_000;
}

/** Begins `work` at an even rate, whether the ones before it are done or not. @returns how long each took, in ms */
export async function paced(perSecond: number, seconds: number, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  const pending: Promise<void>[] = [];
  const timed = async (): Promise<void> => {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  };
  const started = performance.now();
  const all = Math.round(perSecond * seconds);
  while (pending.length < all) {
    const due = Math.min(all, Math.ceil(((performance.now() - started) / 1_000) * perSecond));
    while (pending.length < due) pending.push(timed());
    await new Promise((resume) => setTimeout(resume, 1));
  }
  await Promise.all(pending);
  return times;
}
