import type { Job } from '#contracts';
import { ProblemError } from '#platform';
import { type JobPlan, type JobRun, Jobs } from './jobs.js';

const faults: unknown[] = [];
const jobs = (): Jobs =>
  new Jobs(
    () => '2020-01-01T00:00:00.000Z',
    (error) => faults.push(error),
  );
const noted = (): Promise<void> => Promise.resolve();

/** Work that goes on until somebody lets it end. */
class Held {
  run: JobRun | undefined;
  end: () => void = () => undefined;
  readonly plan: JobPlan = {
    kind: 'rebuild',
    subjects: ['impact'],
    noted,
    work: (run) =>
      new Promise((resolve, reject) => {
        this.run = run;
        this.end = () => resolve({ entries: 7 });
        run.signal.addEventListener('abort', () => reject(new Error('aborted')));
      }),
  };
}

async function ended(board: Jobs, id: string): Promise<Job> {
  if (board.one(id).state !== 'running') return board.one(id);
  return new Promise((resolve) => {
    const stop = board.listen((job) => {
      if (job.state === 'running') return;
      stop();
      resolve(job);
    });
  });
}

async function codeOf(work: () => unknown): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error instanceof ProblemError ? error.problems[0]?.code : String(error);
  }
}

test('one job runs at a time, and its end makes room for the next', async () => {
  const [board, held] = [jobs(), new Held()];
  const { id } = await board.start(held.plan);
  expect(await codeOf(() => board.start(new Held().plan))).toBe('JOB.RUNNING');
  held.end();
  expect(await ended(board, id)).toMatchObject({ state: 'done', result: { entries: 7 }, endedAt: '2020-01-01T00:00:00.000Z' });
  const next = new Held();
  expect((await board.start(next.plan)).state).toBe('running');
  expect(board.all().map(({ state }) => state)).toEqual(['running', 'done']);
});

test('nothing begins where nobody could note who asked', async () => {
  const [board, held] = [jobs(), new Held()];
  const plan = { ...held.plan, noted: () => Promise.reject(new Error('the access log is away')) };
  expect(await codeOf(() => board.start(plan))).toContain('the access log is away');
  expect([held.run, board.all()]).toEqual([undefined, []]);
});

test('a job that is cancelled says so; one that has ended cannot be', async () => {
  const [board, held] = [jobs(), new Held()];
  const { id } = await board.start(held.plan);
  board.cancel(id);
  expect((await ended(board, id)).state).toBe('cancelled');
  expect(await codeOf(() => board.cancel(id))).toBe('JOB.ENDED');
  expect(await codeOf(() => board.one('nothing'))).toBe('RECORD.NOT_FOUND');
});

test('a job that fails is reported and says so', async () => {
  const board = jobs();
  const fault = new Error('the disk is full');
  const { id } = await board.start({ ...new Held().plan, work: () => Promise.reject(fault) });
  expect((await ended(board, id)).state).toBe('failed');
  expect(faults).toContain(fault);
});

test('its steps are told now and then, its end at once', async () => {
  const [board, held] = [jobs(), new Held()];
  const told: Job[] = [];
  board.listen((job) => told.push(job));
  const nobody: Job[] = [];
  board.listen((job) => nobody.push(job))();
  const { id } = await board.start(held.plan);
  for (let done = 1; done <= 1_000; done += 1) held.run?.progress(done, 1_000);
  held.end();
  await ended(board, id);
  expect(nobody).toEqual([]);
  expect(told.length).toBeLessThan(100);
  expect(told[0]).toMatchObject({ state: 'running', done: 1, of: 1_000 });
  expect(told.at(-1)).toMatchObject({ state: 'done', done: 1_000, of: 1_000 });
});

test('a process that ends cancels what runs and waits for it', async () => {
  const [board, held] = [jobs(), new Held()];
  const { id } = await board.start(held.plan);
  await board.stop();
  expect(board.one(id).state).toBe('cancelled');
});

test('a process that ends while it is noted who asked waits for that, and the work does not begin', async () => {
  const [board, held] = [jobs(), new Held()];
  let note: () => void = () => undefined;
  const starting = board.start({ ...held.plan, noted: () => new Promise((resolve) => (note = resolve)) });
  let isStopped = false;
  const stopping = board.stop().then(() => (isStopped = true));
  await new Promise(setImmediate);
  expect(isStopped).toBe(false);
  note();
  const { id } = await starting;
  await stopping;
  expect([held.run, board.one(id).state]).toEqual([undefined, 'cancelled']);
});

test('a process that ends while it cannot be noted who asked has nothing to wait for', async () => {
  const board = jobs();
  const starting = codeOf(() => board.start({ ...new Held().plan, noted: () => Promise.reject(new Error('the access log is away')) }));
  await board.stop();
  expect(await starting).toContain('the access log is away');
  expect(board.all()).toEqual([]);
});
