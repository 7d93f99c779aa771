import type { Caller, LogName, Position } from '#contracts';

/** Injection token of the {@link EventLog} of one log: `@Inject(logToken('purchases'))`. */
export function logToken(log: LogName): string {
  return `event-log:${log}`;
}

/** Injection token of the {@link Database} that holds this process's read models. */
export const DATABASE = 'database';

/** Injection token of the names of chains that are proven beside the logs (`ChainName[]`). */
export const MORE_CHAINS = 'more-chains';

/** Injection token of this process's name, as `/api/system` shows it. */
export const PROCESS_NAME = 'process-name';

/** Injection token of {@link ReadPositions}. */
export const READ_POSITIONS = 'read-positions';

/** Injection token of {@link FiguresMoved}: given by a process that has the figures. */
export const FIGURES_MOVED = 'figures-moved';

/** Names the figures that moved between two states of the figures, each the last position read of every log. */
export type FiguresMoved = (
  after: Readonly<Record<string, Position>>,
  until: Readonly<Record<string, Position>>,
) => Promise<readonly string[]>;

/** Injection token of {@link JobNews}: given by a process in which jobs run in the background. */
export const JOB_NEWS = 'job-news';

/** Tells how jobs get on to those who may know of them. */
export interface JobNews {
  /** @param tell a job as it stands, as JSON @returns ends the listening */
  listen(caller: Caller, tell: (job: object) => void): () => void;
}
