import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  AskDirectory,
  AskPurchases,
  AskSupport,
  AskVillages,
  type Caller,
  type DirectoryAnswer,
  type Grants,
  LedgerQuestions,
  type PurchaseAnswers,
  type PurchaseQuestions,
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
}
