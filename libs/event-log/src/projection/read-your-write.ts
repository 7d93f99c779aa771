import type { LogName, Position } from '#contracts';

/** From `?after=<log>:<position>`: the write a reader wants to see. */
export interface SeenPosition {
  readonly log: LogName;
  readonly position: Position;
}
