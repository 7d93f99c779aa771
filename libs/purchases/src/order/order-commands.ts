import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type CommandContext, type CommandResult, type NewEvent, type OrderFacts, refuse, type Refusal } from '#contracts';
import type {
  AcceptOrderBody,
  CommandBody,
  CorrectOrderBody,
  OrderChangesBody,
  PayOrderBody,
  PlaceOrderBody,
  PlainBody,
  RateOrderBody,
  ReasonBody,
  ReattributeOrderBody,
  RefundOrderBody,
} from '#contracts/commands';
import { type EventLog, type Loaded, logToken } from '#event-log';
import { correctOrder, reattributeOrder } from './correcting.js';
import { cancelOrder, voidOrder } from './ending-decisions.js';
import { lineOf, totalOfLines } from './order-lines.js';
import { normaliseNumber, numberStream } from './order-number.js';
import { OrderReferences } from './order-references.js';
import { isLive, type LiveOrder, type Order, orderStream } from './order.js';
import { placeOrder } from './placing.js';
import {
  acceptOrder,
  deferPayment,
  type OrderStepInput,
  payOrder,
  rateOrder,
  refundOrder,
  shipOrder,
  signContract,
} from './step-decisions.js';

abstract class OrderCommand<Body extends CommandBody> {
  constructor(
    readonly orderId: string,
    readonly body: Body,
    readonly context: CommandContext,
  ) {}

