import type { OrderView } from '../../api/record-answers';
import { decimalOf, fenOf } from '../../shared/decimal-input';

/** What can be done with an order that has been recorded. */
export const ORDER_STEPS = ['pay', 'accept', 'rate', 'refund', 'correct', 'void'] as const;
export type OrderStep = (typeof ORDER_STEPS)[number];

export interface StepForm {
  occurredOn: string;
  amount: string;
  stars: number;
  reason: string;
  quantity: string;
}

/** The steps that may still come to something; whether they are allowed, the server decides. */
export function stepsFor(order: OrderView): OrderStep[] {
  if (order.state !== 'open') return [];
  const { totalFen, paidFen, acceptedFen, refundedFen } = order;
  const open: Readonly<Record<OrderStep, boolean>> = {
    pay: paidFen < totalFen - refundedFen,
    accept: acceptedFen < totalFen - refundedFen,
    rate: acceptedFen > 0 && !order.completed,
    refund: paidFen > 0,
    correct: true,
    void: true,
  };
  return ORDER_STEPS.filter((step) => open[step]);
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
  switch (step) {
    case 'pay':
      return amountFen === undefined ? undefined : { path: 'payments', body: { occurredOn, amountFen } };
    case 'accept':
      return amountFen === undefined ? undefined : { path: 'acceptance', body: { occurredOn, amountFen } };
    case 'rate':
      return { path: 'rating', body: { occurredOn, stars } };
    case 'refund':
      return amountFen === undefined || reason === '' ? undefined : { path: 'refunds', body: { occurredOn, amountFen, reason } };
    case 'void':
      return reason === '' ? undefined : { path: 'void', body: { occurredOn, reason } };
    case 'correct': {
      const [line, ...others] = order.lines;
      const quantity = decimalOf(form.quantity);
      if (line === undefined || quantity === undefined || amountFen === undefined || reason === '') return undefined;
      const { grams: _grams, packGrams, ...rest } = line;
      const mended = { ...rest, ...(packGrams === null ? {} : { packGrams }), quantity, amountFen };
      const lines = [
        mended,
        ...others.map(({ grams: _weight, packGrams: pack, ...other }) => ({ ...other, ...(pack === null ? {} : { packGrams: pack }) })),
      ];
      return { path: 'correction', body: { occurredOn, reason, changes: { lines } } };
    }
  }
}
