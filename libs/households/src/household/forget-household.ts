import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext, CommandResult } from '#contracts';
import type { ReasonBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { type References, referencesToken, stepOf } from '#reference';
import { HouseholdSeals } from '../sealed/household-seals.js';
import { forgetHousehold } from './forgetting.js';
import { householdStream } from './household.js';

/** 销毁个人信息 */
export class ForgetHousehold {
  constructor(
    readonly householdId: string,
    readonly body: ReasonBody,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(ForgetHousehold)
export class ForgetHouseholdHandler implements ICommandHandler<ForgetHousehold, CommandResult> {
  constructor(
    @Inject(logToken('households')) private readonly log: EventLog,
    @Inject(referencesToken('households')) private readonly references: References,
    private readonly seals: HouseholdSeals,
  ) {}

  /** Mark, event, destruction, in this order: a forgetting that is in the log is finished at the next start at the latest. */
  async execute({ householdId, body, context }: ForgetHousehold): Promise<CommandResult> {
    const step = await stepOf(body, context, this.references);
    await this.seals.doom(householdId);
    const result = await this.log.submit(context, householdId, { household: householdStream(householdId) }, ({ household }) =>
      forgetHousehold(household.state, householdId, step),
    );
    // Also for a repeated command: the first one may have been cut short after its event.
    if (result.kind === 'accepted') await this.seals.destroy(householdId);
    return result;
  }
}
