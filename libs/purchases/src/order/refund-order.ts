import { CommandHandler } from '@nestjs/cqrs';
import { type Fen, type Outcome, refuse } from '#contracts';
import type { RefundOrderBody } from '#contracts/commands';
import { OrderCommand } from './order-command.js';
import { onOpen, type OrderStepInput, record } from './order-step.js';
import type { Order } from './order.js';
import { StepHandler } from './step-handler.js';
import { amountsOf } from './target-postings.js';

/** 退款 */
export class RefundOrder extends OrderCommand<RefundOrderBody> {}

/** 退款: Σ refunds ≤ Σ payments. */
export function refundOrder(order: Order, step: OrderStepInput, amountFen: Fen, reason: string): Outcome {
  return onOpen(order, step, (open) => {
    const openFen = amountsOf(open).paidFen;
    if (amountFen > openFen) return refuse('ORDER.OVERREFUNDED', { amountFen, openFen }, 'amountFen');
    return [record(open, 'OrderRefunded', step, { amountFen, reason })];
  });
}

@CommandHandler(RefundOrder)
export class RefundOrderHandler extends StepHandler<RefundOrder> {
  protected decide(order: Order, { step, body }: RefundOrder): Outcome {
    return refundOrder(order, step, body.amountFen, body.reason);
  }
}
