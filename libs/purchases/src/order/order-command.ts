import type { CommandContext } from '#contracts';
import type { CommandBody } from '#contracts/commands';
import type { OrderStepInput } from './order-step.js';

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
