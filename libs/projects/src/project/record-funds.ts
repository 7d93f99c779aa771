import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext, CommandResult } from '#contracts';
import type { RecordFundsBody } from '#contracts/commands';
import type { EventLog } from '#event-log';
import { logToken } from '#event-log';
import { type References, stepOf } from '#reference';
import { referencesToken } from '#reference';
import { projectStream } from './project.js';
import { recordFunds } from './project-steps.js';

/** 项目资金 */
export class RecordFunds {
  constructor(
    readonly projectId: string,
    readonly body: RecordFundsBody,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(RecordFunds)
export class RecordFundsHandler implements ICommandHandler<RecordFunds, CommandResult> {
  constructor(
    @Inject(logToken('projects')) private readonly log: EventLog,
    @Inject(referencesToken('projects')) private readonly references: References,
  ) {}

  async execute({ projectId, body, context }: RecordFunds): Promise<CommandResult> {
    const step = await stepOf(body, context, this.references);
    const refs = { project: projectStream(projectId) };
    return this.log.submit(context, projectId, refs, ({ project }) => recordFunds(project.state, projectId, step));
  }
}
