import type { LogName, Position } from '#contracts';

/** Events are missing from the log itself: nothing may be folded over a hole. `npm run bangfu -- verify` names it. */
export class LogGapError extends Error {
  constructor(log: LogName, expected: Position, found: Position) {
    super(`log ${log} has no event ${expected}; the next one is ${found}`);
    this.name = 'LogGapError';
  }
}

/** @throws LogGapError where these events do not follow a position one by one */
export function refuseGap(log: LogName, after: Position, events: readonly { readonly position: Position }[]): void {
  events.forEach(({ position }, index) => {
    const expected = after + 1 + index;
    if (position !== expected) throw new LogGapError(log, expected, position);
  });
}
