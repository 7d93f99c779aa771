import { CommandHandler } from '@nestjs/cqrs';
import { addDays, type Outcome, refuse } from '#contracts';
import type { PlainBody } from '#contracts/commands';
import { OrderCommand } from './order-command.js';
import { onOpen, type OrderStepInput, record } from './order-step.js';
import type { Order } from './order.js';
import { DAYS_OF_DEFERRAL, DAYS_TO_PAY } from './payment-due.js';
import { StepHandler } from './step-handler.js';

/** 延迟付款 */
export class DeferPayment extends OrderCommand<PlainBody> {}

/** 延迟付款 */
export function deferPayment(order: Order, step: OrderStepInput): Outcome {
  return onOpen(order, step, (open) => {
    if (open.facts.settlement !== 'prepaid') return refuse('ORDER.NOT_PREPAID');
    if (open.deferredTo !== null) return refuse('ORDER.ALREADY_DEFERRED', { dueOn: open.deferredTo });
    return [record(open, 'OrderPaymentDeferred', step, { dueOn: addDays(open.orderedOn, DAYS_TO_PAY + DAYS_OF_DEFERRAL) })];
  });
}

@CommandHandler(DeferPayment)
export class DeferPaymentHandler extends StepHandler<DeferPayment> {
  protected decide(order: Order, { step }: DeferPayment): Outcome {
    return deferPayment(order, step);
  }
}
