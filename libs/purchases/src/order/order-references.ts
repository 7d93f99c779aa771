import { Inject, Injectable } from '@nestjs/common';
import { type BusinessDay, type CommandContext, pendingIn, type ProblemItem } from '#contracts';
import { type References, referencesToken } from '#reference';

/** What a command names of other logs. */
export interface NamedElsewhere {
  readonly unitId?: string;
  readonly unitPath?: string;
  readonly projectId?: string | null | undefined;
  readonly projectPath?: string;
  readonly evidence: readonly string[];
  /** A unit closed before this day takes no new entries. */
  readonly on: BusinessDay;
  /** A corrected business day, with today, where it may not lie in the future. */
  readonly day?: BusinessDay | null | undefined;
  readonly today?: BusinessDay;
}

/** Finds out what a command names and does not exist; asked before the decision, so that the decision stays pure. */
@Injectable()
export class OrderReferences {
  constructor(@Inject(referencesToken('purchases')) private readonly references: References) {}

  /** Everything that is unknown or closed, at once. */
  async problemsOf(named: NamedElsewhere): Promise<ProblemItem[]> {
    const found = await Promise.all([this.unitProblems(named), this.projectProblems(named), this.fileProblems(named.evidence)]);
    return [...found.flat(), ...futureProblems(named)];
  }

  /** The command, which is refused where it names files that are not there. */
  async withEvidence(context: CommandContext, evidence: readonly string[]): Promise<CommandContext> {
    return pendingIn(context, await this.fileProblems(evidence));
  }

  private async unitProblems({ unitId, unitPath: path = 'unitId', on }: NamedElsewhere): Promise<ProblemItem[]> {
    if (unitId === undefined) return [];
    const unit = await this.references.unit(unitId);
    if (unit === undefined) return [{ code: 'UNIT.UNKNOWN', path, params: { unitId } }];
    if (unit.closedOn === null || on <= unit.closedOn) return [];
    return [{ code: 'UNIT.CLOSED', path, params: { unitId, closedOn: unit.closedOn } }];
  }

  private async projectProblems({ projectId, projectPath: path = 'projectId' }: NamedElsewhere): Promise<ProblemItem[]> {
    if (projectId == null || (await this.references.project(projectId)) !== undefined) return [];
    return [{ code: 'PROJECT.UNKNOWN', path, params: { id: projectId } }];
  }

  private async fileProblems(evidence: readonly string[]): Promise<ProblemItem[]> {
    const missing = await this.references.missingFiles(evidence);
    return missing.map((fileId) => ({ code: 'FILE.UNKNOWN', path: 'evidence', params: { fileId } }));
  }
}

function futureProblems({ day, today }: NamedElsewhere): ProblemItem[] {
  if (day == null || today === undefined || day <= today) return [];
  return [{ code: 'DATE.FUTURE', path: 'changes.occurredOn', params: { day, today } }];
}
