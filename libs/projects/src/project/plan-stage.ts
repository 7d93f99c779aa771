import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext, CommandResult } from '#contracts';
import type { PlanStageBody } from '#contracts/commands';
import type { EventLog } from '#event-log';
import { logToken } from '#event-log';
import { type References, stepOf } from '#reference';
import { referencesToken } from '#reference';
import { projectStream } from './project.js';
import { planStage, type StagePath } from './stage-steps.js';

/** 环节计划 */
export class PlanStage {
  constructor(
    readonly path: StagePath,
    readonly body: PlanStageBody,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(PlanStage)
export class PlanStageHandler implements ICommandHandler<PlanStage, CommandResult> {
  constructor(
    @Inject(logToken('projects')) private readonly log: EventLog,
    @Inject(referencesToken('projects')) private readonly references: References,
  ) {}

  async execute({ path, body, context }: PlanStage): Promise<CommandResult> {
    const step = await stepOf(body, context, this.references);
    const refs = { project: projectStream(path.projectId) };
    return this.log.submit(context, path.projectId, refs, ({ project }) => planStage(project.state, path, step));
  }
}
