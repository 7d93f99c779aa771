import type { NewEvent } from '#contracts';
import { numberStream } from './order-number.js';
import type { OrderStepInput } from './order-step.js';
import type { LiveOrder } from './order.js';

/** An ended order gives its 832 number back: the order may be entered again. */
export function released({ facts, orderId }: LiveOrder, { occurredOn }: OrderStepInput): NewEvent[] {
  if (facts.channel !== '832' || facts.platformOrderNo === null) return [];
  return [{ type: 'OrderNumberReleased', data: { orderId }, occurredOn, streamId: numberStream(facts.platformOrderNo).id }];
}
