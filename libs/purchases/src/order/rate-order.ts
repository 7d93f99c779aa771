import { CommandHandler } from '@nestjs/cqrs';
import { type Outcome, refuse } from '#contracts';
import type { RateOrderBody } from '#contracts/commands';
import { OrderCommand } from './order-command.js';
import { onOpen, type OrderStepInput, record } from './order-step.js';
import type { Order } from './order.js';
import { StepHandler } from './step-handler.js';

/** 评价 */
export class RateOrder extends OrderCommand<RateOrderBody> {}

/** 评价: after some acceptance, once. */
export function rateOrder(order: Order, step: OrderStepInput, stars: number): Outcome {
  return onOpen(order, step, (open) => {
    const rated = open.steps.find((earlier) => earlier.kind === 'rating');
    if (rated?.kind === 'rating') return refuse('ORDER.ALREADY_RATED', { day: rated.day, stars: rated.stars });
    if (!open.steps.some((earlier) => earlier.kind === 'acceptance')) return refuse('ORDER.NOT_ACCEPTED');
    return [record(open, 'OrderRated', step, { stars })];
  });
}

@CommandHandler(RateOrder)
export class RateOrderHandler extends StepHandler<RateOrder> {
  protected decide(order: Order, { step, body }: RateOrder): Outcome {
    return rateOrder(order, step, body.stars);
  }
}
