import type { OrderView } from '../../api/record-answers';
import { asksReason, type StepForm, stepRequest, stepsFor } from './order-step';

const LINE = {
  product: '猕猴桃',
  category: 'fruit',
  recognised: false,
  quantity: 2,
  unit: '斤',
  packGrams: null,
  grams: 1_000,
  amountFen: 500,
};
const ORDER = {
  id: 'o-1',
  state: 'open',
  lines: [LINE],
  totalFen: 500,
  paidFen: 0,
  acceptedFen: 0,
  refundedFen: 0,
  completed: false,
  shippedOn: null,
} as unknown as OrderView;
const FORM: StepForm = {
  occurredOn: '2020-03-01',
  amount: '5',
  stars: 5,
  reason: '',
  quantity: '2',
  toUnitId: '',
  files: [],
  adjustmentReason: '',
};
const purchaser = { enters: true, reviews: false, anyLock: false };
const reviewer = { enters: false, reviews: true, anyLock: false };

test('a purchaser enters, mends and cancels; a reviewer mends and re-attributes', () => {
  expect(stepsFor(ORDER, purchaser)).toEqual(['pay', 'accept', 'correct', 'cancel', 'void']);
  expect(stepsFor(ORDER, reviewer)).toEqual(['correct', 'reattribute', 'void']);
});

test('what a reviewer may adjust is offered once something is locked', () => {
  expect(stepsFor(ORDER, { ...reviewer, anyLock: true })).toEqual(['pay', 'accept', 'correct', 'reattribute', 'cancel', 'void']);
});

test('an order that was paid or shipped is not cancelled any more', () => {
  expect(stepsFor({ ...ORDER, paidFen: 1 }, purchaser)).not.toContain('cancel');
  expect(stepsFor({ ...ORDER, shippedOn: '2020-03-02' }, purchaser)).not.toContain('cancel');
});

test('a step says why it adjusts only where it asks for no reason of its own', () => {
  const form = { ...FORM, adjustmentReason: ' 补记 ' };
  expect(stepRequest('pay', form, ORDER)).toEqual({
    path: 'payments',
    body: { occurredOn: '2020-03-01', amountFen: 500, adjustmentReason: '补记' },
  });
  expect(stepRequest('pay', FORM, ORDER)?.body).not.toHaveProperty('adjustmentReason');
  expect(stepRequest('void', { ...form, reason: '误登' }, ORDER)?.body).toEqual({ occurredOn: '2020-03-01', reason: '误登' });
  expect(asksReason('void')).toBe(true);
});

test('a re-attribution needs its unit, its reason and its evidence', () => {
  const form = { ...FORM, toUnitId: 'u-2', reason: '划转', files: [{ fileId: 'f-1', name: '批复.pdf' }] };
  expect(stepRequest('reattribute', form, ORDER)).toEqual({
    path: 'reattribution',
    body: { occurredOn: '2020-03-01', toUnitId: 'u-2', reason: '划转', evidence: ['f-1'] },
  });
  for (const missing of [{ toUnitId: '' }, { reason: ' ' }, { files: [] }]) {
    expect(stepRequest('reattribute', { ...form, ...missing }, ORDER)).toBeUndefined();
  }
});
