import { type BusinessDay, decimal, type Fen } from '#contracts';
import type { CellProblem, PlannedCommand } from '../../plan/plan.js';
import { problemAt } from './order-group.js';
import type { Payment } from './order-payment.js';
import type { OrderColumn, OrderRow } from './order-row.js';
import { repetitionOf } from './repeated-amounts.js';

/** A step of an order, before it has a path. */
interface Step {
  readonly column: OrderColumn;
  readonly name: 'payments' | 'acceptance' | 'rating' | 'refunds';
  readonly occurredOn: BusinessDay;
  readonly body: Readonly<Record<string, unknown>>;
  readonly row: number;
}

export interface Steps {
  readonly commands: readonly PlannedCommand[];
  readonly problems: readonly CellProblem[];
}

/** What comes after the order itself: payments, acceptance, rating, refund, in the order of their days. */
export function stepsOf(orderId: string, rows: readonly OrderRow[], payments: readonly Payment[]): Steps {
  const refunds = refundsOf(rows, payments);
  const refundable = refunds === 'unclear' ? [] : refunds;
  // Sorting leaves steps of one day in this order.
  const steps = [...payments.map(payment), ...accepted(rows), ...rated(rows), ...refunded(refundable, rows, payments)];
  steps.sort((left, right) => left.occurredOn.localeCompare(right.occurredOn));
  const start = rows[0]?.day ?? '';
  const early = steps.filter(({ occurredOn }) => occurredOn < start);
  return {
    commands: steps.map(({ name, occurredOn, body, row }) => ({
      path: `/api/orders/${orderId}/${name}`,
      body: { occurredOn, ...body },
      row,
    })),
    problems: [
      ...early.map(({ column, occurredOn }) => problemAt(column, 'DATE.BEFORE_START', { value: occurredOn, day: occurredOn, start })),
      ...outOfOrder(steps),
      ...(refunds === 'unclear' ? [problemAt('refund', 'ORDER.PAYMENT_UNCLEAR', {})] : overRefunded(refunds, payments)),
    ],
  };
}

function payment({ row, paidOn, amountFen, approximate }: Payment): Step {
  return { column: 'paidOn', name: 'payments', occurredOn: paidOn, body: { amountFen, ...(approximate ? { approximate } : {}) }, row };
}

function accepted(rows: readonly OrderRow[]): Step[] {
  const row = rows.find(({ acceptedOn }) => acceptedOn !== undefined);
  if (row?.acceptedOn === undefined) return [];
  return [{ column: 'acceptedOn', name: 'acceptance', occurredOn: row.acceptedOn, body: {}, row: row.row }];
}

function rated(rows: readonly OrderRow[]): Step[] {
  const row = rows.find(({ ratedOn }) => ratedOn !== undefined);
  if (row?.ratedOn === undefined) return [];
  return [{ column: 'ratedOn', name: 'rating', occurredOn: row.ratedOn, body: { stars: row.stars }, row: row.row }];
}

interface Refund {
  readonly row: number;
  readonly refundFen: Fen;
  readonly refundedOn: BusinessDay | undefined;
}

/** What the rows say was given back: the whole payment repeated on each of them is one refund. */
function refundsOf(rows: readonly OrderRow[], payments: readonly Payment[]): readonly Refund[] | 'unclear' {
  const refunds = rows.flatMap(({ row, refundFen = 0, refundedOn }): Refund[] => (refundFen === 0 ? [] : [{ row, refundFen, refundedOn }]));
  const amounts = refunds.map(({ row, refundFen: amountFen, refundedOn: day }) => ({ row, day, amountFen }));
  const paidFen = payments.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const repetition = repetitionOf(amounts, rows, paidFen);
  return repetition === 'unclear' ? repetition : refunds.slice(0, repetition === 'one' ? 1 : undefined);
}

/** A refund that names no day happened on the last day the order tells of. */
function refunded(refunds: readonly Refund[], rows: readonly OrderRow[], payments: readonly Payment[]): Step[] {
  const days = [...payments.map(({ paidOn }) => paidOn), ...rows.flatMap(({ day, acceptedOn, ratedOn }) => [day, acceptedOn, ratedOn])];
  const last = days.reduce<BusinessDay>((latest, day) => (day !== undefined && day > latest ? day : latest), '');
  return refunds.map(({ row, refundFen, refundedOn }) => ({
    column: 'refundedOn',
    name: 'refunds',
    occurredOn: refundedOn ?? last,
    body: { amountFen: refundFen, reason: '表格所载退款' },
    row,
  }));
}

/** A rating before its acceptance would be refused. */
function outOfOrder(steps: readonly Step[]): CellProblem[] {
  const acceptance = steps.find(({ name }) => name === 'acceptance');
  const rating = steps.find(({ name }) => name === 'rating');
  if (acceptance === undefined || rating === undefined || rating.occurredOn >= acceptance.occurredOn) return [];
  return [problemAt('ratedOn', 'DATE.BEFORE_START', { value: rating.occurredOn, day: rating.occurredOn, start: acceptance.occurredOn })];
}

function overRefunded(refunds: readonly Refund[], payments: readonly Payment[]): CellProblem[] {
  const refundedFen = refunds.reduce((sum, { refundFen }) => sum + refundFen, 0);
  const first = refunds.reduce<BusinessDay | undefined>((day, { refundedOn }) => earlier(day, refundedOn), undefined);
  const paidFen = payments.reduce((sum, { amountFen, paidOn }) => (first === undefined || paidOn <= first ? sum + amountFen : sum), 0);
  return refundedFen > paidFen
    ? [problemAt('refund', 'ORDER.OVERREFUNDED', { openFen: paidFen, value: decimal(refundedFen, 100, 2, true) })]
    : [];
}

function earlier(left: BusinessDay | undefined, right: BusinessDay | undefined): BusinessDay | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return left < right ? left : right;
}
