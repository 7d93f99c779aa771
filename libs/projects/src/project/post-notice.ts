import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext, CommandResult } from '#contracts';
import type { PostNoticeBody } from '#contracts/commands';
import type { EventLog } from '#event-log';
import { logToken } from '#event-log';
import { type References, stepOf } from '#reference';
import { referencesToken } from '#reference';
import { projectStream } from './project.js';
import { postNotice } from './project-steps.js';

/** 公告公示 */
export class PostNotice {
  constructor(
    readonly projectId: string,
    readonly body: PostNoticeBody,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(PostNotice)
export class PostNoticeHandler implements ICommandHandler<PostNotice, CommandResult> {
  constructor(
    @Inject(logToken('projects')) private readonly log: EventLog,
    @Inject(referencesToken('projects')) private readonly references: References,
  ) {}

  async execute({ projectId, body, context }: PostNotice): Promise<CommandResult> {
    const step = await stepOf(body, context, this.references);
    const refs = { project: projectStream(projectId) };
    return this.log.submit(context, projectId, refs, ({ project }) => postNotice(project.state, projectId, step));
  }
}
