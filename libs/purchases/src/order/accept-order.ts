import { CommandHandler } from '@nestjs/cqrs';
import { type Fen, type Outcome, refuse } from '#contracts';
import type { AcceptOrderBody } from '#contracts/commands';
import { OrderCommand } from './order-command.js';
import { onOpen, type OrderStepInput, record } from './order-step.js';
import type { Order } from './order.js';
import { StepHandler } from './step-handler.js';
import { amountsOf } from './target-postings.js';

/** 验收 */
export class AcceptOrder extends OrderCommand<AcceptOrderBody> {}

/** 验收. @param amountFen absent = all that is left: the total less refunds and what was accepted before */
export function acceptOrder(order: Order, step: OrderStepInput, amountFen: Fen | undefined): Outcome {
  return onOpen(order, step, (open) => {
    const { refundedFen, acceptedFen } = amountsOf(open);
    const openFen = Math.max(0, open.facts.totalFen - refundedFen - acceptedFen);
    const accepted = amountFen ?? openFen;
    if (accepted > openFen || openFen === 0) return refuse('ORDER.OVERACCEPTED', { amountFen: accepted, openFen }, 'amountFen');
    return [record(open, 'OrderAccepted', step, { amountFen: accepted })];
  });
}

@CommandHandler(AcceptOrder)
export class AcceptOrderHandler extends StepHandler<AcceptOrder> {
  protected decide(order: Order, { step, body }: AcceptOrder): Outcome {
    return acceptOrder(order, step, body.amountFen);
  }
}
