import { type Outcome } from '#contracts';
import { CommandHandler } from '@nestjs/cqrs';
import type { PlainBody } from '#contracts/commands';
import { ReserveCommand } from './reserve-command.js';
import { facts, type ReserveStep, stepFrom } from './reserve-step.js';
import type { Reserve } from './reserve.js';
import { StepHandler } from './step-handler.js';

/** 锁定 */
export class LockReserve extends ReserveCommand<PlainBody> {}

/** 锁定: the year is closed. */
export function lockReserve(reserve: Reserve, step: ReserveStep): Outcome {
  return stepFrom(reserve, step, 'lock', () => [{ type: 'ReserveLocked', data: facts(step), occurredOn: step.occurredOn }]);
}

@CommandHandler(LockReserve)
export class LockReserveHandler extends StepHandler<LockReserve> {
  protected decide(reserve: Reserve, command: LockReserve): Outcome {
    return lockReserve(reserve, command.step);
  }
}
