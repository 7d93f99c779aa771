import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { callerIn, type CommandResult, numberOrNull, type OrderFacts } from '#contracts';
import type { PlaceOrderBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { ORDER_ENTRY, ORDER_KEEPING } from './order-access.js';
import { OrderCommand } from './order-command.js';
import { lineOf, totalOfLines } from './order-lines.js';
import { numberStream } from './order-number.js';
import { OrderLockBook } from './order-lock-book.js';
import { underOrderLocks } from './order-locks.js';
import { OrderReferences } from './order-references.js';
import { orderStream } from './order.js';
import { placeOrder } from './placing.js';
import { TakenNumbers } from './taken-number.js';

/** 下单 */
export class PlaceOrder extends OrderCommand<PlaceOrderBody> {}

@CommandHandler(PlaceOrder)
export class PlaceOrderHandler implements ICommandHandler<PlaceOrder, CommandResult> {
  constructor(
    @Inject(logToken('purchases')) private readonly log: EventLog,
    private readonly references: OrderReferences,
    private readonly locks: OrderLockBook,
    private readonly taken: TakenNumbers,
  ) {}

  async execute(command: PlaceOrder): Promise<CommandResult> {
    const { orderId, body, context, step } = command;
    const facts = factsOf(body);
    const unknown = await this.references.problemsOf({
      caller: callerIn(context),
      grants: ORDER_KEEPING,
      unitId: body.unitId,
      projectId: body.projectId,
      evidence: step.evidence,
      on: step.occurredOn,
    });
    const locks = await this.locks.ofUnit(command, body.unitId, ORDER_ENTRY);
    const placement = { ...step, facts, unknown, recordedBy: context.meta.actor.account, recordedAt: context.now };
    const { platformOrderNo } = facts;
    if (facts.channel !== '832' || platformOrderNo === null) {
      return this.log.submit(context, orderId, { order: orderStream(orderId) }, ({ order }) =>
        underOrderLocks(order, placeOrder(order.state, undefined, placement), locks),
      );
    }
    const refs = { order: orderStream(orderId), number: numberStream(platformOrderNo) };
    const placed = await this.log.submit(context, orderId, refs, ({ order, number }) =>
      underOrderLocks(order, placeOrder(order.state, number, placement), locks),
    );
    return this.taken.toldTo(context, placed);
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
