import type { BusinessDay, ProblemItem } from '#contracts';
import type { CommandBody, ReasonBody } from '#contracts/commands';

/** A body as a decision sees it: dated, and with what is known of the files it names. */
export type Step<Body extends CommandBody> = Omit<Body, 'occurredOn'> & {
  readonly occurredOn: BusinessDay;
  /** Ids in `evidence` that no file answers to. */
  readonly missingFiles: readonly string[];
};

/** What a decision needs to know of the evidence. */
export type Proof = Pick<Step<CommandBody>, 'evidence' | 'approximate' | 'missingFiles'>;

/** A void as the decision sees it. Without a business day of its own it is dated by the record it takes back. */
export interface Voiding extends Omit<ReasonBody, 'occurredOn'> {
  readonly id: string;
  readonly occurredOn: BusinessDay | undefined;
  readonly missingFiles: readonly string[];
}

export function fileProblems({ missingFiles }: Proof): ProblemItem[] {
  return missingFiles.map((fileId) => ({ code: 'FILE.UNKNOWN', path: 'evidence', params: { fileId } }));
}

/** Refuses a step before the first day of its record (contract §9, Time). */
export function beforeStart(day: BusinessDay, start: BusinessDay): ProblemItem[] {
  return day < start ? [{ code: 'DATE.BEFORE_START', path: 'occurredOn', params: { day, start } }] : [];
}

/** Evidence and 约 as an event keeps them; absent where there is nothing to keep. */
export function kept({ evidence, approximate }: Proof): { evidence?: readonly string[]; approximate?: true } {
  return {
    ...(evidence == null || evidence.length === 0 ? {} : { evidence }),
    ...(approximate === true ? { approximate } : {}),
  };
}
