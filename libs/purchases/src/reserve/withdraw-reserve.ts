import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandResult, refuse, type Refusal } from '#contracts';
import type { ReasonBody } from '#contracts/commands';
import { type EventLog, logToken, withdrawImported } from '#event-log';
import { ReserveCommand } from './reserve-command.js';
import { isLive, type Reserve, reserveStream } from './reserve.js';

/** 撤回导入的预留份额: only by the import that declared it. */
export class WithdrawReserve extends ReserveCommand<ReasonBody> {}

@CommandHandler(WithdrawReserve)
export class WithdrawReserveHandler implements ICommandHandler<WithdrawReserve, CommandResult> {
  constructor(@Inject(logToken('purchases')) private readonly log: EventLog) {}

  execute({ id, key, body, context }: WithdrawReserve): Promise<CommandResult> {
    const { id: streamId, definition } = reserveStream(key.unitId, key.year);
    return withdrawImported(this.log, { id, streamId, reason: body.reason }, context, { definition, forbids: underReview });
  }
}

/** What a reviewer has before them or has confirmed is not taken away by whoever entered it. */
function underReview(reserve: Reserve): Refusal | undefined {
  if (!isLive(reserve)) return undefined;
  const { state, confirmed } = reserve;
  const isOpen = (state === 'draft' || state === 'returned') && confirmed === null;
  return isOpen ? undefined : refuse('RESERVE.STATE', { state, allowed: ['return', 'adjust'] });
}
