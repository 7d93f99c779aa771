import type { Caller, CommandAnswer, EventMeta, NewEvent } from './envelope.js';
import type { ProblemItem, Refusal } from './problem.js';
import type { BusinessDay, Instant } from './units.js';

/** What surrounds a command: who, when, under which key. Built once at the rim; decisions take it as an argument. */
export interface CommandContext {
  /** The client's Idempotency-Key within its account, or within its import; or one the rim made. */
  readonly commandId: string;
  /** SHA-256 of route and body, in whatever order the body names its fields: tells a repeated command from a reused key. */
  readonly fingerprint: string;
  /** What the release before wrote in its place, where the order of the fields counted: a receipt of then is still known by it. */
  readonly formerFingerprint?: () => string;
  /** From `If-Match`: the version of the record the client has seen. */
  readonly expectedVersion?: number;
  readonly now: Instant;
  readonly today: BusinessDay;
  readonly meta: Omit<EventMeta, 'commandId'>;
  /** The village whose staff gives it; it decides what may be named and enters no event. */
  readonly villageCode?: string;
  /** What is known to be wrong before the decision: the command is refused, together with what the decision finds. */
  readonly pending?: readonly ProblemItem[];
}

/** The same command with more that is known to be wrong with it. */
export function pendingIn(context: CommandContext, problems: readonly ProblemItem[]): CommandContext {
  return { ...context, pending: [...(context.pending ?? []), ...problems] };
}

/** For whom a command is given. */
export function callerIn({ meta: { actor, source }, villageCode }: Pick<CommandContext, 'meta' | 'villageCode'>): Caller {
  return { actor, source, ...(villageCode === undefined ? {} : { villageCode }) };
}

/** What a decision says: the events that follow, or why there are none. */
export type Outcome = readonly NewEvent[] | Refusal;

/** Accepted once and for ever, or refused without a trace. */
export type CommandResult = Accepted | Refusal;

export interface Accepted {
  readonly kind: 'accepted';
  /** True where the answer is the first one again. */
  readonly replayed: boolean;
  readonly answer: CommandAnswer;
}
