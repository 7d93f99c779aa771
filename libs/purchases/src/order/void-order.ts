import { type Outcome } from '#contracts';
import { CommandHandler } from '@nestjs/cqrs';
import type { ReasonBody } from '#contracts/commands';
import { EndingHandler } from './ending-handler.js';
import { ORDER_MENDING } from './order-access.js';
import { OrderCommand } from './order-command.js';
import { onOpen, type OrderStepInput, record } from './order-step.js';
import { isLive, type Order } from './order.js';
import { released } from './released-number.js';

/** 作废 */
export class VoidOrder extends OrderCommand<ReasonBody> {}

/** 作废: at any time; every amount goes back to zero on its original day. */
export function voidOrder(order: Order, step: OrderStepInput, reason: string): Outcome {
  if (isLive(order) && order.state === 'cancelled') return [record(order, 'OrderVoided', step, { reason })];
  return onOpen(order, step, (open) => [record(open, 'OrderVoided', step, { reason }), ...released(open, step)]);
}

@CommandHandler(VoidOrder)
export class VoidOrderHandler extends EndingHandler<VoidOrder> {
  protected readonly grants = ORDER_MENDING;

  protected decide(order: Order, { step, body }: VoidOrder): Outcome {
    return voidOrder(order, step, body.reason);
  }
}
