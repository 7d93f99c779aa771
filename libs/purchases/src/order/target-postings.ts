import type { BusinessDay, Dimensions, Fen, Measure, ProductCategory } from '#contracts';
import { above0, lowered, minus, NO_PARTS, type Parts, raised, spreadOver, totalOf } from './amounts.js';
import { partsOf } from './order-lines.js';
import type { FullPosting } from './order-postings.js';
import type { KnownOrder, OrderStep } from './order.js';

/** The four amounts of an order and what decides when they move (contract §4 and §9, Orders). */
export interface Reached {
  /** Payments − refunds. */
  readonly paid: Parts;
  /** Accepted, less what was refunded afterwards. */
  readonly accepted: Parts;
  /** 0 until the order is paid in full, accepted in full and rated. */
  readonly completed: Parts;
  readonly completedOn: BusinessDay | null;
  readonly refundedFen: Fen;
  readonly rated: boolean;
  /** One of the amounts so far was given as 余/约/近/达. */
  readonly approximate: boolean;
}

/** An amount on its day and category, before it is told to which unit it belongs. */
interface Entry {
  readonly measure: Measure;
  readonly day: BusinessDay;
  readonly category: ProductCategory;
  readonly fen: Fen;
  readonly approximate: boolean;
}

/**
 * All that an order should have added to the figures, from what it says and what happened to it, each amount on its
 * business day. Decisions post the difference to what was posted before, so corrections, voids, re-attributions and
 * steps entered late need no arithmetic of their own.
 */
export function targetPostings(order: KnownOrder): FullPosting[] {
  return order.state === 'open' ? walked(order).entries.flatMap((entry) => attributed(order, entry)) : [];
}

/** The four amounts after all steps. */
export function reachedBy(order: KnownOrder): Reached {
  return walked(order).reached;
}

/** Walks the steps in the order of their business days, so that what is entered late counts on its own day. */
function walked(order: KnownOrder): { reached: Reached; entries: Entry[] } {
  const goal = partsOf(order.facts);
  const { orderedOn, approximate } = order;
  const entries = entriesOf('purchase.ordered', orderedOn, goal, approximate);
  let reached: Reached = {
    paid: NO_PARTS,
    accepted: NO_PARTS,
    completed: NO_PARTS,
    completedOn: null,
    refundedFen: 0,
    rated: false,
    approximate,
  };
  for (const step of [...order.steps].sort((one, other) => compare(one.day, other.day))) {
    const next = completing(after(reached, step, goal), step.day, order.facts.totalFen);
    entries.push(...entriesBetween(reached, next, step));
    reached = next;
  }
  return { reached, entries };
}

function after(reached: Reached, step: OrderStep, goal: Parts): Reached {
  if (step.kind === 'rating') return { ...reached, rated: true };
  const approximate = reached.approximate || step.approximate;
  switch (step.kind) {
    case 'payment':
      return { ...reached, approximate, paid: raised(reached.paid, step.amountFen, goal) };
    case 'acceptance':
      return { ...reached, approximate, accepted: raised(reached.accepted, step.amountFen, goal) };
    case 'refund': {
      const paid = lowered(reached.paid, step.amountFen, goal);
      const accepted = lowered(reached.accepted, Math.min(step.amountFen, totalOf(reached.accepted)), goal);
      return { ...reached, approximate, paid, accepted, refundedFen: reached.refundedFen + step.amountFen };
    }
  }
}

/** 完成: payments = total − refunds, acceptance in full, and a rating; on the day the last of the three came. */
function completing(reached: Reached, day: BusinessDay, totalFen: Fen): Reached {
  const paidFen = totalOf(reached.paid);
  const acceptedFen = totalOf(reached.accepted);
  const dueFen = totalFen - reached.refundedFen;
  if (!reached.rated || paidFen < dueFen || acceptedFen < dueFen) return { ...reached, completed: NO_PARTS, completedOn: null };
  // What was paid for but not accepted, or accepted but not paid for, is not complete.
  const completedFen = Math.max(0, Math.min(paidFen, acceptedFen));
  const completed = completedFen === paidFen ? reached.paid : spreadOver(completedFen, above0(reached.paid));
  return { ...reached, completed, completedOn: reached.completedOn ?? day };
}

function entriesBetween(before: Reached, now: Reached, step: OrderStep): Entry[] {
  const own = step.kind !== 'rating' && step.approximate;
  const entering = before.completedOn === null ? now.approximate : own;
  return [
    ...entriesOf('purchase.paid', step.day, minus(now.paid, before.paid), own),
    ...entriesOf('purchase.accepted', step.day, minus(now.accepted, before.accepted), own),
    ...entriesOf('purchase.completed', step.day, minus(now.completed, before.completed), entering),
  ];
}

function entriesOf(measure: Measure, day: BusinessDay, parts: Parts, approximate: boolean): Entry[] {
  return [...parts].flatMap(([category, fen]) => (fen === 0 ? [] : [{ measure, day, category, fen, approximate }]));
}

/**
 * The postings of an entry: on its day under the unit of that day, then, on the day of each later re-attribution, from
 * the old unit to the new one (contract §9, Time).
 */
function attributed(order: KnownOrder, { measure, day, category, fen, approximate }: Entry): FullPosting[] {
  const posting = (unit: string, delta: Fen, on: BusinessDay): FullPosting => ({
    measure,
    delta,
    day: on,
    under: { unit, ...dimensionsOf(order), category },
    approximate,
  });
  let unit = order.facts.unitId;
  const moves: FullPosting[] = [];
  for (const { day: from, toUnitId } of order.reattributions) {
    if (from > day) moves.push(posting(unit, -fen, from), posting(toUnitId, fen, from));
    unit = toUnitId;
  }
  return [posting(unitOn(order, day), fen, day), ...moves];
}

function unitOn({ facts, reattributions }: KnownOrder, day: BusinessDay): string {
  return reattributions.findLast(({ day: from }) => from <= day)?.toUnitId ?? facts.unitId;
}

function dimensionsOf({ facts }: KnownOrder): Dimensions {
  const { channel, funding, projectId, originCountyCode } = facts;
  return {
    channel,
    funding,
    ...(projectId === null ? {} : { project: projectId }),
    ...(originCountyCode === null ? {} : { county: originCountyCode }),
  };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
