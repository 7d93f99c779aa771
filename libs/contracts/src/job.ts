import type { Instant } from './units.js';

/** 任务: work on the whole ledger that an administrator starts and that goes on by itself. */
export const JOB_KINDS = ['demo-load', 'demo-clear', 'rebuild'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

export const JOB_STATES = ['running', 'done', 'cancelled', 'failed'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** What came of a job. */
export interface JobResult {
  /** Events that were read, or records that were entered or withdrawn. */
  readonly entries: number;
  /** Records of a demonstration that stay when it is cleared, since records that are none name them. */
  readonly kept?: number;
  /** Events that no read model could take, of a rebuild. */
  readonly parked?: number;
  /**
   * Of a rebuild: how many read models hold other rows than before. `null` where records came in meanwhile, so that the
   * two cannot be compared.
   */
  readonly differing?: number | null;
}

/** How a job stands (contract §5). */
export interface Job {
  readonly id: string;
  readonly kind: JobKind;
  /** The read models that are rebuilt; the demonstration that is loaded. */
  readonly subjects: readonly string[];
  readonly state: JobState;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly done: number;
  /** How many there are in all; `null` where nobody knows beforehand. */
  readonly of: number | null;
  readonly perSecond: number;
  readonly result: JobResult | null;
}
