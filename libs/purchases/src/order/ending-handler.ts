import { Inject } from '@nestjs/common';
import type { CommandResult } from '#contracts';
import type { ReasonBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { heldNumber, renumberedMeanwhile } from './held-number.js';
import type { OrderCommand } from './order-command.js';
import { numberStream } from './order-number.js';
import { OrderReferences } from './order-references.js';
import type { Outcome } from './order-step.js';
import { type Order, orderStream } from './order.js';

/** A step that ends the order and gives its number back. */
export abstract class EndingHandler<Command extends OrderCommand<ReasonBody>> {
  constructor(
    @Inject(logToken('purchases')) private readonly log: EventLog,
    private readonly references: OrderReferences,
  ) {}

  async execute(command: Command): Promise<CommandResult> {
    const { orderId, step } = command;
    const context = await this.references.withEvidence(command.context, step.evidence);
    const held = await heldNumber(this.log, orderId);
    const refs = { order: orderStream(orderId), held: numberStream(held) };
    return this.log.submit(context, orderId, refs, ({ order }) => renumberedMeanwhile(order, held) ?? this.decide(order.state, command));
  }

  protected abstract decide(order: Order, command: Command): Outcome;
}
