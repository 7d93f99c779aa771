import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { callerIn, type CommandContext, type CommandResult } from '#contracts';
import type { ReasonBody } from '#contracts/commands';
import { endingOfOthers, type EventLog, logToken } from '#event-log';
import { type References, referencesToken } from '#reference';
import { SaleLockBook, underSaleLocks } from './sale-locks.js';
import { isKnown, saleStream } from './sale.js';
import { voidSale } from './voiding.js';

/** 作废销售 */
export class VoidSale {
  constructor(
    readonly saleId: string,
    readonly body: ReasonBody,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(VoidSale)
export class VoidSaleHandler implements ICommandHandler<VoidSale, CommandResult> {
  constructor(
    @Inject(logToken('households')) private readonly log: EventLog,
    @Inject(referencesToken('households')) private readonly references: References,
    private readonly locks: SaleLockBook,
  ) {}

  async execute({ saleId, body, context }: VoidSale): Promise<CommandResult> {
    const { state } = await this.log.load(saleStream(saleId));
    const villages = isKnown(state) ? [state.facts.villageCode] : [];
    const said = { villages, occurredOn: body.occurredOn, reason: body.reason, reasonPath: 'reason' };
    const isUndo = context.meta.batchId !== undefined;
    const locks = isUndo ? (await this.locks.ofUndo(callerIn(context), context.today))(said) : await this.locks.of(context, said);
    const ofOthers = await endingOfOthers(this.log, saleStream(saleId).id, saleId, context);
    const missingFiles = await this.references.missingFiles(body.evidence ?? []);
    const voiding = Object.assign({}, body, { id: saleId, occurredOn: body.occurredOn, missingFiles });
    return this.log.submit(
      context,
      saleId,
      { sale: saleStream(saleId) },
      ({ sale }) => ofOthers ?? underSaleLocks(sale.state, voidSale(sale.state, voiding), locks),
    );
  }
}
