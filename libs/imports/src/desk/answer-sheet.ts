import type { DeclaredReserve, Fen, RecordedHousehold } from '#contracts';
import type { Answers, KeptDecision, KnownNumber, KnownOrder, KnownRows, Questions } from '../plan/known.js';

/** Questions of one kind that go in one page: a page must cross threads and the database without a stop. */
const PAGE = 2_000;

/** How many pages the questions come to. */
export function pagesOf(questions: Questions): number {
  return Math.max(
    ...Object.values(questions as Readonly<Record<keyof Questions, readonly unknown[]>>).map((list) => Math.ceil(list.length / PAGE)),
  );
}

/** A part of what is asked, the lists side by side. @param page from 0 */
export function pageOf(questions: Questions, page: number): Questions {
  const part = <Asked>(list: readonly Asked[]): readonly Asked[] => list.slice(page * PAGE, (page + 1) * PAGE);
  return {
    orderNumbers: part(questions.orderNumbers),
    rowKeys: part(questions.rowKeys),
    likenesses: part(questions.likenesses),
    products: part(questions.products),
    householdIds: part(questions.householdIds),
    reserves: part(questions.reserves),
  };
}

/** The answers to all pages together. */
export class AnswerSheet implements Answers {
  readonly orderNumbers = new Map<string, KnownNumber>();
  readonly rowKeys = new Map<string, KnownRows>();
  readonly likenessKeys = new Map<string, readonly KnownOrder[]>();
  readonly decided = new Map<string, KeptDecision>();
  readonly usualFenPerKg = new Map<string, Fen>();
  readonly households = new Map<string, RecordedHousehold>();
  readonly reserves = new Map<string, DeclaredReserve>();

  add(answers: Answers): void {
    copy(answers.orderNumbers, this.orderNumbers);
    copy(answers.rowKeys, this.rowKeys);
    copy(answers.likenessKeys, this.likenessKeys);
    copy(answers.decided, this.decided);
    copy(answers.usualFenPerKg, this.usualFenPerKg);
    copy(answers.households, this.households);
    copy(answers.reserves, this.reserves);
  }
}

function copy<Value>(from: ReadonlyMap<string, Value>, to: Map<string, Value>): void {
  for (const [key, value] of from) to.set(key, value);
}
