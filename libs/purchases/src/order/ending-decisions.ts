import { type NewEvent, refuse, type Refusal } from '#contracts';
import { numberStream } from './order-number.js';
import { isLive, type LiveOrder, type Order } from './order.js';
import { onOpen, type OrderStepInput, record } from './step-decisions.js';

type Outcome = readonly NewEvent[] | Refusal;

/** 取消: only before payment and shipment. */
export function cancelOrder(order: Order, step: OrderStepInput, reason: string): Outcome {
  return onOpen(order, step, (open) => {
    const moved = open.shippedOn !== null || open.steps.some(({ kind }) => kind === 'payment');
    if (moved) return refuse('ORDER.NOT_CANCELLABLE');
    return [record(open, 'OrderCancelled', step, { reason }), ...released(open, step)];
  });
}

/** 作废: at any time; every amount goes back to zero on its original day. */
export function voidOrder(order: Order, step: OrderStepInput, reason: string): Outcome {
  if (isLive(order) && order.state === 'cancelled') return [record(order, 'OrderVoided', step, { reason })];
  return onOpen(order, step, (open) => [record(open, 'OrderVoided', step, { reason }), ...released(open, step)]);
}

/** An ended order gives its 832 number back: the order may be entered again. */
export function released({ facts, orderId }: LiveOrder, { occurredOn }: OrderStepInput): NewEvent[] {
  if (facts.channel !== '832' || facts.platformOrderNo === null) return [];
  return [{ type: 'OrderNumberReleased', data: { orderId }, occurredOn, streamId: numberStream(facts.platformOrderNo).id }];
}
