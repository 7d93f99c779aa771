import { Inject } from '@nestjs/common';
import type { CommandResult, Grants, Outcome } from '#contracts';
import type { ReasonBody } from '#contracts/commands';
import { endingOfOthers, type EventLog, logToken } from '#event-log';
import { heldNumber, renumberedMeanwhile } from './held-number.js';
import type { OrderCommand } from './order-command.js';
import { numberStream } from './order-number.js';
import { OrderLockBook } from './order-lock-book.js';
import { underOrderLocks } from './order-locks.js';
import { OrderReferences } from './order-references.js';
import { type Order, orderStream } from './order.js';

/** A step that ends the order and gives its number back. */
export abstract class EndingHandler<Command extends OrderCommand<ReasonBody>> {
  constructor(
    @Inject(logToken('purchases')) private readonly log: EventLog,
    private readonly references: OrderReferences,
    private readonly locks: OrderLockBook,
  ) {}

  async execute(command: Command): Promise<CommandResult> {
    const { orderId, step } = command;
    const context = await this.references.withEvidence(command.context, step.evidence);
    const locks = await this.locks.ofOrder(command, this.grants);
    const ofOthers = await endingOfOthers(this.log, orderStream(orderId).id, orderId, context);
    const held = await heldNumber(this.log, orderId);
    const refs = { order: orderStream(orderId), held: numberStream(held) };
    return this.log.submit(
      context,
      orderId,
      refs,
      ({ order }) => ofOthers ?? renumberedMeanwhile(order, held) ?? underOrderLocks(order, this.decide(order.state, command), locks),
    );
  }

  /** Whose step it is while nothing is locked. */
  protected abstract readonly grants: Grants;

  protected abstract decide(order: Order, command: Command): Outcome;
}
