import { CommandHandler } from '@nestjs/cqrs';
import { type Outcome, refuse } from '#contracts';
import type { PlainBody } from '#contracts/commands';
import { OrderCommand } from './order-command.js';
import { onOpen, type OrderStepInput, record } from './order-step.js';
import type { Order } from './order.js';
import { StepHandler } from './step-handler.js';

/** 签订合同 */
export class SignContract extends OrderCommand<PlainBody> {}

/** 签订合同 */
export function signContract(order: Order, step: OrderStepInput): Outcome {
  return onOpen(order, step, (open) =>
    open.contractOn === null ? [record(open, 'OrderContractSigned', step, {})] : refuse('ORDER.ALREADY_DONE', { day: open.contractOn }),
  );
}

@CommandHandler(SignContract)
export class SignContractHandler extends StepHandler<SignContract> {
  protected decide(order: Order, { step }: SignContract): Outcome {
    return signContract(order, step);
  }
}