  get step(): OrderStepInput {
    const { occurredOn = this.context.today, approximate = false, evidence = [] } = this.body;
    return { orderId: this.orderId, occurredOn, approximate, evidence };
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

const PURCHASES = logToken('purchases');

@CommandHandler(PlaceOrder)
export class PlaceOrderHandler implements ICommandHandler<PlaceOrder, CommandResult> {
  constructor(
    @Inject(PURCHASES) private readonly log: EventLog,
    private readonly references: OrderReferences,
  ) {}

  async execute({ orderId, body, context, step }: PlaceOrder): Promise<CommandResult> {
    const facts = factsOf(body);
    const unknown = await this.references.problemsOf({
      unitId: body.unitId,
      projectId: body.projectId,
      evidence: step.evidence,
      on: step.occurredOn,
    });
    const placement = { ...step, facts, unknown, recordedBy: context.meta.actor.account, recordedAt: context.now };
    const { platformOrderNo } = facts;
    if (facts.channel !== '832' || platformOrderNo === null) {
      return this.log.submit(context, orderId, { order: orderStream(orderId) }, ({ order }) =>
        placeOrder(order.state, undefined, placement),
      );
    }
    const refs = { order: orderStream(orderId), number: numberStream(platformOrderNo) };
    return this.log.submit(context, orderId, refs, ({ order, number }) => placeOrder(order.state, number, placement));
  }
}

function factsOf(body: PlaceOrderBody): OrderFacts {
  const lines = body.lines.map(lineOf);
  const freightFen = body.freightFen ?? 0;
  const discountFen = body.discountFen ?? 0;
  return {
    unitId: body.unitId,
    channel: body.channel,
    platformOrderNo: numberOrNull(body.platformOrderNo),
    supplierName: body.supplierName,
    supplierCountyCode: body.supplierCountyCode ?? null,
    originCountyCode: body.originCountyCode ?? null,
    funding: body.funding,
    settlement: body.settlement,
    projectId: body.projectId ?? null,
    lines,
    freightFen,
    discountFen,
    totalFen: totalOfLines(lines, freightFen, discountFen),
  };
}

function numberOrNull(text: string | null | undefined): string | null {
  const number = normaliseNumber(text ?? '');
  return number === '' ? null : number;
}

/** A step that concerns the order's own stream and the files that prove it. */
abstract class StepHandler<Command extends OrderCommand<CommandBody>> {
  constructor(
    @Inject(PURCHASES) private readonly log: EventLog,
    private readonly references: OrderReferences,
  ) {}

  async execute(command: Command): Promise<CommandResult> {
    const missing = await this.references.missingEvidence(command.step.evidence);
    if (missing !== undefined) return missing;
    const refs = { order: orderStream(command.orderId) };
    return this.log.submit(command.context, command.orderId, refs, ({ order }) => this.decide(order.state, command));
  }

  protected abstract decide(order: Order, command: Command): readonly NewEvent[] | Refusal;
}

@CommandHandler(PayOrder)
export class PayOrderHandler extends StepHandler<PayOrder> {
  protected decide(order: Order, { step, body }: PayOrder): readonly NewEvent[] | Refusal {
    return payOrder(order, step, body.amountFen);
  }
}

@CommandHandler(SignContract)
export class SignContractHandler extends StepHandler<SignContract> {
  protected decide(order: Order, { step }: SignContract): readonly NewEvent[] | Refusal {
    return signContract(order, step);
  }
}

@CommandHandler(ShipOrder)
export class ShipOrderHandler extends StepHandler<ShipOrder> {
  protected decide(order: Order, { step }: ShipOrder): readonly NewEvent[] | Refusal {
    return shipOrder(order, step);
  }
}

@CommandHandler(AcceptOrder)
export class AcceptOrderHandler extends StepHandler<AcceptOrder> {
  protected decide(order: Order, { step, body }: AcceptOrder): readonly NewEvent[] | Refusal {
    return acceptOrder(order, step, body.amountFen);
  }
}

@CommandHandler(RateOrder)
export class RateOrderHandler extends StepHandler<RateOrder> {
  protected decide(order: Order, { step, body }: RateOrder): readonly NewEvent[] | Refusal {
    return rateOrder(order, step, body.stars);
  }
}

@CommandHandler(DeferPayment)
export class DeferPaymentHandler extends StepHandler<DeferPayment> {
  protected decide(order: Order, { step }: DeferPayment): readonly NewEvent[] | Refusal {
    return deferPayment(order, step);
  }
}

@CommandHandler(RefundOrder)
export class RefundOrderHandler extends StepHandler<RefundOrder> {
  protected decide(order: Order, { step, body }: RefundOrder): readonly NewEvent[] | Refusal {
    return refundOrder(order, step, body.amountFen, body.reason);
  }
}

/**
 * The number an order holds, looked up before its stream can be named. Where another command changes it meanwhile, the
 * decision would write to a stream it has not read: it is refused as a conflict instead.
 */
async function heldNumber(log: EventLog, orderId: string): Promise<string> {
  const { state } = await log.load(orderStream(orderId));
  return (isLive(state) ? state.facts.platformOrderNo : null) ?? noNumber(orderId);
}

/** Stands in where an order has no number: a stream that never begins. */
function noNumber(orderId: string): string {
  return `none-${orderId}`;
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
    const { orderId, context, step } = command;
    const missing = await this.references.missingEvidence(step.evidence);
    if (missing !== undefined) return missing;
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
      corrected: (order: LiveOrder) => corrected(order, changes),
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
function corrected(order: LiveOrder, changes: OrderChangesBody): { facts: OrderFacts; orderedOn: string } {
  const { facts } = order;
  const lines = changes.lines?.map(lineOf) ?? facts.lines;
  const freightFen = cleared(changes.freightFen, facts.freightFen) ?? 0;
  const discountFen = cleared(changes.discountFen, facts.discountFen) ?? 0;
  return {
    orderedOn: changes.occurredOn ?? order.orderedOn,
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

export const orderHandlers = [
  PlaceOrderHandler,
  PayOrderHandler,
  SignContractHandler,
  ShipOrderHandler,
  AcceptOrderHandler,
  RateOrderHandler,
  DeferPaymentHandler,
  RefundOrderHandler,
  CancelOrderHandler,
  VoidOrderHandler,
  ReattributeOrderHandler,
  CorrectOrderHandler,
];
