import type { FigureName, Measure } from '#contracts';
import type { Basis, FigureFilters } from './figure-filters.js';
import type { Part, PeriodRule } from './slice.js';

/** Figures that are decided row by row. `standing`: projects by the stage at which they stand. */
export type SpecialKind = 'reach' | 'overlap' | 'days-late' | 'must-file' | 'standing';

/** How a figure is computed. Sums are read from the roll-ups; the special ones from the same contributions, row by row. */
export type FigurePlan =
  | { readonly kind: 'sum'; readonly part: Part }
  | { readonly kind: 'ratio'; readonly numerator: FigurePlan; readonly denominator: FigurePlan; readonly noBase: string }
  | { readonly kind: SpecialKind }
  | { readonly kind: 'pace'; readonly completion: FigurePlan };

function sum(measures: Measure | readonly Measure[], period: PeriodRule = 'flow', only?: Part['only']): FigurePlan {
  const list = typeof measures === 'string' ? [measures] : measures;
  return { kind: 'sum', part: { measures: list, period, ...(only === undefined ? {} : { only }) } };
}

const CONFIRMED = sum(['reserve.canteen', 'reserve.union'], 'reserve-year');
const FILED = sum('reserve.filed', 'reserve-year');

/** Sales whose quantity has no weight: what a weight leaves out. */
export const UNCONVERTED = sum('sale.unconverted');

function completion(basis: Basis): FigurePlan {
  return {
    kind: 'ratio',
    numerator: sum(`purchase.${basis}`, 'flow', { channel: '832' }),
    denominator: CONFIRMED,
    noBase: 'no-confirmed-reserve',
  };
}

/** The plan of a figure: `basis` matters to the completion of the reserve, `stage` to where projects stand. */
export function planOf(figure: FigureName, { basis = 'paid', stage }: Pick<FigureFilters, 'basis' | 'stage'> = {}): FigurePlan {
  if (figure === 'reserve.completion') return completion(basis);
  if (figure === 'reserve.pace') return { kind: 'pace', completion: completion(basis) };
  if (figure === 'projects.count' && stage !== undefined) return STANDING;
  return PLANS[figure];
}

/** 项目数 by stage: a project counts under the last stage it has reached. */
export const STANDING: FigurePlan = { kind: 'standing' };

const PLANS: Readonly<Record<Exclude<FigureName, 'reserve.completion' | 'reserve.pace'>, FigurePlan>> = {
  'purchase.ordered': sum('purchase.ordered'),
  'purchase.paid': sum('purchase.paid'),
  'purchase.accepted': sum('purchase.accepted'),
  'purchase.completed': sum('purchase.completed'),
  'reserve.confirmed': CONFIRMED,
  'reserve.canteen': sum('reserve.canteen', 'reserve-year'),
  'reserve.union': sum('reserve.union', 'reserve-year'),
  'reserve.filing': { kind: 'ratio', numerator: FILED, denominator: { kind: 'must-file' }, noBase: 'no-unit-must-file' },
  'reserve.approval': { kind: 'ratio', numerator: sum('reserve.approved', 'reserve-year'), denominator: FILED, noBase: 'nothing-filed' },
  'sales.weight': sum('sale.weight'),
  'sales.unconverted': UNCONVERTED,
  'sales.amount': sum('sale.amount'),
  'sales.reach': { kind: 'reach' },
  'support.overlap': { kind: 'overlap' },
  'projects.count': sum('project.registered', 'stock'),
  'projects.stages-reached': sum('project.stage-reached'),
  'projects.days-late': { kind: 'days-late' },
  'storage.capacity': sum('storage.capacity', 'stock'),
  'storage.share': {
    kind: 'ratio',
    numerator: sum('sale.weight'),
    denominator: sum('storage.capacity', 'stock'),
    noBase: 'no-storage-capacity',
  },
  'activities.visits': sum('activity.held', 'flow', { kind: 'visit' }),
  'activities.training-sessions': sum('activity.sessions', 'flow', { kind: 'training' }),
  'activities.training-participants': sum('activity.participants', 'flow', { kind: 'training' }),
  'activities.skills-deliveries': sum('activity.held', 'flow', { kind: 'skills-delivery' }),
  'activities.donations-received': sum('donation.received'),
  'households.registered': sum('household.registered', 'stock'),
  'households.exited': sum('household.exited', 'stock'),
  'households.exit-rate': {
    kind: 'ratio',
    numerator: sum('household.exited-poor', 'stock'),
    denominator: sum('household.registered-poor', 'stock'),
    noBase: 'no-registered-poor-household',
  },
};

/** What a plan rests on. */
export function partsOf(plan: FigurePlan): readonly Part[] {
  switch (plan.kind) {
    case 'sum':
      return [plan.part];
    case 'ratio':
      return [...partsOf(plan.numerator), ...partsOf(plan.denominator)];
    case 'pace':
      return partsOf(plan.completion);
    case 'reach':
      return [{ measures: ['sale.household', 'sale.households-stated'], period: 'flow' }];
    case 'overlap':
      return [{ measures: ['sale.linked'], period: 'flow' }];
    case 'days-late':
      return [{ measures: ['project.stage-planned', 'project.stage-reached'], period: 'stock' }];
    case 'standing':
      return [{ measures: ['project.registered', 'project.stage-reached'], period: 'stock' }];
    case 'must-file':
      return [{ measures: ['unit.open'], period: 'stock', only: { kind: 'budget-unit' } }];
  }
}

/** Whether a figure rests on the weight of sales, and so leaves out those that have none. */
export function weighs(plan: FigurePlan): boolean {
  return partsOf(plan).some(({ measures }) => measures.includes('sale.weight'));
}
