import type { BusinessDay, Dimensions, NewEvent, Posting, ProblemItem } from '#contracts';
import type { CommandBody } from '#contracts/commands';
import type { LiveProject } from './project.js';

/** A body as a decision sees it: dated, and with what is known of the files it names. */
export type Step<Body extends CommandBody> = Omit<Body, 'occurredOn'> & {
  readonly occurredOn: BusinessDay;
  /** Ids in `evidence` that no file answers to. */
  readonly missingFiles: readonly string[];
};

type PlainStep = Step<CommandBody>;

/** What is wrong with any step, whatever it does: it lies before the project's first day, or its files are unknown. */
export function stepProblems(project: LiveProject, step: PlainStep): ProblemItem[] {
  return [...beforeStart(step.occurredOn, project.startedOn), ...fileProblems(step)];
}

export function fileProblems({ missingFiles }: PlainStep): ProblemItem[] {
  return missingFiles.map((fileId) => ({ code: 'FILE.UNKNOWN', path: 'evidence', params: { fileId } }));
}

/** Refuses a day before `start` (contract §9, Time). */
export function beforeStart(day: BusinessDay, start: BusinessDay): ProblemItem[] {
  return day < start ? [{ code: 'DATE.BEFORE_START', path: 'occurredOn', params: { day, start } }] : [];
}

/** Evidence and 约 as an event keeps them; absent where there is nothing to keep. */
export function kept({ evidence, approximate }: PlainStep): { evidence?: readonly string[]; approximate?: true } {
  return {
    ...(evidence == null || evidence.length === 0 ? {} : { evidence }),
    ...(approximate === true ? { approximate } : {}),
  };
}

/** One event of a live project, with the dimensions its postings count under. */
export function happened<Data extends object>(
  project: LiveProject,
  type: string,
  step: PlainStep,
  data: Data,
  postings: readonly Posting[] = [],
): NewEvent[] {
  const counted: { under?: Dimensions; postings?: readonly Posting[] } = postings.length === 0 ? {} : { under: project.under, postings };
  return [{ type, occurredOn: step.occurredOn, data: { projectId: project.projectId, ...data, ...kept(step), ...counted } }];
}
