import type { Instant, Job, JobKind, JobResult, JobState } from '#contracts';
import { newId, ProblemError } from '#platform';

/** At most one message about a job in this time; its end is told at once. */
const BETWEEN_MESSAGES_MS = 100;
/** Jobs that are remembered; what they did is in the ledger and the access log for good. */
const MOST_KEPT = 10;

/** What the work of a job has at hand. */
export interface JobRun {
  /** Aborted when somebody cancels the job or the process ends. */
  readonly signal: AbortSignal;
  /** @param of how many there are in all, `null` where nobody knows */
  readonly progress: (done: number, of: number | null) => void;
}

/** A job before it begins. */
export interface JobPlan {
  readonly kind: JobKind;
  readonly subjects: readonly string[];
  /** Done before the work begins; where it fails nothing begins. */
  readonly noted: () => Promise<void>;
  readonly work: (run: JobRun) => Promise<JobResult>;
}

/** The jobs of one process, one at a time. They are forgotten with the process. */
export class Jobs {
  private readonly kept: RunningJob[] = [];
  private readonly listeners = new Set<(job: Job) => void>();
  private toldAt = 0;

  constructor(
    private readonly now: () => Instant,
    private readonly report: (error: unknown) => void,
  ) {}

  /** Begins a job that goes on by itself. @throws ProblemError JOB.RUNNING while there is another */
  async start({ kind, subjects, noted, work }: JobPlan): Promise<Job> {
    const other = this.running();
    if (other !== undefined) throw new ProblemError([{ code: 'JOB.RUNNING', params: { kind: other.kind, startedAt: other.startedAt } }]);
    const job = new RunningJob(kind, subjects, this.now(), () => this.tell(job));
    this.kept.unshift(job);
    try {
      await job.begin(noted);
    } catch (error) {
      this.kept.splice(this.kept.indexOf(job), 1);
      throw error;
    }
    this.kept.splice(MOST_KEPT);
    void job.run(work, this.now, this.report);
    return job.view();
  }

  /** The latest first. */
  all(): readonly Job[] {
    return this.kept.map((job) => job.view());
  }

  /** @throws ProblemError RECORD.NOT_FOUND */
  one(id: string): Job {
    return this.find(id).view();
  }

  /** @throws ProblemError RECORD.NOT_FOUND, JOB.ENDED */
  cancel(id: string): Job {
    const job = this.find(id);
    if (job.state !== 'running') throw new ProblemError([{ code: 'JOB.ENDED', params: { id } }]);
    job.cancel();
    return job.view();
  }

  /** Tells of every step of a job. @returns a function that ends the listening */
  listen(listener: (job: Job) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Cancels what runs and waits for its end. What has not begun yet does not. */
  async stop(): Promise<void> {
    for (let job = this.running(); job !== undefined; job = this.running()) {
      job.cancel();
      await job.ended;
    }
  }

  private running(): RunningJob | undefined {
    return this.kept.find(({ state }) => state === 'running');
  }

  private find(id: string): RunningJob {
    const job = this.kept.find((kept) => kept.id === id);
    if (job === undefined) throw new ProblemError([{ code: 'RECORD.NOT_FOUND', params: { id } }]);
    return job;
  }

  private tell(job: RunningJob): void {
    const now = performance.now();
    if (job.state === 'running' && now - this.toldAt < BETWEEN_MESSAGES_MS) return;
    this.toldAt = now;
    for (const listener of this.listeners) listener(job.view());
  }
}

class RunningJob {
  readonly id = newId();
  state: JobState = 'running';
  ended: Promise<void> = Promise.resolve();
  private readonly aborting = new AbortController();
  private readonly beganMs = performance.now();
  private endedMs: number | undefined;
  private endedAt: Instant | null = null;
  private done = 0;
  private of: number | null = null;
  private result: JobResult | null = null;

  constructor(
    readonly kind: JobKind,
    private readonly subjects: readonly string[],
    readonly startedAt: Instant,
    private readonly moved: () => void,
  ) {}

  /** Notes who asks. @throws what kept that from being noted: nothing has begun then */
  async begin(noted: JobPlan['noted']): Promise<void> {
    const noting = noted();
    const done = (): void => undefined;
    this.ended = noting.then(done, done);
    await noting;
  }

  run(work: JobPlan['work'], now: () => Instant, report: (error: unknown) => void): Promise<void> {
    this.ended = this.finish(work, report).then((state) => {
      this.state = state;
      this.endedAt = now();
      this.endedMs = performance.now();
      this.moved();
    });
    return this.ended;
  }

  cancel(): void {
    this.aborting.abort();
  }

  view(): Job {
    const { id, kind, subjects, state, startedAt, endedAt, done, of, result } = this;
    const seconds = ((this.endedMs ?? performance.now()) - this.beganMs) / 1_000;
    return { id, kind, subjects, state, startedAt, endedAt, done, of, perSecond: Math.round(done / Math.max(seconds, 0.001)), result };
  }

  private async finish(work: JobPlan['work'], report: (error: unknown) => void): Promise<JobState> {
    const progress = (done: number, of: number | null): void => {
      Object.assign(this, { done, of });
      this.moved();
    };
    try {
      this.aborting.signal.throwIfAborted();
      this.result = await work({ signal: this.aborting.signal, progress });
      return 'done';
    } catch (error) {
      if (this.aborting.signal.aborted) return 'cancelled';
      report(error);
      return 'failed';
    }
  }
}
