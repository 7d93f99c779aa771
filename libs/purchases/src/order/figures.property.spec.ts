import fc from 'fast-check';
import { addDays, isRefusal, type NewEvent, type OrderFacts, type ProductCategory, type Refusal } from '#contracts';
import { correctOrder } from './correcting.js';
import { reattributeOrder } from './reattribute-order.js';
import { voidOrder } from './void-order.js';
import { totalOfLines } from './order-lines.js';
import type { Order } from './order.js';
import { facts, line, ORDERED_ON, placed, type Scenario, step } from '../testing/order-scenario.js';
import { acceptOrder } from './accept-order.js';
import { payOrder } from './pay-order.js';
import { rateOrder } from './rate-order.js';
import { refundOrder } from './refund-order.js';

const CATEGORIES: readonly ProductCategory[] = ['fruit', 'vegetable', 'tea-drink'];
const FUNDINGS = ['canteen', 'union'] as const;
const UNITS = ['u-1', 'u-2', 'u-3'] as const;
const DAYS = Array.from({ length: 40 }, (_, index) => addDays(ORDERED_ON, index));

type Move =
  | { readonly kind: 'pay' | 'refund' | 'accept'; readonly day: number; readonly part: number }
  | { readonly kind: 'rate'; readonly day: number }
  | { readonly kind: 'move'; readonly day: number; readonly unit: number }
  | { readonly kind: 'correct'; readonly funding: number; readonly amounts: readonly number[]; readonly freight: number };

const DAY = fc.nat({ max: DAYS.length - 1 });
const PART = fc.integer({ min: 1, max: 4 });
const AMOUNTS = fc.array(fc.integer({ min: 1, max: 997 }), { minLength: 1, maxLength: 3 });

const MOVE: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ kind: fc.constantFrom('pay' as const, 'refund' as const, 'accept' as const), day: DAY, part: PART }),
  fc.record({ kind: fc.constant('rate' as const), day: DAY }),
  fc.record({ kind: fc.constant('move' as const), day: DAY, unit: fc.nat({ max: 2 }) }),
  fc.record({ kind: fc.constant('correct' as const), funding: fc.nat({ max: 1 }), amounts: AMOUNTS, freight: fc.nat({ max: 9 }) }),
);

/**
 * The four amounts by their definition (contract §4 and §9) and nothing else: plain sums over what was entered, without
 * categories, postings or differences. Refunds come here only before any acceptance or after a full one.
 */
class Ledger {
  totalFen: number;
  readonly payments: { day: string; fen: number }[] = [];
  readonly acceptances: { day: string; fen: number }[] = [];
  readonly refunds: { day: string; fen: number; lowersAccepted: boolean }[] = [];
  readonly units: { day: string; unit: string }[] = [];
  ratedOn: string | undefined;
  isVoid = false;

  constructor(totalFen: number) {
    this.totalFen = totalFen;
  }

  paid(to: string): number {
    return sum(this.payments, to) - sum(this.refunds, to);
  }

  accepted(to: string): number {
    const lowering = this.refunds.filter(({ lowersAccepted }) => lowersAccepted);
    return sum(this.acceptances, to) - sum(lowering, to);
  }

  four(to: string): [number, number, number, number] {
    if (this.isVoid) return [0, 0, 0, 0];
    const dueFen = this.totalFen - sum(this.refunds, to);
    const rated = this.ratedOn !== undefined && this.ratedOn <= to;
    const inFull = rated && this.paid(to) >= dueFen && this.accepted(to) >= dueFen;
    return [this.totalFen, this.paid(to), this.accepted(to), inFull ? dueFen : 0];
  }

  unitOn(day: string): string {
    return this.units.findLast((move) => move.day <= day)?.unit ?? 'u-1';
  }

  /** From this day on nothing has happened yet: refunds and what follows them keep the order of their days. */
  get lastDay(): string {
    const days = [...this.payments, ...this.acceptances, ...this.refunds].map(({ day }) => day);
    return [ORDERED_ON, ...days, this.ratedOn ?? ORDERED_ON].sort().at(-1) ?? ORDERED_ON;
  }

  get lastRefund(): string {
    return this.refunds.at(-1)?.day ?? ORDERED_ON;
  }
}

const LAST = '9999-12-31';

