import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { AskSupportEndings, endingOf, type EndingQuestions, freeEnding, RECORD_WITHDRAWN, type StandingEnding } from '#contracts';
import { type EventLog, logToken, standingOfImport } from '#event-log';
import { type References, referencesToken } from '#reference';
import { householdStream } from '../household/household.js';
import { SaleLockBook, underSaleLocks } from '../sale/sale-locks.js';
import { isKnown, type Sale, saleStream } from '../sale/sale.js';
import { voidSale } from '../sale/voiding.js';

const SALE = { begin: 'SaleRecorded', end: ['SaleVoided', RECORD_WITHDRAWN] };
const HOUSEHOLD = { begin: 'HouseholdRegistered', end: [RECORD_WITHDRAWN] };

/** What an undo would come to: the very decision of 作废, made and not entered. Households are in no locked sum. */
@QueryHandler(AskSupportEndings)
export class AskSupportEndingsHandler implements IQueryHandler<AskSupportEndings, readonly StandingEnding[]> {
  constructor(
    @Inject(logToken('households')) private readonly log: EventLog,
    @Inject(referencesToken('households')) private readonly references: References,
    private readonly locks: SaleLockBook,
  ) {}

  async execute({ questions }: AskSupportEndings): Promise<readonly StandingEnding[]> {
    if (questions.kind === 'households') {
      const standing = await standingOfImport(this.log, questions, (id) => householdStream(id).id, HOUSEHOLD);
      return standing.map(freeEnding);
    }
    const standing = await standingOfImport(this.log, questions, (id) => saleStream(id).id, SALE);
    return (await this.references.anythingLocked()) ? this.sales(standing, questions) : standing.map(freeEnding);
  }

  private async sales(ids: readonly string[], { caller, reason, today }: EndingQuestions): Promise<StandingEnding[]> {
    const locksOf = await this.locks.ofUndo(caller, today);
    const sales = await Promise.all(ids.map((id) => this.log.load(saleStream(id))));
    return sales.map(({ state }, at) => {
      const id = ids[at] ?? '';
      const locks = locksOf({ villages: villagesOf(state), occurredOn: undefined, reason, reasonPath: 'reason' });
      return endingOf(id, underSaleLocks(state, voidSale(state, { id, reason, occurredOn: undefined, missingFiles: [] }), locks));
    });
  }
}

function villagesOf(sale: Sale): string[] {
  return isKnown(sale) ? [sale.facts.villageCode] : [];
}
