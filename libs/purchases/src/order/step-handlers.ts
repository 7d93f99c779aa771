import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandResult, NewEvent, OrderFacts, Refusal } from '#contracts';
import type { CommandBody, PlaceOrderBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import {
  OrderCommand,
  PlaceOrder,
  PayOrder,
  SignContract,
  ShipOrder,
  AcceptOrder,
  RateOrder,
  DeferPayment,
  RefundOrder,
} from './order-commands.js';
import { lineOf, totalOfLines } from './order-lines.js';
import { numberOrNull, numberStream } from './order-number.js';
import { OrderReferences } from './order-references.js';
import { type Order, orderStream } from './order.js';
import { placeOrder } from './placing.js';
import { acceptOrder, deferPayment, payOrder, rateOrder, refundOrder, shipOrder, signContract } from './step-decisions.js';

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

/** A step that concerns the order's own stream and the files that prove it. */
abstract class StepHandler<Command extends OrderCommand<CommandBody>> {
  constructor(
    @Inject(PURCHASES) private readonly log: EventLog,
    private readonly references: OrderReferences,
  ) {}

  async execute(command: Command): Promise<CommandResult> {
    const context = await this.references.withEvidence(command.context, command.step.evidence);
    const refs = { order: orderStream(command.orderId) };
    return this.log.submit(context, command.orderId, refs, ({ order }) => this.decide(order.state, command));
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

export const stepHandlers = [
  PlaceOrderHandler,
  PayOrderHandler,
  SignContractHandler,
  ShipOrderHandler,
  AcceptOrderHandler,
  RateOrderHandler,
  DeferPaymentHandler,
  RefundOrderHandler,
];
