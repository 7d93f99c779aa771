import {
  type Caller,
  type CommandResult,
  type EndingQuestions,
  type LogName,
  type Position,
  type ProblemItem,
  PROBLEMS,
  type StandingEnding,
} from '#contracts';
import { ProblemError } from '#platform';
import type { ImportKind } from '../kind/column.js';
import type { LedgerPort } from '../plan/known.js';

/** The ledger behind the public door, as whoever imports may see and enter it; one for each tier. */
export abstract class ImportLedger {
  /** @param caller whose scope decides what is `inScope` @param kind of the sheet: each is entered under grants of its own */
  abstract seenBy(caller: Caller, kind: ImportKind): LedgerPort;

  /** What taking back the records of an import would come to: those that stand, in the order they were asked for. */
  abstract endings(questions: EndingQuestions): Promise<readonly StandingEnding[]>;

  /** The ids of all households whose personal data was destroyed. */
  abstract forgotten(): Promise<readonly string[]>;
}

/** What this process's own door answers to a caller, so that an import shows what anybody else would be shown. */
export abstract class OwnAnswers {
  /** @param path of a `GET` of the outside contract, with its query @throws where it is not answered with 200 */
  abstract get(path: string, caller: Caller): Promise<Readonly<Record<string, unknown>>>;
}

/** What marks every entry of an import, for ever: the account that committed it, and `source: import`, batch id and row. */
export interface ImportOrigin {
  /** Who committed: rights and scope are theirs. Its `source` is `import`. */
  readonly caller: Caller;
  /** The batch id of its events. */
  readonly importId: string;
  /** The row of the file, as a person sees it. */
  readonly row: number;
}

/** One command of a plan on its way. */
export interface ImportedCommand extends ImportOrigin {
  /** A route of the outside contract, always `POST`. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** `imp-<importId>-<first row of its entry>-<step>-<its record>`: sent again, it answers what was entered before. */
  readonly key: string;
}

/** Entered, now or by an earlier sending; or refused, and nothing of it is there. */
export type Sent =
  | { readonly kind: 'entered'; readonly log: LogName; readonly position: Position }
  | { readonly kind: 'refused'; readonly problems: readonly ProblemItem[] };

/**
 * What a sender makes of a command's result.
 * @throws ProblemError where the ledger itself is away, full or ending: nothing is said about the entry then
 */
export function sentOf(result: CommandResult): Sent {
  if (result.kind === 'accepted') return { kind: 'entered', log: result.answer.log, position: result.answer.position };
  if (result.problems.some(({ code }) => PROBLEMS[code].status >= 500)) throw new ProblemError(result.problems);
  return { kind: 'refused', problems: result.problems };
}

/** How planned commands reach the ledger; one for each tier. Many may be on their way at once. */
export abstract class ImportSender {
  /** How many commands are worth having on their way at once. */
  abstract readonly atOnce: number;

  /**
   * Sends one command through the rules that a person's own entry meets.
   * @throws where it is not known whether it was entered (a service that does not answer); the same key may be sent again
   */
  abstract send(command: ImportedCommand): Promise<Sent>;
}
