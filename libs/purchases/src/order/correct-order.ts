import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { callerIn, type CommandResult, numberOrNull } from '#contracts';
import type { CorrectOrderBody, OrderChangesBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { type CorrectedOrder, correctOrder } from './correcting.js';
import { heldNumber, renumberedMeanwhile } from './held-number.js';
import { ORDER_MENDING } from './order-access.js';
import { OrderCommand } from './order-command.js';
import { lineOf, totalOfLines } from './order-lines.js';
import { numberStream } from './order-number.js';
import { OrderLockBook } from './order-lock-book.js';
import { underOrderLocks } from './order-locks.js';
import { OrderReferences } from './order-references.js';
import { type LiveOrder, orderStream } from './order.js';
import { TakenNumbers } from './taken-number.js';

/** 更正 */
export class CorrectOrder extends OrderCommand<CorrectOrderBody> {}

@CommandHandler(CorrectOrder)
export class CorrectOrderHandler implements ICommandHandler<CorrectOrder, CommandResult> {
  constructor(
    @Inject(logToken('purchases')) private readonly log: EventLog,
    private readonly references: OrderReferences,
    private readonly locks: OrderLockBook,
    private readonly taken: TakenNumbers,
  ) {}

  async execute(command: CorrectOrder): Promise<CommandResult> {
    const { orderId, body, context, step } = command;
    const { changes, reason } = body;
    const unknown = await this.references.problemsOf({
      caller: callerIn(context),
      grants: ORDER_MENDING,
      projectId: changes.projectId,
      projectPath: 'changes.projectId',
      evidence: step.evidence,
      on: step.occurredOn,
      day: changes.occurredOn,
      today: context.today,
    });
    const correction = {
      reason,
      unknown,
      corrected: (order: LiveOrder) => corrected(order, changes, step.approximate),
      recorded: { recordedBy: context.meta.actor.account, recordedAt: context.now },
    };
    const locks = await this.locks.ofOrder(command, ORDER_MENDING);
    const held = await heldNumber(this.log, orderId);
    const wanted = numberOrNull(changes.platformOrderNo) ?? held;
    const refs = { order: orderStream(orderId), number: numberStream(wanted), held: numberStream(held) };
    const outcome = await this.log.submit(
      context,
      orderId,
      refs,
      ({ order, number }) =>
        renumberedMeanwhile(order, held) ?? underOrderLocks(order, correctOrder(order.state, number.state, step, correction), locks),
    );
    return this.taken.toldTo(context, outcome);
  }
}

/** The facts as they should have been: a field that is not named stays, `null` clears one that may be absent. */
function corrected(order: LiveOrder, changes: OrderChangesBody, saidApproximate: boolean): CorrectedOrder {
  const { facts } = order;
  const lines = changes.lines?.map(lineOf) ?? facts.lines;
  const freightFen = cleared(changes.freightFen, facts.freightFen) ?? 0;
  const discountFen = cleared(changes.discountFen, facts.discountFen) ?? 0;
  return {
    orderedOn: changes.occurredOn ?? order.orderedOn,
    approximate: cleared(changes.approximate, saidApproximate || order.approximate) ?? false,
    facts: {
      unitId: facts.unitId,
      channel: changes.channel ?? facts.channel,
      platformOrderNo: changes.platformOrderNo === undefined ? facts.platformOrderNo : numberOrNull(changes.platformOrderNo),
      supplierName: changes.supplierName ?? facts.supplierName,
      supplierCountyCode: cleared(changes.supplierCountyCode, facts.supplierCountyCode),
      originCountyCode: cleared(changes.originCountyCode, facts.originCountyCode),
      funding: changes.funding ?? facts.funding,
      settlement: changes.settlement ?? facts.settlement,
      projectId: cleared(changes.projectId, facts.projectId),
      lines,
      freightFen,
      discountFen,
      totalFen: totalOfLines(lines, freightFen, discountFen),
    },
  };
}

function cleared<Value>(change: Value | null | undefined, present: Value | null): Value | null {
  return change === undefined ? present : change;
}
