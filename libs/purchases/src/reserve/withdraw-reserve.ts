import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandResult, Refusal } from '#contracts';
import type { ReasonBody } from '#contracts/commands';
import { type EventLog, logToken, withdrawImported } from '#event-log';
import { declaredOverStream, restoreDeclaration } from './declared-over.js';
import { ReserveCommand } from './reserve-command.js';
import { notNow } from './reserve-step.js';
import { isLive, type Reserve } from './reserve.js';

/** 撤回导入的预留份额: only by the import that declared it. One that was there before is again as it was. */
export class WithdrawReserve extends ReserveCommand<ReasonBody> {}

@CommandHandler(WithdrawReserve)
export class WithdrawReserveHandler implements ICommandHandler<WithdrawReserve, CommandResult> {
  constructor(@Inject(logToken('purchases')) private readonly log: EventLog) {}

  execute({ id, key, body, context }: WithdrawReserve): Promise<CommandResult> {
    const { id: streamId, definition } = declaredOverStream(key.unitId, key.year);
    const undo = { importId: context.meta.batchId, reason: body.reason, on: context.today };
    return withdrawImported(this.log, { id, streamId, reason: body.reason }, context, {
      definition,
      forbids: ({ reserve }) => underReview(reserve),
      changed: (state) => restoreDeclaration(state, undo),
    });
  }
}

/** What a reviewer has before them or has confirmed is not taken away by whoever entered it. */
function underReview(reserve: Reserve): Refusal | undefined {
  if (!isLive(reserve)) return undefined;
  const { state, confirmed } = reserve;
  const isOpen = (state === 'draft' || state === 'returned') && confirmed === null;
  return isOpen ? undefined : notNow(reserve);
}
