import { type Outcome } from '#contracts';
import { CommandHandler } from '@nestjs/cqrs';
import type { PlainBody } from '#contracts/commands';
import { ReserveCommand } from './reserve-command.js';
import { counted, type ReserveStep, stepFrom } from './reserve-step.js';
import { type Reserve, submitted } from './reserve.js';
import { StepHandler } from './step-handler.js';

/** 提交 */
export class SubmitReserve extends ReserveCommand<PlainBody> {}

/** 提交 */
export function submitReserve(reserve: Reserve, step: ReserveStep): Outcome {
  return stepFrom(reserve, step, 'submit', (live) => [
    { type: 'ReserveSubmitted', data: counted(step, live, submitted(live)), occurredOn: step.occurredOn },
  ]);
}

@CommandHandler(SubmitReserve)
export class SubmitReserveHandler extends StepHandler<SubmitReserve> {
  protected decide(reserve: Reserve, command: SubmitReserve): Outcome {
    return submitReserve(reserve, command.step);
  }
}
