import type { OrderView } from '../../api/record-answers';
import { decimalOf, fenOf } from '../../shared/decimal-input';

/** What can be done with an order that has been recorded. */
export const ORDER_STEPS = ['pay', 'accept', 'rate', 'refund', 'correct', 'reattribute', 'cancel', 'void'] as const;
export type OrderStep = (typeof ORDER_STEPS)[number];

export interface StepForm {
  occurredOn: string;
  amount: string;
  stars: number;
  reason: string;
  quantity: string;
  toUnitId: string;
  files: { readonly fileId: string; readonly name: string }[];
  /** Why a locked period is adjusted, where the step asks for no reason of its own. */
  adjustmentReason: string;
}

/** What somebody may do with orders. */
export interface Hand {
  readonly enters: boolean;
  readonly reviews: boolean;
  /** Something of the order's unit is locked: a reviewer may then enter, too, as an adjustment. */
  readonly anyLock: boolean;
}

const ASK_A_REASON: ReadonlySet<OrderStep> = new Set(['refund', 'correct', 'reattribute', 'cancel', 'void']);
const REVIEWED: ReadonlySet<OrderStep> = new Set(['correct', 'reattribute', 'void']);

export function asksReason(step: OrderStep): boolean {
  return ASK_A_REASON.has(step);
}

/** The steps that may still come to something in somebody's hand; whether they are allowed, the server decides. */
export function stepsFor(order: OrderView, hand: Hand): OrderStep[] {
  if (order.state !== 'open') return [];
  const { totalFen, paidFen, acceptedFen, refundedFen, shippedOn } = order;
  const open: Readonly<Record<OrderStep, boolean>> = {
    pay: paidFen < totalFen - refundedFen,
    accept: acceptedFen < totalFen - refundedFen,
    rate: acceptedFen > 0 && !order.completed,
    refund: paidFen > 0,
    correct: true,
    reattribute: true,
    cancel: paidFen === 0 && refundedFen === 0 && shippedOn === null,
    void: true,
  };
  return ORDER_STEPS.filter((step) => open[step] && isIn(hand, step));
}

function isIn({ enters, reviews, anyLock }: Hand, step: OrderStep): boolean {
  if (step === 'reattribute') return reviews;
  return enters || (reviews && (anyLock || REVIEWED.has(step)));
}

/** What most likely is meant: the rest of what is open. */
export function suggestedFen(step: OrderStep, { totalFen, paidFen, acceptedFen, refundedFen }: OrderView): number | null {
  if (step === 'pay') return totalFen - refundedFen - paidFen;
  if (step === 'accept') return totalFen - refundedFen - acceptedFen;
  return null;
}

/** Where the step goes below the order, and what it says; undefined while something is missing. */
export function stepRequest(
  step: OrderStep,
  form: StepForm,
  order: OrderView,
): { readonly path: string; readonly body: object } | undefined {
  const { occurredOn, stars } = form;
  const amountFen = fenOf(form.amount);
  const reason = form.reason.trim();
  const why = form.adjustmentReason.trim();
  const adjusting = why === '' ? {} : { adjustmentReason: why };
  switch (step) {
    case 'pay':
      return amountFen === undefined ? undefined : { path: 'payments', body: { occurredOn, amountFen, ...adjusting } };
    case 'accept':
      return amountFen === undefined ? undefined : { path: 'acceptance', body: { occurredOn, amountFen, ...adjusting } };
    case 'rate':
      return { path: 'rating', body: { occurredOn, stars, ...adjusting } };
    case 'refund':
      return amountFen === undefined || reason === '' ? undefined : { path: 'refunds', body: { occurredOn, amountFen, reason } };
    case 'cancel':
    case 'void':
      return reason === '' ? undefined : { path: step, body: { occurredOn, reason } };
    case 'reattribute': {
      const evidence = form.files.map(({ fileId }) => fileId);
      if (form.toUnitId === '' || reason === '' || evidence.length === 0) return undefined;
      return { path: 'reattribution', body: { occurredOn, toUnitId: form.toUnitId, reason, evidence } };
    }
    case 'correct': {
      const [line, ...others] = order.lines;
      const quantity = decimalOf(form.quantity);
      if (line === undefined || quantity === undefined || amountFen === undefined || reason === '') return undefined;
      const lines = [{ ...enteredLine(line), quantity, amountFen }, ...others.map(enteredLine)];
      return { path: 'correction', body: { occurredOn, reason, changes: { lines } } };
    }
  }
}

/** A line as it is entered: its weight is the server's to find. */
function enteredLine({ grams: _grams, packGrams, ...line }: OrderView['lines'][number]): object {
  return { ...line, ...(packGrams === null ? {} : { packGrams }) };
}
