import type { BusinessDay } from './units.js';

/**
 * 分录: what an event adds to the figures, stated by the event itself. A figure is a sum of postings, so a
 * projection needs nothing but the event (design §3: events carry the attribution they count under).
 */
export interface Posting {
  readonly measure: Measure;
  /** Signed whole number in the measure's smallest unit (fen, grams, pieces, day numbers). */
  readonly delta: number;
  /** Business day it counts on; absent = the event's `occurredOn`. Reversals name the original day. */
  readonly day?: BusinessDay;
  /** Overrides and additions to the event's `under`. */
  readonly under?: Dimensions;
  /** What a distinct count or a link tells apart (a household token, an order id). */
  readonly member?: string;
  /** 约: the amount was given as 余/约/近/达. Absent = as the event's `approximate`. */
  readonly approximate?: boolean;
}

/** The part of an event's data that figures read. */
export interface Counted {
  readonly under?: Dimensions;
  readonly postings?: readonly Posting[];
  readonly approximate?: boolean;
}

/** What a posting counts under. Ids, never display names. */
export interface Dimensions {
  readonly unit?: string;
  /** Accounting year where it is not the year of the day (a reserve's year). */
  readonly year?: number;
  readonly channel?: string;
  readonly funding?: string;
  readonly category?: string;
  /** Six-digit code of the county of origin. */
  readonly county?: string;
  readonly village?: string;
  readonly project?: string;
  readonly template?: string;
  readonly stage?: string;
  /** Product of a helped sale, as entered (猕猴桃). */
  readonly product?: string;
  /** Kind within the measure: unit kind, activity kind, household category, fund source, canteen state. */
  readonly kind?: string;
}

/** Every dimension, in the order of {@link Dimensions}. */
export const DIMENSION_NAMES = [
  'unit',
  'year',
  'channel',
  'funding',
  'category',
  'county',
  'village',
  'project',
  'template',
  'stage',
  'product',
  'kind',
] as const satisfies readonly (keyof Dimensions)[];
/** Name of a dimension. */
export type DimensionName = (typeof DIMENSION_NAMES)[number];

/**
 * Every measure, in one list. The suffix in the comment is the unit of `delta`.
 * Days (`project.stage-planned`, `project.stage-reached-day`) are day numbers, signed so that a sum is a lateness.
 */
export const MEASURES = [
  'purchase.ordered', // fen
  'purchase.paid', // fen
  'purchase.accepted', // fen
  'purchase.completed', // fen
  'reserve.canteen', // fen, confirmed
  'reserve.union', // fen, confirmed
  'reserve.filed', // 1 per unit and year while submitted, confirmed or locked
  'reserve.approved', // 1 per unit and year while confirmed or locked
  'unit.open', // +1 on opening, -1 on closing; kind = unit kind
  'project.registered', // 1
  'project.stage-planned', // day number of the baseline, once per stage
  'project.stage-reached', // +1 reached, -1 reopened
  'project.fund-allocated', // fen
  'project.fund-released', // fen
  'project.fund-paid', // fen
  'storage.capacity', // grams
  'sale.weight', // grams
  'sale.amount', // fen
  'sale.unconverted', // 1 per entry whose quantity has no weight
  'sale.household', // 1 per sale that names a household; member = household id
  'sale.households-stated', // householdsReached of a sale that names none
  'sale.linked', // fen of a sale linked to an order; member = order id
  'activity.held', // 1; kind = activity kind
  'activity.sessions', // sessions; kind = activity kind
  'activity.participants', // people; kind = activity kind
  'donation.received', // fen, cash and goods
  'donation.pledged', // fen
  'household.registered', // 1; kind = category
  'household.registered-poor', // 1 for households registered as 建档立卡
  'household.exited', // 1
  'household.exited-poor', // 1 for an exit of a household registered as 建档立卡
] as const;
/** What a posting adds to. */
export type Measure = (typeof MEASURES)[number];
