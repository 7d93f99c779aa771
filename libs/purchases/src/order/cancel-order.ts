import { CommandHandler } from '@nestjs/cqrs';
import { type Outcome, refuse } from '#contracts';
import type { ReasonBody } from '#contracts/commands';
import { EndingHandler } from './ending-handler.js';
import { ORDER_ENTRY } from './order-access.js';
import { OrderCommand } from './order-command.js';
import { onOpen, type OrderStepInput, record } from './order-step.js';
import type { Order } from './order.js';
import { released } from './released-number.js';

/** 取消 */
export class CancelOrder extends OrderCommand<ReasonBody> {}

/** 取消: only before payment and shipment. */
export function cancelOrder(order: Order, step: OrderStepInput, reason: string): Outcome {
  return onOpen(order, step, (open) => {
    const moved = open.shippedOn !== null || open.steps.some(({ kind }) => kind === 'payment');
    if (moved) return refuse('ORDER.NOT_CANCELLABLE');
    return [record(open, 'OrderCancelled', step, { reason }), ...released(open, step)];
  });
}

@CommandHandler(CancelOrder)
export class CancelOrderHandler extends EndingHandler<CancelOrder> {
  protected readonly grants = ORDER_ENTRY;

  protected decide(order: Order, { step, body }: CancelOrder): Outcome {
    return cancelOrder(order, step, body.reason);
  }
}
