import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext, CommandResult } from '#contracts';
import type { ReasonBody } from '#contracts/commands';
import { endingOfOthers, type EventLog, logToken, withdrawImported } from '#event-log';
import { HouseholdSeals } from '../sealed/household-seals.js';
import { householdStream } from './household.js';

/** 撤回导入的农户: only by the import that registered it. */
export class WithdrawHousehold {
  constructor(
    readonly householdId: string,
    readonly body: ReasonBody,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(WithdrawHousehold)
export class WithdrawHouseholdHandler implements ICommandHandler<WithdrawHousehold, CommandResult> {
  constructor(
    @Inject(logToken('households')) private readonly log: EventLog,
    private readonly seals: HouseholdSeals,
  ) {}

  /**
   * Name and phone go with the record, as when it is forgotten: mark, event, destruction. What is no import's to take back
   * is refused, and its seals are not marked.
   */
  async execute({ householdId, body, context }: WithdrawHousehold): Promise<CommandResult> {
    const { id: streamId, definition } = householdStream(householdId);
    const isOwn = context.meta.batchId !== undefined && (await endingOfOthers(this.log, streamId, householdId, context)) === undefined;
    if (isOwn) await this.seals.doom(householdId);
    const forbids = (): undefined => undefined;
    const record = { id: householdId, streamId, reason: body.reason };
    const result = await withdrawImported(this.log, record, context, { definition, forbids });
    // Also for a repeated command: the first one may have been cut short after its event.
    if (result.kind === 'accepted') await this.seals.destroy(householdId);
    return result;
  }
}
