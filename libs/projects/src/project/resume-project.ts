import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext, CommandResult } from '#contracts';
import type { ReasonBody } from '#contracts/commands';
import type { EventLog } from '#event-log';
import { logToken } from '#event-log';
import { type References, stepOf } from '#reference';
import { referencesToken } from '#reference';
import { projectStream } from './project.js';
import { resumeProject } from './project-steps.js';

/** 项目恢复 */
export class ResumeProject {
  constructor(
    readonly projectId: string,
    readonly body: ReasonBody,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(ResumeProject)
export class ResumeProjectHandler implements ICommandHandler<ResumeProject, CommandResult> {
  constructor(
    @Inject(logToken('projects')) private readonly log: EventLog,
    @Inject(referencesToken('projects')) private readonly references: References,
  ) {}

  async execute({ projectId, body, context }: ResumeProject): Promise<CommandResult> {
    const step = await stepOf(body, context, this.references);
    const refs = { project: projectStream(projectId) };
    return this.log.submit(context, projectId, refs, ({ project }) => resumeProject(project.state, projectId, step));
  }
}
