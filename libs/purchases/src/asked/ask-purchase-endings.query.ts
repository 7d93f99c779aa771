import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import {
  AskPurchaseEndings,
  type BusinessDay,
  endingOf,
  type EndingQuestions,
  freeEnding,
  isRefusal,
  lastDayOf,
  mayAtAll,
  type OrderCorrected,
  RECORD_WITHDRAWN,
  type StandingEnding,
} from '#contracts';
import { type EventLog, logToken, standingOfImport } from '#event-log';
import { type References, referencesToken } from '#reference';
import { ORDER_ENTRY, ORDER_MENDING } from '../order/order-access.js';
import { OrderLockBook } from '../order/order-lock-book.js';
import { underOrderLocks } from '../order/order-locks.js';
import { orderStream } from '../order/order.js';
import { voidOrder } from '../order/void-order.js';
import { stepsByHand } from './steps-by-hand.js';
import { declaredOverStream, isDeclaredBy, restoreDeclaration } from '../reserve/declared-over.js';

const ORDER = { begin: 'OrderPlaced', end: ['OrderVoided', RECORD_WITHDRAWN] };

/** What an undo would come to: the very decision of 作废, made and not entered. */
@QueryHandler(AskPurchaseEndings)
export class AskPurchaseEndingsHandler implements IQueryHandler<AskPurchaseEndings, readonly StandingEnding[]> {
  constructor(
    @Inject(logToken('purchases')) private readonly log: EventLog,
    @Inject(referencesToken('purchases')) private readonly references: References,
    private readonly locks: OrderLockBook,
  ) {}

  async execute({ questions }: AskPurchaseEndings): Promise<readonly StandingEnding[]> {
    if (questions.kind === 'reserves') return this.reserves(questions);
    const standing = await standingOfImport(this.log, questions, (id) => orderStream(id).id, ORDER);
    const locks = await this.references.everyLock();
    const lastDay = locks.map(({ period }) => lastDayOf(period)).reduce((last, day) => (day > last ? day : last), '');
    // Whoever only adjusts may lack the right to an open day, too.
    const within = mayAtAll(questions.caller, ORDER_ENTRY) || lastDay === '' ? await this.begunUntil(lastDay, standing) : standing;
    const judged = new Map((await this.orders(within, questions)).map((ending) => [ending.id, ending]));
    const steps = questions.withSteps === true ? await stepsByHand(this.log, standing, questions.importId) : undefined;
    return standing.map((id) => withSteps(judged.get(id) ?? freeEnding(id), steps?.get(id)));
  }

  /** Those that may have put amounts on a day or before it: no step of an order lies before it began, wherever it was corrected to. */
  private async begunUntil(day: BusinessDay, ids: readonly string[]): Promise<readonly string[]> {
    if (day === '') return [];
    const streams = new Set<string>();
    for (const event of await this.log.find(
      ids.map((id) => orderStream(id).id),
      ['OrderPlaced', 'OrderCorrected'],
    )) {
      const { type, occurredOn, data } = event.envelope();
      const began = type === 'OrderCorrected' ? (data as OrderCorrected).orderedOn : occurredOn;
      if (began <= day) streams.add(event.streamId);
    }
    return ids.filter((id) => streams.has(orderStream(id).id));
  }

  /** A reserve has a lock of its own (contract §3), which its withdrawal meets; what stood before must come back as it was. */
  private async reserves({ ids, importId, reason, today }: EndingQuestions): Promise<StandingEnding[]> {
    const reserves = await Promise.all(ids.map((key) => this.log.load(declaredOverStream(key.slice(0, -5), Number(key.slice(-4))))));
    return ids.flatMap((id, at): StandingEnding[] => {
      const state = reserves[at]?.state;
      if (state === undefined || !isDeclaredBy(state, importId)) return [];
      const restored = state.begunBy === importId ? undefined : restoreDeclaration(state, { importId, reason, on: today });
      return [{ ...freeEnding(id), refusal: restored !== undefined && isRefusal(restored) ? (restored.problems[0] ?? null) : null }];
    });
  }

  private async orders(ids: readonly string[], { caller, reason, today }: EndingQuestions): Promise<StandingEnding[]> {
    const orders = await Promise.all(ids.map((id) => this.log.load(orderStream(id))));
    const ofOrder = await this.locks.ofOrders(orders, { caller, reason, day: today, grants: ORDER_MENDING });
    return ids.map((orderId, at): StandingEnding => {
      const order = orders[at];
      if (order === undefined) return freeEnding(orderId);
      const step = { orderId, occurredOn: today, approximate: false, evidence: [] };
      return endingOf(orderId, underOrderLocks(order, voidOrder(order.state, step, reason), ofOrder(order)));
    });
  }
}

function withSteps(ending: StandingEnding, steps: number | undefined): StandingEnding {
  return steps === undefined ? ending : { ...ending, stepsByHand: steps };
}
