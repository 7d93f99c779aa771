import type { QueryBus } from '@nestjs/cqrs';
import {
  AskDirectory,
  AskDirectoryEndings,
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
import { ProblemError, type ServiceName } from '#platform';
import { GATEWAY_CALLER, type ServiceClient } from '../aggregate/service-client.js';

/** Questions of one list that go in one call: the longest names of products stay well below the limit of a body. */
const AT_ONCE = 500;

const INSIDE: Caller = { ...GATEWAY_CALLER, inside: true };

/** Asks the services what a sheet must know of their records; units and rules are the gateway's own. */
export class ServiceQuestions extends LedgerQuestions {
  constructor(
    private readonly queries: QueryBus,
    private readonly services: ServiceClient,
  ) {
    super();
  }

  directory(caller: Caller, grants: Grants): Promise<DirectoryAnswer> {
    return this.queries.execute(new AskDirectory(caller, grants));
  }

  villages(caller: Caller, grants: Grants): Promise<readonly VillageInScope[]> {
    return this.ask('households', 'villages', { caller, grants });
  }

  async purchases({ caller, ...lists }: PurchaseQuestions): Promise<PurchaseAnswers> {
    const asked = partsOf(lists).map((part): PurchaseQuestions => ({ caller, ...part }));
    const parts = await Promise.all(asked.map((part) => this.ask<PurchaseAnswers>('purchases', 'purchases', part)));
    return {
      numbers: parts.flatMap(({ numbers }) => numbers),
      orders: parts.flatMap(({ orders }) => orders),
      ended: parts.flatMap(({ ended }) => ended),
      likenesses: parts.flatMap(({ likenesses }) => likenesses),
      usualFenPerKg: parts.flatMap(({ usualFenPerKg }) => usualFenPerKg),
      reserves: parts.flatMap(({ reserves }) => reserves),
    };
  }

  async support({ caller, ...lists }: SupportQuestions): Promise<SupportAnswers> {
    const asked = partsOf(lists).map((part): SupportQuestions => ({ caller, ...part }));
    const parts = await Promise.all(asked.map((part) => this.ask<SupportAnswers>('households', 'support', part)));
    return {
      households: parts.flatMap(({ households }) => households),
      sales: parts.flatMap(({ sales }) => sales),
      ended: parts.flatMap(({ ended }) => ended),
    };
  }

  forgotten(): Promise<readonly string[]> {
    return this.ask('households', 'forgotten', {});
  }

  endings(questions: EndingQuestions): Promise<readonly StandingEnding[]> {
    const { kind } = questions;
    if (kind === 'units') return this.queries.execute(new AskDirectoryEndings(questions));
    const isPurchase = kind === 'orders' || kind === 'reserves';
    return isPurchase ? this.ask('purchases', 'purchases/endings', questions) : this.ask('households', 'support/endings', questions);
  }

  /** @throws ProblemError SERVICE.UNAVAILABLE where a service has no answer: a plan with a hole would enter things twice */
  private async ask<Answer>(service: ServiceName, what: string, body: object): Promise<Answer> {
    const answer = await this.services.post(service, { path: `/api/asked/${what}`, caller: INSIDE, body });
    if (answer.status !== 200) throw new ProblemError([{ code: 'SERVICE.UNAVAILABLE', params: { service } }]);
    return answer.body as Answer;
  }
}

/** The same questions in parts of a size. */
function partsOf<Questions extends { readonly [List in keyof Questions]: readonly string[] }>(questions: Questions): Questions[] {
  const lists = Object.entries<readonly string[]>(questions);
  const parts = Math.max(1, ...lists.map(([, list]) => Math.ceil(list.length / AT_ONCE)));
  return Array.from(
    { length: parts },
    (_, part) =>
      Object.fromEntries(lists.map(([name, list]) => [name, list.slice(part * AT_ONCE, (part + 1) * AT_ONCE)])) as unknown as Questions,
  );
}