function sum(entries: readonly { day: string; fen: number }[], to: string): number {
  return entries.filter(({ day }) => day <= to).reduce((total, { fen }) => total + fen, 0);
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

function linesOf(amounts: readonly number[]): OrderFacts['lines'] {
  return facts(amounts.map((amount, index) => line(amount, { category: CATEGORIES[index] ?? 'fruit' }))).lines;
}

/** Runs a decision; what is refused has no effect on either side. @returns whether it was accepted */
function accepted(scenario: Scenario, decide: (order: Order) => readonly NewEvent[] | Refusal): boolean {
  if (isRefusal(decide(scenario.order))) return false;
  scenario.do(decide);
  return true;
}

function run(scenario: Scenario, ledger: Ledger, move: Move): void {
  switch (move.kind) {
    case 'pay': {
      const day = later(DAYS[move.day] ?? ORDERED_ON, ledger.lastRefund);
      const fen = Math.max(1, Math.ceil((ledger.totalFen * move.part) / 4));
      if (accepted(scenario, (order) => payOrder(order, step(day), fen))) ledger.payments.push({ day, fen });
      return;
    }
    case 'accept': {
      const day = later(DAYS[move.day] ?? ORDERED_ON, ledger.lastRefund);
      const openFen = ledger.totalFen - sum(ledger.refunds, LAST) - ledger.accepted(LAST);
      const amountFen = move.part === 4 ? undefined : Math.floor((openFen * move.part) / 4);
      if (amountFen === 0) return;
      const fen = amountFen ?? openFen;
      if (accepted(scenario, (order) => acceptOrder(order, step(day), amountFen))) ledger.acceptances.push({ day, fen });
      return;
    }
    case 'refund': {
      const day = later(DAYS[move.day] ?? ORDERED_ON, ledger.lastDay);
      const held = ledger.accepted(LAST);
      const inFull = held === ledger.totalFen - sum(ledger.refunds, LAST);
      const fen = Math.min(Math.ceil((ledger.paid(LAST) * move.part) / 4), inFull && held > 0 ? held : ledger.paid(LAST));
      if (fen === 0 || (held > 0 && !inFull)) return;
      const took = accepted(scenario, (order) => refundOrder(order, step(day), fen, '退"款"'));
      if (took) ledger.refunds.push({ day, fen, lowersAccepted: held > 0 });
      return;
    }
    case 'rate': {
      const day = DAYS[move.day] ?? ORDERED_ON;
      if (accepted(scenario, (order) => rateOrder(order, step(day), 5))) ledger.ratedOn = day;
      return;
    }
    case 'move': {
      const day = later(DAYS[move.day] ?? ORDERED_ON, ledger.units.at(-1)?.day ?? ORDERED_ON);
      const unit = UNITS[move.unit] ?? 'u-1';
      const proven = step(day, { evidence: ['f-1'] });
      if (accepted(scenario, (order) => reattributeOrder(order, proven, unit, '划转', []))) ledger.units.push({ day, unit });
      return;
    }
    case 'correct':
      correct(scenario, ledger, move);
  }
}

function correct(scenario: Scenario, ledger: Ledger, { funding, amounts, freight }: Move & { kind: 'correct' }): void {
  const lines = linesOf(amounts);
  const totalFen = totalOfLines(lines, freight, 0);
  if (totalFen - sum(ledger.refunds, LAST) < ledger.accepted(LAST)) return;
  // Another total would make a refund after full acceptance one after a partial acceptance.
  if (totalFen !== ledger.totalFen && ledger.refunds.some(({ lowersAccepted }) => lowersAccepted)) return;
  const corrected = (order: { facts: OrderFacts; orderedOn: string; approximate: boolean }) => ({
    approximate: order.approximate,
    facts: { ...order.facts, lines, freightFen: freight, discountFen: 0, totalFen, funding: FUNDINGS[funding] ?? 'canteen' },
    orderedOn: order.orderedOn,
  });
  const correction = { reason: '误录', corrected, recorded: { recordedBy: '甲', recordedAt: '2020-12-31T00:00:00.000Z' }, unknown: [] };
  if (accepted(scenario, (order) => correctOrder(order, null, step('2020-12-31'), correction))) ledger.totalFen = totalFen;
}

const CUTS = [...DAYS.filter((_, index) => index % 4 === 0), LAST];

function compare(scenario: Scenario, ledger: Ledger): void {
  for (const day of CUTS) {
    const expected = ledger.four(day);
    expect([day, ...scenario.four(day)]).toEqual([day, ...expected]);
    for (const unit of UNITS) {
      expect([day, unit, ...scenario.four(day, { unit })]).toEqual([day, unit, ...(unit === ledger.unitOn(day) ? expected : [0, 0, 0, 0])]);
    }
    for (const category of CATEGORIES) {
      expect(scenario.four(day, { category }).every((amount) => amount >= 0)).toBe(true);
    }
  }
  if (ledger.paid(LAST) !== ledger.totalFen || ledger.isVoid) return;
  for (const category of CATEGORIES) {
    expect(scenario.total('purchase.paid', undefined, { category })).toBe(scenario.total('purchase.ordered', undefined, { category }));
  }
}

describe('whatever happens to an order, after each step, at each cut, for each unit', () => {
  const histories = fc.tuple(AMOUNTS, fc.array(MOVE, { minLength: 1, maxLength: 14 }));

  test('its postings sum to the definition of the four amounts, no category is below 0, and paid in full is exact in each', () => {
    fc.assert(
      fc.property(histories, ([amounts, moves]) => {
        const lines = linesOf(amounts);
        const scenario = placed(facts([], { lines, totalFen: totalOfLines(lines, 0, 0) }));
        const ledger = new Ledger(scenario.live.facts.totalFen);
        compare(scenario, ledger);
        for (const move of moves) {
          run(scenario, ledger, move);
          compare(scenario, ledger);
        }
        scenario.do((order) => voidOrder(order, step('2020-12-31'), '误登'));
        ledger.isVoid = true;
        compare(scenario, ledger);
      }),
      { numRuns: 100 },
    );
  });
});
