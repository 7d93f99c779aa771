import type { CommandBody } from './commands/command-body.js';
import type { ProblemItem } from './problem.js';
import type { BusinessDay } from './units.js';

/** A command body as a decision sees it: dated, and with what is known of the files it names. */
export type Step<Body extends CommandBody> = Omit<Body, 'occurredOn'> & {
  readonly occurredOn: BusinessDay;
  /** Ids in `evidence` that no file answers to. */
  readonly missingFiles: readonly string[];
};

/** What a decision needs to know of the evidence. */
export type Proof = Pick<Step<CommandBody>, 'evidence' | 'approximate' | 'missingFiles'>;

/** Refuses a step before the first day of its record (contract §9, Time). @returns DATE.BEFORE_START or nothing */
export function beforeStart(day: BusinessDay, start: BusinessDay): ProblemItem[] {
  return day < start ? [{ code: 'DATE.BEFORE_START', path: 'occurredOn', params: { day, start } }] : [];
}

/** Refuses ids that no file answers to. @param path the field that names them @returns one FILE.UNKNOWN for each */
export function unknownFiles(fileIds: readonly string[], path = 'evidence'): ProblemItem[] {
  return fileIds.map((fileId) => ({ code: 'FILE.UNKNOWN', path, params: { fileId } }));
}

/** Evidence and 约 as an event keeps them; absent where there is nothing to keep. */
export function keptProof({ evidence, approximate }: Proof): { evidence?: readonly string[]; approximate?: true } {
  return {
    ...(evidence == null || evidence.length === 0 ? {} : { evidence }),
    ...(approximate === true ? { approximate } : {}),
  };
}
