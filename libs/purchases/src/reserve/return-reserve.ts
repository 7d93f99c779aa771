import { CommandHandler } from '@nestjs/cqrs';
import type { Outcome, ReserveReturned } from '#contracts';
import type { ReasonBody } from '#contracts/commands';
import { ReserveCommand } from './reserve-command.js';
import { counted, type ReserveStep, stepFrom } from './reserve-step.js';
import { type Reserve, returned } from './reserve.js';
import { StepHandler } from './step-handler.js';

/** 退回 */
export class ReturnReserve extends ReserveCommand<ReasonBody> {}

/** 退回 */
export function returnReserve(reserve: Reserve, step: ReserveStep, reason: string): Outcome {
  return stepFrom(reserve, step, 'return', (live) => {
    const data: ReserveReturned = { ...counted(step, live, returned(live)), reason };
    return [{ type: 'ReserveReturned', data, occurredOn: step.occurredOn }];
  });
}

@CommandHandler(ReturnReserve)
export class ReturnReserveHandler extends StepHandler<ReturnReserve> {
  protected decide(reserve: Reserve, command: ReturnReserve): Outcome {
    return returnReserve(reserve, command.step, command.body.reason);
  }
}
