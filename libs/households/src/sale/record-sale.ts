import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { callerIn, sightOf, type CommandContext, type CommandResult } from '#contracts';
import type { RecordSaleBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { type References, referencesToken } from '#reference';
import { householdStream, inReach } from '../household/household.js';
import { stepOf } from '../record/step-of.js';
import { SUPPORT_ENTRY } from '../record/support-access.js';
import { villageInReach } from '../village/village.js';
import { recordSale } from './recording.js';
import { saleStream } from './sale.js';

/** 帮助销售登记 */
export class RecordSale {
  constructor(
    readonly saleId: string,
    readonly body: RecordSaleBody,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(RecordSale)
export class RecordSaleHandler implements ICommandHandler<RecordSale, CommandResult> {
  constructor(
    @Inject(logToken('households')) private readonly log: EventLog,
    @Inject(referencesToken('households')) private readonly references: References,
  ) {}

  async execute({ saleId, body, context }: RecordSale): Promise<CommandResult> {
    // Asked side by side: each may wait for what another log has just written (contract §1, References).
    const [step, orderKnown] = await Promise.all([
      stepOf(body, context, this.references),
      isKnownOrder(this.references, body.buyer?.orderId),
    ]);
    const sight = sightOf(callerIn(context), SUPPORT_ENTRY);
    const refs = {
      sale: saleStream(saleId),
      village: villageInReach(sight, body.villageCode),
      household: householdStream(body.householdId ?? ''),
    };
    return this.log.submit(context, saleId, refs, ({ sale, village, household }) =>
      recordSale(sale.state, { village: village.state, household: inReach(sight, household.state), orderKnown }, { ...step, saleId }),
    );
  }
}

/** True also where no order is named: there is nothing to refuse. */
export async function isKnownOrder(references: References, orderId: string | null | undefined): Promise<boolean> {
  return orderId == null || (await references.order(orderId)) !== undefined;
}
