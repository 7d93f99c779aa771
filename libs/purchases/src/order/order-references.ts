import { Inject, Injectable } from '@nestjs/common';
import { type BusinessDay, type Caller, type CommandContext, type Grants, pendingIn, type ProblemItem, unknownFiles } from '#contracts';
import { type References, referencesToken, type UnitScope } from '#reference';

/** What a command names of other logs. A unit or project out of its giver's reach is as unknown as one that does not exist. */
export interface NamedElsewhere {
  readonly caller: Caller;
  /** What the command is allowed by, and so how far the names in it may reach. */
  readonly grants: Grants;
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

type AskScope = () => Promise<UnitScope>;

/** Finds out what a command names and does not exist; asked before the decision, so that the decision stays pure. */
@Injectable()
export class OrderReferences {
  constructor(@Inject(referencesToken('purchases')) private readonly references: References) {}

  /** Everything that is unknown or closed, at once. */
  async problemsOf(named: NamedElsewhere): Promise<ProblemItem[]> {
    const scope = (): Promise<UnitScope> => this.references.scopeOf(named.caller, named.grants);
    const found = await Promise.all([
      this.unitProblems(named, scope),
      this.projectProblems(named, scope),
      this.fileProblems(named.evidence),
    ]);
    return [...found.flat(), ...futureProblems(named)];
  }

  /** The command, which is refused where it names files that are not there. */
  async withEvidence(context: CommandContext, evidence: readonly string[]): Promise<CommandContext> {
    return pendingIn(context, await this.fileProblems(evidence));
  }

  private async unitProblems({ unitId, unitPath: path = 'unitId', on }: NamedElsewhere, scope: AskScope): Promise<ProblemItem[]> {
    if (unitId === undefined) return [];
    // The unit first: waiting for it is waiting for its place in the tree too.
    const unit = await this.references.unit(unitId);
    if (unit === undefined || !(await scope()).covers(unitId, on)) return [{ code: 'UNIT.UNKNOWN', path, params: { unitId } }];
    if (unit.closedOn === null || on <= unit.closedOn) return [];
    return [{ code: 'UNIT.CLOSED', path, params: { unitId, closedOn: unit.closedOn } }];
  }

  private async projectProblems(
    { projectId, projectPath: path = 'projectId', on }: NamedElsewhere,
    scope: AskScope,
  ): Promise<ProblemItem[]> {
    if (projectId == null) return [];
    const project = await this.references.project(projectId);
    if (project !== undefined && (await scope()).covers(project.unitId, on)) return [];
    return [{ code: 'PROJECT.UNKNOWN', path, params: { id: projectId } }];
  }

  private async fileProblems(evidence: readonly string[]): Promise<ProblemItem[]> {
    return unknownFiles(await this.references.missingFiles(evidence));
  }
}

function futureProblems({ day, today }: NamedElsewhere): ProblemItem[] {
  if (day == null || today === undefined || day <= today) return [];
  return [{ code: 'DATE.FUTURE', path: 'changes.occurredOn', params: { day, today } }];
}
