import type { AccessNote } from '#contracts';

/** A command that this process gives on somebody's behalf, as the access log names it. */
export interface OwnCall {
  readonly account: string;
  /** `/api/orders` */
  readonly path: string;
  readonly correlationId: string;
}

/** 访问日志 of commands that come in by no request: what the public door does for each that does. */
export abstract class OwnAccess {
  /** Asked before each command. @throws ProblemError ACCESS_LOG.UNAVAILABLE where no entry could be written now: it must not be given */
  abstract beforeCommand(): Promise<void>;

  /**
   * Records what was noted of a command, and that it was denied. @param status that of its answer over HTTP
   * @throws ProblemError ACCESS_LOG.UNAVAILABLE where a note could not be recorded
   */
  abstract afterCommand(call: OwnCall, status: number, notes: readonly AccessNote[]): Promise<void>;
}
