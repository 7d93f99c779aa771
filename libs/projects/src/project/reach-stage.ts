import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext, CommandResult } from '#contracts';
import type { ReachStageBody } from '#contracts/commands';
import type { EventLog } from '#event-log';
import { logToken } from '#event-log';
import { type References, stepOf } from '#reference';
import { referencesToken } from '#reference';
import { projectStream } from './project.js';
import { reachStage, type StagePath } from './stage-steps.js';

/** 环节完成 */
export class ReachStage {
  constructor(
    readonly path: StagePath,
    readonly body: ReachStageBody,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(ReachStage)
export class ReachStageHandler implements ICommandHandler<ReachStage, CommandResult> {
  constructor(
    @Inject(logToken('projects')) private readonly log: EventLog,
    @Inject(referencesToken('projects')) private readonly references: References,
  ) {}

  async execute({ path, body, context }: ReachStage): Promise<CommandResult> {
    const step = await stepOf(body, context, this.references);
    const refs = { project: projectStream(path.projectId) };
    return this.log.submit(context, path.projectId, refs, ({ project }) => reachStage(project.state, path, step));
  }
}
