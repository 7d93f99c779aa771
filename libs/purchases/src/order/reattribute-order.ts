import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { beforeStart, callerIn, type CommandResult, type Outcome, type ProblemItem, refuseAll } from '#contracts';
import type { ReattributeOrderBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { ORDER_MOVING } from './order-access.js';
import { OrderCommand } from './order-command.js';
import { OrderLockBook } from './order-lock-book.js';
import { underOrderLocks } from './order-locks.js';
import { OrderReferences } from './order-references.js';
import { onOpen, type OrderStepInput, record } from './order-step.js';
import { type Order, orderStream, unitOf } from './order.js';

/** 调整所属预算单位 */
export class ReattributeOrder extends OrderCommand<ReattributeOrderBody> {}

/** 调整所属预算单位: all amounts move on the day it takes effect; earlier days stay with the old unit. */
export function reattributeOrder(
  order: Order,
  step: OrderStepInput,
  toUnitId: string,
  reason: string,
  unknown: readonly ProblemItem[],
): Outcome {
  return onOpen(order, step, (open) => {
    const missing: ProblemItem[] =
      step.evidence.length > 0 ? [] : [{ code: 'FIELD.REQUIRED', path: 'evidence', params: { field: 'evidence' } }];
    // The figures pass an order on by day, so a move dated before the last one would leave it with another unit than the record says.
    const moved = open.steps.findLast((earlier) => earlier.kind === 'reattribution')?.day ?? open.orderedOn;
    const early = beforeStart(step.occurredOn, moved);
    const fromUnitId = unitOf(open);
    const same: ProblemItem[] =
      fromUnitId === toUnitId ? [{ code: 'ORDER.SAME_UNIT', path: 'toUnitId', params: { unitId: toUnitId } }] : [];
    const problems = [...unknown, ...missing, ...early, ...same];
    if (problems.length > 0) return refuseAll(problems);
    return [record(open, 'OrderReattributed', step, { fromUnitId, toUnitId, reason })];
  });
}

@CommandHandler(ReattributeOrder)
export class ReattributeOrderHandler implements ICommandHandler<ReattributeOrder, CommandResult> {
  constructor(
    @Inject(logToken('purchases')) private readonly log: EventLog,
    private readonly references: OrderReferences,
    private readonly locks: OrderLockBook,
  ) {}

  async execute(command: ReattributeOrder): Promise<CommandResult> {
    const { orderId, body, context, step } = command;
    const unknown = await this.references.problemsOf({
      caller: callerIn(context),
      grants: ORDER_MOVING,
      unitId: body.toUnitId,
      unitPath: 'toUnitId',
      evidence: step.evidence,
      on: step.occurredOn,
    });
    const locks = await this.locks.ofOrder(command, ORDER_MOVING, [body.toUnitId]);
    return this.log.submit(context, orderId, { order: orderStream(orderId) }, ({ order }) =>
      underOrderLocks(order, reattributeOrder(order.state, step, body.toUnitId, body.reason, unknown), locks),
    );
  }
}
