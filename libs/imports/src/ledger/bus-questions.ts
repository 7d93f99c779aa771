import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  AskDirectory,
  AskDirectoryEndings,
  AskForgotten,
  AskPurchaseEndings,
  AskPurchases,
  AskSupport,
  AskSupportEndings,
  AskVillages,
  type Caller,
  type DirectoryAnswer,
  type EndingQuestions,
  type Grants,
  LedgerQuestions,
  type PurchaseAnswers,
  type PurchaseQuestions,
  type StandingEnding,
  type SupportAnswers,
  type SupportQuestions,
  type VillageInScope,
} from '#contracts';

/** Asks features that run in this very process. */
@Injectable()
export class BusQuestions extends LedgerQuestions {
  constructor(private readonly queries: QueryBus) {
    super();
  }

  directory(caller: Caller, grants: Grants): Promise<DirectoryAnswer> {
    return this.queries.execute(new AskDirectory(caller, grants));
  }

  villages(caller: Caller, grants: Grants): Promise<readonly VillageInScope[]> {
    return this.queries.execute(new AskVillages(caller, grants));
  }

  purchases(questions: PurchaseQuestions): Promise<PurchaseAnswers> {
    return this.queries.execute(new AskPurchases(questions));
  }

  support(questions: SupportQuestions): Promise<SupportAnswers> {
    return this.queries.execute(new AskSupport(questions));
  }

  forgotten(): Promise<readonly string[]> {
    return this.queries.execute(new AskForgotten());
  }

  endings(questions: EndingQuestions): Promise<readonly StandingEnding[]> {
    const { kind } = questions;
    if (kind === 'units') return this.queries.execute(new AskDirectoryEndings(questions));
    const isPurchase = kind === 'orders' || kind === 'reserves';
    return this.queries.execute(isPurchase ? new AskPurchaseEndings(questions) : new AskSupportEndings(questions));
  }
}
