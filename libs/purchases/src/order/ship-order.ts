import { CommandHandler } from '@nestjs/cqrs';
import { type Outcome, refuse } from '#contracts';
import type { PlainBody } from '#contracts/commands';
import { OrderCommand } from './order-command.js';
import { onOpen, type OrderStepInput, record } from './order-step.js';
import type { Order } from './order.js';
import { StepHandler } from './step-handler.js';

/** 发货 */
export class ShipOrder extends OrderCommand<PlainBody> {}

/** 发货 */
export function shipOrder(order: Order, step: OrderStepInput): Outcome {
  return onOpen(order, step, (open) =>
    open.shippedOn === null ? [record(open, 'OrderShipped', step, {})] : refuse('ORDER.ALREADY_DONE', { day: open.shippedOn }),
  );
}

@CommandHandler(ShipOrder)
export class ShipOrderHandler extends StepHandler<ShipOrder> {
  protected decide(order: Order, { step }: ShipOrder): Outcome {
    return shipOrder(order, step);
  }
}
