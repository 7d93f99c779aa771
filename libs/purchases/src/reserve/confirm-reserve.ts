import { CommandHandler } from '@nestjs/cqrs';
import type { PlainBody } from '#contracts/commands';
import { ReserveCommand } from './reserve-command.js';
import { counted, type Outcome, type ReserveStep, stepFrom } from './reserve-step.js';
import { confirmed, type Reserve } from './reserve.js';
import { StepHandler } from './step-handler.js';

/** 确认 */
export class ConfirmReserve extends ReserveCommand<PlainBody> {}

/** 确认: from now on these amounts count, instead of those confirmed before. */
export function confirmReserve(reserve: Reserve, step: ReserveStep): Outcome {
  return stepFrom(reserve, step, 'confirm', (live) => [
    { type: 'ReserveConfirmed', data: counted(step, live, confirmed(live)), occurredOn: step.occurredOn },
  ]);
}

@CommandHandler(ConfirmReserve)
export class ConfirmReserveHandler extends StepHandler<ConfirmReserve> {
  protected decide(reserve: Reserve, command: ConfirmReserve): Outcome {
    return confirmReserve(reserve, command.step);
  }
}
