import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { callerIn, sightOf, type CommandContext, type CommandResult } from '#contracts';
import type { RecordActivityBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { type References, referencesToken, stepOf } from '#reference';
import { ACTIVITY_ENTRY } from '../record/support-access.js';
import { villageInReach } from '../village/village.js';
import { activityStream } from './activity.js';
import { recordActivity } from './recording.js';

/** No code is empty: whoever reaches no village records nothing. */
const NO_VILLAGE = '';

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

  /** What staff of a village record without naming a village is one of theirs. */
  async execute({ activityId, body, context }: RecordActivity): Promise<CommandResult> {
    const sight = sightOf(callerIn(context), ACTIVITY_ENTRY);
    const villageCode = body.villageCode ?? (sight.everything ? null : (sight.village ?? NO_VILLAGE));
    const step = { ...(await stepOf(body, context, this.references)), ...(villageCode === null ? {} : { villageCode }) };
    const refs = { activity: activityStream(activityId), village: villageInReach(sight, villageCode) };
    return this.log.submit(context, activityId, refs, ({ activity, village }) =>
      recordActivity(activity.state, village.state, { ...step, activityId }),
    );
  }
}
