import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext, CommandResult } from '#contracts';
import type { ReasonBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { type References, referencesToken } from '#reference';
import { activityStream } from './activity.js';
import { voidActivity } from './voiding.js';

/** 作废活动 */
export class VoidActivity {
  constructor(
    readonly activityId: string,
    readonly body: ReasonBody,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(VoidActivity)
export class VoidActivityHandler implements ICommandHandler<VoidActivity, CommandResult> {
  constructor(
    @Inject(logToken('households')) private readonly log: EventLog,
    @Inject(referencesToken('households')) private readonly references: References,
  ) {}

  async execute({ activityId, body, context }: VoidActivity): Promise<CommandResult> {
    const missingFiles = await this.references.missingFiles(body.evidence ?? []);
    const voiding = Object.assign({}, body, { id: activityId, occurredOn: body.occurredOn, missingFiles });
    return this.log.submit(context, activityId, { activity: activityStream(activityId) }, ({ activity }) =>
      voidActivity(activity.state, voiding),
    );
  }
}
