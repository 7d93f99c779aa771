import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandResult, type NewEvent, refuse, type Refusal } from '#contracts';
import type { OrderChangesBody, ReasonBody } from '#contracts/commands';
import { type EventLog, type Loaded, logToken } from '#event-log';
import { correctOrder, type CorrectedOrder, reattributeOrder } from './correcting.js';
import { cancelOrder, voidOrder } from './ending-decisions.js';
import { OrderCommand, CancelOrder, VoidOrder, ReattributeOrder, CorrectOrder } from './order-commands.js';
import { lineOf, totalOfLines } from './order-lines.js';
import { numberOrNull, numberStream } from './order-number.js';
import { OrderReferences } from './order-references.js';
import { isLive, type LiveOrder, type Order, orderStream } from './order.js';

const PURCHASES = logToken('purchases');

/**
 * The number an order holds, looked up before its stream can be named. Where another command changes it meanwhile, the
 * decision would write to a stream it has not read: it is refused as a conflict instead.
 */
async function heldNumber(log: EventLog, orderId: string): Promise<string> {
  const { state } = await log.load(orderStream(orderId));
  return (isLive(state) ? state.facts.platformOrderNo : null) ?? noNumber(orderId);
}

/** Stands in where an order has no number: a stream that never begins, since no number has a blank before it. */
function noNumber(orderId: string): string {
  return ` ${orderId}`;
}

function renumberedMeanwhile(order: Loaded<Order>, held: string): Refusal | undefined {
  const { state, version } = order;
  if (!isLive(state) || (state.facts.platformOrderNo ?? noNumber(state.orderId)) === held) return undefined;
  return refuse('STREAM.VERSION_CONFLICT', { expectedVersion: version - 1, currentVersion: version });
}

/** A step that ends the order and gives its number back. */
abstract class EndingHandler<Command extends OrderCommand<ReasonBody>> {
  constructor(
    @Inject(PURCHASES) private readonly log: EventLog,
    private readonly references: OrderReferences,
  ) {}

  async execute(command: Command): Promise<CommandResult> {
    const { orderId, step } = command;
    const context = await this.references.withEvidence(command.context, step.evidence);
    const held = await heldNumber(this.log, orderId);
    const refs = { order: orderStream(orderId), held: numberStream(held) };
    return this.log.submit(context, orderId, refs, ({ order }) => renumberedMeanwhile(order, held) ?? this.decide(order.state, command));
  }

  protected abstract decide(order: Order, command: Command): readonly NewEvent[] | Refusal;
}

@CommandHandler(CancelOrder)
export class CancelOrderHandler extends EndingHandler<CancelOrder> {
  protected decide(order: Order, { step, body }: CancelOrder): readonly NewEvent[] | Refusal {
    return cancelOrder(order, step, body.reason);
  }
}

@CommandHandler(VoidOrder)
export class VoidOrderHandler extends EndingHandler<VoidOrder> {
  protected decide(order: Order, { step, body }: VoidOrder): readonly NewEvent[] | Refusal {
    return voidOrder(order, step, body.reason);
  }
}

@CommandHandler(ReattributeOrder)
export class ReattributeOrderHandler implements ICommandHandler<ReattributeOrder, CommandResult> {
  constructor(
    @Inject(PURCHASES) private readonly log: EventLog,
    private readonly references: OrderReferences,
  ) {}

  async execute({ orderId, body, context, step }: ReattributeOrder): Promise<CommandResult> {
    const unknown = await this.references.problemsOf({
      unitId: body.toUnitId,
      unitPath: 'toUnitId',
      evidence: step.evidence,
      on: step.occurredOn,
    });
    return this.log.submit(context, orderId, { order: orderStream(orderId) }, ({ order }) =>
      reattributeOrder(order.state, step, body.toUnitId, body.reason, unknown),
    );
  }
}

@CommandHandler(CorrectOrder)
export class CorrectOrderHandler implements ICommandHandler<CorrectOrder, CommandResult> {
  constructor(
    @Inject(PURCHASES) private readonly log: EventLog,
    private readonly references: OrderReferences,
  ) {}

  async execute({ orderId, body, context, step }: CorrectOrder): Promise<CommandResult> {
    const { changes, reason } = body;
    const unknown = await this.references.problemsOf({
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
    const held = await heldNumber(this.log, orderId);
    const wanted = numberOrNull(changes.platformOrderNo) ?? held;
    const refs = { order: orderStream(orderId), number: numberStream(wanted), held: numberStream(held) };
    return this.log.submit(
      context,
      orderId,
      refs,
      ({ order, number }) => renumberedMeanwhile(order, held) ?? correctOrder(order.state, number.state, step, correction),
    );
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

/** Commands that end an order, move it or state it anew. */
export const changeHandlers = [CancelOrderHandler, VoidOrderHandler, ReattributeOrderHandler, CorrectOrderHandler];
