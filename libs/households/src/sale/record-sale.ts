import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { callerIn, sightOf, type CommandContext, type CommandResult } from '#contracts';
import type { RecordSaleBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { type References, referencesToken, stepOf } from '#reference';
import { householdStream, inReach } from '../household/household.js';
import { SALE_KEEPING } from '../record/support-access.js';
import { villageInReach } from '../village/village.js';
import { recordSale } from './recording.js';
import { SaleLockBook, underSaleLocks } from './sale-locks.js';
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
    private readonly locks: SaleLockBook,
  ) {}

  async execute({ saleId, body, context }: RecordSale): Promise<CommandResult> {
    // Asked side by side: each may wait for what another log has just written (contract §1, References).
    const why = { reason: body.adjustmentReason ?? undefined, reasonPath: 'adjustmentReason' };
    const said = { villages: [body.villageCode], occurredOn: body.occurredOn, ...why };
    const [step, orderKnown, locks] = await Promise.all([
      stepOf(body, context, this.references),
      isKnownOrder(this.references, body.buyer?.orderId),
      this.locks.of(context, said),
    ]);
    const sight = sightOf(callerIn(context), SALE_KEEPING);
    const refs = {
      sale: saleStream(saleId),
      village: villageInReach(sight, body.villageCode),
      household: householdStream(body.householdId ?? ''),
    };
    return this.log.submit(context, saleId, refs, ({ sale, village, household }) => {
      const named = { village: village.state, household: inReach(sight, household.state), orderKnown };
      return underSaleLocks(sale.state, recordSale(sale.state, named, { ...step, saleId }), locks);
    });
  }
}

/** True also where no order is named: there is nothing to refuse. */
export async function isKnownOrder(references: References, orderId: string | null | undefined): Promise<boolean> {
  return orderId == null || (await references.order(orderId)) !== undefined;
}
