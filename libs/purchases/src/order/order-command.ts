import type { CommandContext, LockRights } from '#contracts';
import type { AdjustableBody, CommandBody, ReasonBody } from '#contracts/commands';
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

  /** Why a locked period is adjusted: what a body asks a reason for anyway, else what it says beside. */
  get adjusting(): Pick<LockRights, 'reason' | 'reasonPath'> {
    const { reason, adjustmentReason } = this.body as Partial<ReasonBody & AdjustableBody>;
    if (reason !== undefined) return { reason, reasonPath: 'reason' };
    return { reason: adjustmentReason ?? undefined, reasonPath: 'adjustmentReason' };
  }
}
