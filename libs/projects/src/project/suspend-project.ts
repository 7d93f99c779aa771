import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext, CommandResult } from '#contracts';
import type { ReasonBody } from '#contracts/commands';
import type { EventLog } from '#event-log';
import { logToken } from '#event-log';
import { type References, stepOf } from '#reference';
import { referencesToken } from '#reference';
import { projectStream } from './project.js';
import { suspendProject } from './project-steps.js';

/** 项目暂停 */
export class SuspendProject {
  constructor(
    readonly projectId: string,
    readonly body: ReasonBody,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(SuspendProject)
export class SuspendProjectHandler implements ICommandHandler<SuspendProject, CommandResult> {
  constructor(
    @Inject(logToken('projects')) private readonly log: EventLog,
    @Inject(referencesToken('projects')) private readonly references: References,
  ) {}

  async execute({ projectId, body, context }: SuspendProject): Promise<CommandResult> {
    const step = await stepOf(body, context, this.references);
    const refs = { project: projectStream(projectId) };
    return this.log.submit(context, projectId, refs, ({ project }) => suspendProject(project.state, projectId, step));
  }
}
