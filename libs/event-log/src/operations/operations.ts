import type { Job } from '#contracts';

/** Records who asks, before anything begins; where that fails nothing begins. */
export type Noting = () => Promise<void>;

/** A demonstration on its way in. */
export interface DemoLoading {
  readonly job: Job;
  /** What the administrator has to know and is told only now: the first password of its accounts. */
  readonly notes: readonly string[];
}

/** What an administrator has done to the whole ledger, in the background and one at a time. */
export abstract class Operations {
  /** The names of the demonstrations that ship. */
  abstract readonly demonstrations: readonly string[];
  /** The read models that can be rebuilt. */
  abstract readonly projections: readonly string[];

  /** @throws ProblemError DEMO.UNKNOWN, JOB.RUNNING, JOB.BY_COMMAND */
  abstract loadDemo(name: string, noted: Noting): Promise<DemoLoading>;
  /** @throws ProblemError JOB.RUNNING, JOB.BY_COMMAND */
  abstract clearDemo(noted: Noting): Promise<Job>;
  /** Readers see the old rows until the new ones are complete. @throws ProblemError PROJECTION.UNKNOWN, JOB.RUNNING, JOB.BY_COMMAND */
  abstract rebuild(projections: readonly string[], noted: Noting): Promise<Job>;
  /** The latest first. */
  abstract jobs(): readonly Job[];
  /** @throws ProblemError RECORD.NOT_FOUND */
  abstract job(id: string): Job;
  /** What was there before is there again. @throws ProblemError RECORD.NOT_FOUND, JOB.ENDED */
  abstract cancel(id: string): Job;
  /** @returns a function that ends the listening */
  abstract listen(listener: (job: Job) => void): () => void;
  /** Cancels what runs and waits for its end. */
  abstract stop(): Promise<void>;
}
