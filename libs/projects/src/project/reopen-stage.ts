import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext, CommandResult } from '#contracts';
import type { ReasonBody } from '#contracts/commands';
import type { EventLog } from '#event-log';
import { logToken } from '#event-log';
import { type References, stepOf } from '#reference';
import { referencesToken } from '#reference';
import { projectStream } from './project.js';
import { reopenStage, type StagePath } from './stage-steps.js';

/** 环节重开 */
export class ReopenStage {
  constructor(
    readonly path: StagePath,
    readonly body: ReasonBody,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(ReopenStage)
export class ReopenStageHandler implements ICommandHandler<ReopenStage, CommandResult> {
  constructor(
    @Inject(logToken('projects')) private readonly log: EventLog,
    @Inject(referencesToken('projects')) private readonly references: References,
  ) {}

  async execute({ path, body, context }: ReopenStage): Promise<CommandResult> {
    const step = await stepOf(body, context, this.references);
    const refs = { project: projectStream(path.projectId) };
    return this.log.submit(context, path.projectId, refs, ({ project }) => reopenStage(project.state, path, step));
  }
}
