import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext, CommandResult } from '#contracts';
import type { RecordActivityBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { type References, referencesToken } from '#reference';
import { stepOf } from '../record/step-of.js';
import { villageStream } from '../village/village.js';
import { activityStream } from './activity.js';
import { recordActivity } from './recording.js';

/** 帮扶活动登记 */
export class RecordActivity {
  constructor(
    readonly activityId: string,
    readonly body: RecordActivityBody,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(RecordActivity)
export class RecordActivityHandler implements ICommandHandler<RecordActivity, CommandResult> {
  constructor(
    @Inject(logToken('households')) private readonly log: EventLog,
    @Inject(referencesToken('households')) private readonly references: References,
  ) {}

  async execute({ activityId, body, context }: RecordActivity): Promise<CommandResult> {
    const step = await stepOf(body, context, this.references);
    const refs = { activity: activityStream(activityId), village: villageStream(body.villageCode ?? '') };
    return this.log.submit(context, activityId, refs, ({ activity, village }) =>
      recordActivity(activity.state, village.state, { ...step, activityId }),
    );
  }
}
