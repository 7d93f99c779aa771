import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { callerIn, sightOf, type CommandContext, type CommandResult } from '#contracts';
import type { CorrectSaleBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { type References, referencesToken } from '#reference';
import { householdStream, inReach } from '../household/household.js';
import { villageInReach } from '../village/village.js';
import { SALE_KEEPING } from '../record/support-access.js';
import { correctSale, namedAfter } from './correction.js';
import { isKnownOrder } from './record-sale.js';
import { SaleLockBook, underSaleLocks } from './sale-locks.js';
import { isKnown, saleStream } from './sale.js';

/** 更正销售 */
export class CorrectSale {
  constructor(
    readonly saleId: string,
    readonly body: CorrectSaleBody,
    readonly context: CommandContext,
  ) {}
}

@CommandHandler(CorrectSale)
export class CorrectSaleHandler implements ICommandHandler<CorrectSale, CommandResult> {
  constructor(
    @Inject(logToken('households')) private readonly log: EventLog,
    @Inject(referencesToken('households')) private readonly references: References,
    private readonly locks: SaleLockBook,
  ) {}

  /** The sale is read first to know which village and household to load with it; the decision checks that this still holds. */
  async execute({ saleId, body, context }: CorrectSale): Promise<CommandResult> {
    const { state, version } = await this.log.load(saleStream(saleId));
    const places = isKnown(state) ? namedAfter(state, body.changes) : { villageCode: '', householdId: null };
    const villages = isKnown(state) ? [state.facts.villageCode, places.villageCode] : [];
    const [missingFiles, orderKnown, locks] = await Promise.all([
      this.references.missingFiles(body.evidence ?? []),
      isKnownOrder(this.references, body.changes.buyer?.orderId),
      this.locks.of(context, { villages, occurredOn: body.occurredOn, reason: body.reason, reasonPath: 'reason' }),
    ]);
    const sight = sightOf(callerIn(context), SALE_KEEPING);
    const refs = {
      sale: saleStream(saleId),
      village: villageInReach(sight, places.villageCode),
      household: householdStream(places.householdId ?? ''),
    };
    const correction = Object.assign({}, body, { saleId, occurredOn: body.occurredOn, today: context.today, missingFiles });
    return this.log.submit(context, saleId, refs, ({ sale, village, household }) => {
      const named = { village: village.state, household: inReach(sight, household.state), orderKnown };
      const seen = { places, version, currentVersion: sale.version };
      return underSaleLocks(sale.state, correctSale(sale.state, named, seen, correction), locks);
    });
  }
}
