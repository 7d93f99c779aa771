import { type BusinessDay, type NewEvent, type OrderFacts, type Outcome, type ProblemItem, refuse, refuseAll } from '#contracts';
import { amountProblems } from './order-lines.js';
import { numberStream, type OrderNumber } from './order-number.js';
import { reversalAndNewEntry } from './order-postings.js';
import { onOpen, type OrderStepInput, record } from './order-step.js';
import type { LiveOrder, Order } from './order.js';
import { numberProblems, type Placement, takenBy, takeNumber } from './placing.js';
import { released } from './released-number.js';
import { amountsOf } from './target-postings.js';

/** What an order should have said when it was placed. */
export interface CorrectedOrder {
  readonly facts: OrderFacts;
  readonly orderedOn: BusinessDay;
  /** 约: whether its total is approximate. */
  readonly approximate: boolean;
}

/** A correction as asked for. */
export interface Correction {
  readonly reason: string;
  /** Facts as they should have been, from the order as it stands. */
  readonly corrected: (order: LiveOrder) => CorrectedOrder;
  readonly recorded: Pick<Placement, 'recordedBy' | 'recordedAt'>;
  readonly unknown: readonly ProblemItem[];
}

/** 更正: reversal and new entry, both on the original business days, recorded now. @param number the stream of the corrected 832 number */
export function correctOrder(order: Order, number: OrderNumber, step: OrderStepInput, correction: Correction): Outcome {
  return onOpen(order, { ...step, occurredOn: startOf(order) ?? step.occurredOn }, (open) => {
    const { facts, orderedOn, approximate } = correction.corrected(open);
    const ofFacts = [...numberProblems(facts), ...amountProblems(facts)].map(inChanges);
    const problems = [...correction.unknown, ...ofFacts, ...stepProblems(open, facts, orderedOn)];
    if (problems.length > 0) return refuseAll(problems);
    const before = { facts: open.facts, orderedOn: open.orderedOn, approximate: open.approximate };
    if (inOneOrder({ facts, orderedOn, approximate }) === inOneOrder(before)) return refuse('ORDER.UNCHANGED', {}, 'changes');
    const renumbered = numberOf(facts) !== numberOf(open.facts);
    const taken = renumbered && numberOf(facts) !== null ? takenBy(number, facts.platformOrderNo ?? '') : undefined;
    if (taken !== undefined) return taken;
    const said = { ...facts, orderedOn, reason: correction.reason };
    const corrected = record(open, 'OrderCorrected', { ...step, approximate, occurredOn: open.orderedOn }, said, reversalAndNewEntry);
    return [corrected, ...(renumbered ? renumber(open, facts, step, correction) : [])];
  });
}

/** A problem of the facts, where the person wrote it. */
function inChanges(problem: ProblemItem): ProblemItem {
  return problem.path === undefined ? problem : { ...problem, path: `changes.${problem.path}` };
}

/** Text of facts with the fields of each object in one order: what was read back from the log has its own. */
function inOneOrder(corrected: CorrectedOrder): string {
  return JSON.stringify(corrected, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value,
  );
}

function startOf(order: Order): BusinessDay | undefined {
  return order.state === 'open' ? order.orderedOn : undefined;
}

/** The 832 number that is held for an order, if any. */
function numberOf({ channel, platformOrderNo }: OrderFacts): string | null {
  return channel === '832' ? platformOrderNo : null;
}

function renumber(open: LiveOrder, facts: OrderFacts, step: OrderStepInput, { recorded }: Correction): NewEvent[] {
  const number = numberOf(facts);
  const placement = {
    ...recorded,
    orderId: open.orderId,
    occurredOn: step.occurredOn,
    facts,
    approximate: false,
    evidence: [],
    unknown: [],
  };
  return [...released(open, step), ...(number === null ? [] : [takeNumber(numberStream(number).id, placement)])];
}

function stepProblems(open: LiveOrder, facts: OrderFacts, orderedOn: BusinessDay): ProblemItem[] {
  const problems: ProblemItem[] = [];
  const { paidFen } = amountsOf(open);
  if (paidFen > facts.totalFen) {
    problems.push({ code: 'ORDER.OVERPAID', path: 'changes.lines', params: { amountFen: paidFen, openFen: facts.totalFen } });
  }
  const days = [...open.steps.map((step) => step.day), ...[open.contractOn, open.shippedOn].filter((day) => day !== null)];
  const before = days.filter((day) => day < orderedOn).sort()[0];
  if (before !== undefined)
    problems.push({ code: 'DATE.BEFORE_START', path: 'changes.occurredOn', params: { start: orderedOn, day: before } });
  return problems;
}
