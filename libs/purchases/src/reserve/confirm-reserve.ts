import { CommandHandler } from '@nestjs/cqrs';
import { type EventMeta, isRefusal, type Outcome, refuse } from '#contracts';
import type { PlainBody } from '#contracts/commands';
import { ReserveCommand } from './reserve-command.js';
import { counted, type ReserveStep, stepFrom } from './reserve-step.js';
import { confirmed, isLive, type Reserve } from './reserve.js';
import { StepHandler } from './step-handler.js';

/** 确认 */
export class ConfirmReserve extends ReserveCommand<PlainBody> {}

/** 确认: from now on these amounts count, instead of those confirmed before. */
export function confirmReserve(reserve: Reserve, step: ReserveStep): Outcome {
  return stepFrom(reserve, step, 'confirm', (live) => [
    { type: 'ReserveConfirmed', data: counted(step, live, confirmed(live)), occurredOn: step.occurredOn },
  ]);
}

/**
 * 四眼: whoever declared, adjusted or submitted what is to be confirmed leaves that to another account (409 RESERVE.SAME_PERSON:
 * the command is right, only not from this account while the entry is its own). A demonstration is entered by one account.
 */
export function withOtherEyes(reserve: Reserve, { actor, source }: Pick<EventMeta, 'actor' | 'source'>, outcome: Outcome): Outcome {
  const own = isLive(reserve) && reserve.enteredBy.includes(actor.account);
  if (isRefusal(outcome) || !own || source === 'demo') return outcome;
  return refuse('RESERVE.SAME_PERSON', { id: `${reserve.unitId}/${reserve.year}` });
}

@CommandHandler(ConfirmReserve)
export class ConfirmReserveHandler extends StepHandler<ConfirmReserve> {
  protected decide(reserve: Reserve, command: ConfirmReserve): Outcome {
    return withOtherEyes(reserve, command.context.meta, confirmReserve(reserve, command.step));
  }
}
