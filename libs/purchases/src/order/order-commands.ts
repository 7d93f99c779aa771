import type { CommandContext } from '#contracts';
import type {
  AcceptOrderBody,
  CommandBody,
  CorrectOrderBody,
  PayOrderBody,
  PlaceOrderBody,
  PlainBody,
  RateOrderBody,
  ReasonBody,
  ReattributeOrderBody,
  RefundOrderBody,
} from '#contracts/commands';
import type { OrderStepInput } from './step-decisions.js';

/** One verb on one order. */
export abstract class OrderCommand<Body extends CommandBody> {
  constructor(
    readonly orderId: string,
    readonly body: Body,
    readonly context: CommandContext,
  ) {}

  get step(): OrderStepInput {
    // A client may send null for what it leaves out, so defaults of a pattern would not do.
    return {
      orderId: this.orderId,
      occurredOn: this.body.occurredOn ?? this.context.today,
      approximate: this.body.approximate ?? false,
      evidence: this.body.evidence ?? [],
    };
  }
}

export class PlaceOrder extends OrderCommand<PlaceOrderBody> {}
export class PayOrder extends OrderCommand<PayOrderBody> {}
export class SignContract extends OrderCommand<PlainBody> {}
export class ShipOrder extends OrderCommand<PlainBody> {}
export class AcceptOrder extends OrderCommand<AcceptOrderBody> {}
export class RateOrder extends OrderCommand<RateOrderBody> {}
export class DeferPayment extends OrderCommand<PlainBody> {}
export class RefundOrder extends OrderCommand<RefundOrderBody> {}
export class CancelOrder extends OrderCommand<ReasonBody> {}
export class VoidOrder extends OrderCommand<ReasonBody> {}
export class ReattributeOrder extends OrderCommand<ReattributeOrderBody> {}
export class CorrectOrder extends OrderCommand<CorrectOrderBody> {}
