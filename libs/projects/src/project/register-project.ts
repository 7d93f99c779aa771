import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { callerIn, type CommandContext, type CommandResult } from '#contracts';
import type { RegisterProjectBody } from '#contracts/commands';
import type { EventLog } from '#event-log';
import { logToken } from '#event-log';
import { type References, stepOf } from '#reference';
import { referencesToken } from '#reference';
import { PROJECT_ENTRY } from './project-access.js';
import { projectStream } from './project.js';
import { registerProject } from './registration.js';

/** 项目登记 */
export class RegisterProject {
  constructor(
    readonly projectId: string,
    readonly body: RegisterProjectBody,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(RegisterProject)
export class RegisterProjectHandler implements ICommandHandler<RegisterProject, CommandResult> {
  constructor(
    @Inject(logToken('projects')) private readonly log: EventLog,
    @Inject(referencesToken('projects')) private readonly references: References,
  ) {}

  async execute({ projectId, body, context }: RegisterProject): Promise<CommandResult> {
    // Asked side by side: each may wait for what another log has just written (contract §1, References).
    const [step, unit, village] = await Promise.all([
      stepOf(body, context, this.references),
      this.references.unit(body.unitId),
      body.villageCode == null ? undefined : this.references.village(body.villageCode),
    ]);
    // The unit first: what was waited for is in the tree too.
    const scope = await this.references.scopeOf(callerIn(context), PROJECT_ENTRY);
    const inReach = scope.covers(body.unitId, context.today);
    const registration = { ...step, projectId, unit: inReach ? unit : undefined, villageKnown: village !== undefined };
    return this.log.submit(context, projectId, { project: projectStream(projectId) }, ({ project }) =>
      registerProject(project.state, registration),
    );
  }
}
