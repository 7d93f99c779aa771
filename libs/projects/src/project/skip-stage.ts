import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext, CommandResult } from '#contracts';
import type { ReasonBody } from '#contracts/commands';
import type { EventLog } from '#event-log';
import { logToken } from '#event-log';
import { type References, stepOf } from '#reference';
import { referencesToken } from '#reference';
import { projectStream } from './project.js';
import { skipStage, type StagePath } from './stage-steps.js';

/** 环节跳过 */
export class SkipStage {
  constructor(
    readonly path: StagePath,
    readonly body: ReasonBody,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(SkipStage)
export class SkipStageHandler implements ICommandHandler<SkipStage, CommandResult> {
  constructor(
    @Inject(logToken('projects')) private readonly log: EventLog,
    @Inject(referencesToken('projects')) private readonly references: References,
  ) {}

  async execute({ path, body, context }: SkipStage): Promise<CommandResult> {
    const step = await stepOf(body, context, this.references);
    const refs = { project: projectStream(path.projectId) };
    return this.log.submit(context, path.projectId, refs, ({ project }) => skipStage(project.state, path, step));
  }
}
