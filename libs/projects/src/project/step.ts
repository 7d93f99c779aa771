import {
  beforeStart,
  type Dimensions,
  keptProof,
  type NewEvent,
  type Posting,
  type ProblemItem,
  type Step,
  unknownFiles,
} from '#contracts';
import type { CommandBody } from '#contracts/commands';
import type { LiveProject } from './project.js';

type PlainStep = Step<CommandBody>;

/** What is wrong with any step, whatever it does: it lies before the project's first day, or its files are unknown. */
export function stepProblems(project: LiveProject, step: PlainStep): ProblemItem[] {
  return [...beforeStart(step.occurredOn, project.startedOn), ...unknownFiles(step.missingFiles)];
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
  return [{ type, occurredOn: step.occurredOn, data: { projectId: project.projectId, ...data, ...keptProof(step), ...counted } }];
}
