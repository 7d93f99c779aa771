import { Inject } from '@nestjs/common';
import type { CommandResult, Outcome } from '#contracts';
import type { CommandBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { ORDER_ENTRY } from './order-access.js';
import type { OrderCommand } from './order-command.js';
import { OrderLockBook } from './order-lock-book.js';
import { underOrderLocks } from './order-locks.js';
import { OrderReferences } from './order-references.js';
import { type Order, orderStream } from './order.js';

/** A step that concerns the order's own stream and the files that prove it. */
export abstract class StepHandler<Command extends OrderCommand<CommandBody>> {
  constructor(
    @Inject(logToken('purchases')) private readonly log: EventLog,
    private readonly references: OrderReferences,
    private readonly locks: OrderLockBook,
  ) {}

  async execute(command: Command): Promise<CommandResult> {
    const context = await this.references.withEvidence(command.context, command.step.evidence);
    const locks = await this.locks.ofOrder(command, ORDER_ENTRY);
    const refs = { order: orderStream(command.orderId) };
    return this.log.submit(context, command.orderId, refs, ({ order }) => underOrderLocks(order, this.decide(order.state, command), locks));
  }

  protected abstract decide(order: Order, command: Command): Outcome;
}
