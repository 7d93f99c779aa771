import { CommandHandler } from '@nestjs/cqrs';
import { type Fen, type Outcome, refuse } from '#contracts';
import type { PayOrderBody } from '#contracts/commands';
import { OrderCommand } from './order-command.js';
import { onOpen, type OrderStepInput, record } from './order-step.js';
import type { Order } from './order.js';
import { StepHandler } from './step-handler.js';
import { amountsOf } from './target-postings.js';

/** 支付 */
export class PayOrder extends OrderCommand<PayOrderBody> {}

/** 支付: Σ payments − Σ refunds ≤ total. */
export function payOrder(order: Order, step: OrderStepInput, amountFen: Fen): Outcome {
  return onOpen(order, step, (open) => {
    const openFen = open.facts.totalFen - amountsOf(open).paidFen;
    if (amountFen > openFen) return refuse('ORDER.OVERPAID', { amountFen, openFen }, 'amountFen');
    return [record(open, 'OrderPaid', step, { amountFen })];
  });
}

@CommandHandler(PayOrder)
export class PayOrderHandler extends StepHandler<PayOrder> {
  protected decide(order: Order, { step, body }: PayOrder): Outcome {
    return payOrder(order, step, body.amountFen);
  }
}
