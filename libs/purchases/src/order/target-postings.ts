import { addUp, type BusinessDay, type Fen, type Measure, type ProductCategory } from '#contracts';
import { add, lowered, NO_PARTS, type Parts, raised, spreadOver, totalOf } from './amounts.js';
import { partsOf } from './order-lines.js';
import type { FullPosting } from './order-postings.js';
import type { LiveOrder, OrderStep } from './order.js';

/**
 * All that an order should have added to the figures, from what it says and what has happened to it, each amount on its
 * business day. Decisions post the difference to what was posted before, so no step needs rules of its own for
 * corrections, voids or re-attributions (contract §4 and §9 for the four amounts).
 */
export function targetPostings(order: LiveOrder): FullPosting[] {
  if (order.state !== 'open') return [];
  return new AmountsByDay(order).run();
}

/** The amounts an order has reached by now. */
export interface OrderAmounts {
  readonly paidFen: Fen;
  readonly acceptedFen: Fen;
  readonly refundedFen: Fen;
  readonly completedFen: Fen;
  readonly completed: boolean;
}

/** What an order comes to after all its steps. */
export function amountsOf(order: LiveOrder): OrderAmounts {
  const walk = new AmountsByDay(order);
  walk.run();
  return walk.amounts;
}

/** Walks the steps in the order of their business days: amounts entered late still count on their own day. */
class AmountsByDay {
  private readonly postings: FullPosting[] = [];
  private readonly total: Parts;
  private unit: string;
  private paid: Parts = NO_PARTS;
  private accepted: Parts = NO_PARTS;
  private completed: Parts = NO_PARTS;
  private refundedFen = 0;
  private rated = false;
  private done = false;

  constructor(private readonly order: LiveOrder) {
    this.total = partsOf(order.facts);
    this.unit = order.facts.unitId;
  }

  get amounts(): OrderAmounts {
    return {
      paidFen: totalOf(this.paid),
      acceptedFen: totalOf(this.accepted),
      refundedFen: this.refundedFen,
      completedFen: totalOf(this.completed),
      completed: this.done,
    };
  }

  run(): FullPosting[] {
    const { order } = this;
    this.post('purchase.ordered', order.orderedOn, this.total, 1, order.approximate);
    for (const step of inDayOrder(order.steps)) this.take(step);
    return addUp([], this.postings);
  }

  private take(step: OrderStep): void {
    switch (step.kind) {
      case 'reattribution':
        this.move(step.day, step.toUnitId);
        return;
      case 'payment': {
        const parts = add(raised(this.paid, step.amountFen, this.total), this.paid, -1);
        this.paid = this.post('purchase.paid', step.day, parts, 1, step.approximate, this.paid);
        break;
      }
      case 'refund':
        this.refund(step);
        break;
      case 'acceptance': {
        const roomFen = Math.max(0, this.order.facts.totalFen - this.refundedFen - totalOf(this.accepted));
        const parts = spreadOver(Math.min(step.amountFen, roomFen), add(this.total, this.accepted, -1));
        this.accepted = this.post('purchase.accepted', step.day, parts, 1, step.approximate, this.accepted);
        break;
      }
      case 'rating':
        this.rated = true;
        break;
    }
    this.complete(step.day);
  }

  /** A refund lowers what was accepted only as far as more was accepted than is left of the order. */
  private refund(step: OrderStep & { kind: 'refund' | 'payment' | 'acceptance' }): void {
    this.refundedFen += step.amountFen;
    const back = add(this.paid, lowered(this.paid, step.amountFen, this.total), -1);
    this.paid = this.post('purchase.paid', step.day, back, -1, step.approximate, this.paid);
    const surplus = totalOf(this.accepted) - Math.max(0, this.order.facts.totalFen - this.refundedFen);
    if (surplus <= 0) return;
    this.accepted = this.post('purchase.accepted', step.day, spreadOver(surplus, this.accepted), -1, step.approximate, this.accepted);
  }

  /** Completed: paid and accepted in full, net of refunds, and rated; on the day the last of the three came. */
  private complete(day: BusinessDay): void {
    const dueFen = Math.max(0, this.order.facts.totalFen - this.refundedFen);
    this.done ||= this.rated && totalOf(this.accepted) > 0 && totalOf(this.paid) >= dueFen && totalOf(this.accepted) >= dueFen;
    if (!this.done) return;
    const missing = add(this.accepted, this.completed, -1);
    this.completed = this.post('purchase.completed', day, missing, 1, this.isApproximate(), this.completed);
  }

  private isApproximate(): boolean {
    return this.order.approximate || this.order.steps.some((step) => 'approximate' in step && step.approximate);
  }

  /** From the day it takes effect the amounts are the new unit's; earlier days stay with the old one. */
  private move(day: BusinessDay, toUnitId: string): void {
    const moved = addUp(
      [],
      this.postings.filter((posting) => posting.under.unit === this.unit),
    ).reduce<FullPosting[]>((net, posting) => addUp(net, [{ ...posting, day }]), []);
    for (const posting of moved) {
      this.postings.push({ ...posting, delta: -posting.delta }, { ...posting, under: { ...posting.under, unit: toUnitId } });
    }
    this.unit = toUnitId;
  }

  private post(measure: Measure, day: BusinessDay, parts: Parts, sign: 1 | -1, approximate: boolean, sum: Parts = NO_PARTS): Parts {
    for (const [category, amount] of parts) {
      if (amount === 0) continue;
      this.postings.push({
        measure,
        delta: sign * amount,
        day,
        under: this.under(category),
        approximate: approximate || this.order.approximate,
      });
    }
    return add(sum, parts, sign);
  }

  private under(category: ProductCategory): FullPosting['under'] {
    const { channel, funding, projectId, originCountyCode } = this.order.facts;
    return {
      unit: this.unit,
      channel,
      funding,
      category,
      ...(projectId === null ? {} : { project: projectId }),
      ...(originCountyCode === null ? {} : { county: originCountyCode }),
    };
  }
}

/** By business day; on one day a re-attribution comes first (it takes effect that day), then the order of entry. */
function inDayOrder(steps: readonly OrderStep[]): OrderStep[] {
  const rank = (step: OrderStep): number => (step.kind === 'reattribution' ? 0 : 1);
  return [...steps].sort((left, right) => (left.day === right.day ? rank(left) - rank(right) : left.day < right.day ? -1 : 1));
}
