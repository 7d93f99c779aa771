import fc from 'fast-check';

/** One thing somebody tries. Ordinals pick among what the history has (modulo), `part` is in quarters of what is open. */
export type Move =
  | {
      readonly kind: 'place';
      readonly unit: number;
      readonly channel: number;
      readonly funding: number;
      readonly fen: number;
      readonly day: number;
      readonly adjusts: boolean;
    }
  | { readonly kind: 'lock-period'; readonly unit: number; readonly month: number }
  | {
      readonly kind: 'pay' | 'refund' | 'accept';
      readonly order: number;
      readonly day: number;
      readonly part: number;
      readonly adjusts: boolean;
    }
  | { readonly kind: 'rate'; readonly order: number; readonly day: number; readonly adjusts: boolean }
  | { readonly kind: 'reattribute'; readonly order: number; readonly day: number; readonly unit: number }
  | { readonly kind: 'refund-too-much' | 'cancel' | 'void'; readonly order: number; readonly day: number }
  | { readonly kind: 'correct'; readonly order: number; readonly funding: number; readonly fen: number }
  | { readonly kind: 'declare'; readonly unit: number; readonly canteenFen: number; readonly unionFen: number }
  | { readonly kind: 'submit' | 'return' | 'confirm' | 'lock'; readonly unit: number }
  | { readonly kind: 'household'; readonly poor: boolean }
  | { readonly kind: 'exit'; readonly household: number; readonly day: number }
  | {
      readonly kind: 'sale';
      readonly day: number;
      readonly jin: number;
      readonly fen: number;
      readonly reached: number;
      readonly who: number;
      readonly order: number;
      readonly adjusts: boolean;
    }
  | { readonly kind: 'correct-sale'; readonly sale: number; readonly jin: number }
  | { readonly kind: 'void-sale'; readonly sale: number }
  | { readonly kind: 'project'; readonly unit: number; readonly day: number }
  | { readonly kind: 'reach' | 'reopen'; readonly project: number; readonly stage: number; readonly day: number }
  | { readonly kind: 'visit' | 'training' | 'donation'; readonly day: number; readonly amount: number }
  | { readonly kind: 'again' };

/** Days of 2020 that histories happen on: a third of the year, so that months and cuts are crossed. */
export const LAST_DAY = 119;
export const FUNDINGS = ['canteen', 'union', 'personal'] as const;
export const CHANNELS = ['832', 'other-platform', 'offline'] as const;
export const UNITS = 2;

const day = fc.nat({ max: LAST_DAY });
const ordinal = fc.nat({ max: 3 });
const unit = fc.nat({ max: UNITS - 1 });
const fen = fc.integer({ min: 1, max: 999_983 });
/** Whether an entry says why, should its day be locked. */
const adjusts = fc.boolean();
const part = fc.integer({ min: 1, max: 4 });
const is = <Kind extends string>(...kinds: readonly Kind[]): fc.Arbitrary<Kind> => fc.constantFrom(...kinds);
const among = (many: readonly unknown[]): fc.Arbitrary<number> => fc.nat({ max: many.length - 1 });

const MOVE: fc.Arbitrary<Move> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: is('place'), unit, channel: among(CHANNELS), funding: among(FUNDINGS), fen, day, adjusts }) },
  // Two units, and the top above them.
  { weight: 2, arbitrary: fc.record({ kind: is('lock-period'), unit: fc.nat({ max: UNITS }), month: fc.nat({ max: 3 }) }) },
  { weight: 9, arbitrary: fc.record({ kind: is('pay', 'refund', 'accept'), order: ordinal, day, part, adjusts }) },
  { weight: 3, arbitrary: fc.record({ kind: is('rate'), order: ordinal, day, adjusts }) },
  { weight: 2, arbitrary: fc.record({ kind: is('reattribute'), order: ordinal, day, unit }) },
  { weight: 3, arbitrary: fc.record({ kind: is('refund-too-much', 'cancel', 'void'), order: ordinal, day }) },
  { weight: 2, arbitrary: fc.record({ kind: is('correct'), order: ordinal, funding: among(FUNDINGS), fen }) },
  { weight: 4, arbitrary: fc.record({ kind: is('declare'), unit, canteenFen: fen, unionFen: fen }) },
  { weight: 9, arbitrary: fc.record({ kind: is('submit', 'submit', 'return', 'confirm', 'confirm', 'lock'), unit }) },
  { weight: 2, arbitrary: fc.record({ kind: is('household'), poor: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: is('exit'), household: ordinal, day }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: is('sale'),
      day,
      jin: fc.integer({ min: 1, max: 9_999 }),
      fen,
      reached: ordinal,
      who: ordinal,
      order: ordinal,
      adjusts,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: is('correct-sale'), sale: ordinal, jin: fc.integer({ min: 1, max: 9_999 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: is('void-sale'), sale: ordinal }) },
  { weight: 2, arbitrary: fc.record({ kind: is('project'), unit, day }) },
  { weight: 6, arbitrary: fc.record({ kind: is('reach', 'reach', 'reopen'), project: ordinal, stage: fc.nat({ max: 1 }), day }) },
  { weight: 2, arbitrary: fc.record({ kind: is('visit', 'training', 'donation'), day, amount: fc.integer({ min: 1, max: 5_000 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: is('again') }) },
);

/** A history, and where it is looked at: after which share of its commands, up to which day, and by which filters. */
export interface History {
  readonly moves: readonly Move[];
  readonly cut: number;
  readonly to: number;
  readonly funding: number;
  readonly channel: number;
}

export const HISTORY: fc.Arbitrary<History> = fc.record({
  moves: fc.array(MOVE, { minLength: 1, maxLength: 24, size: 'max' }),
  cut: fc.double({ min: 0, max: 1, noNaN: true }),
  to: day,
  funding: among(FUNDINGS),
  channel: among(CHANNELS),
});
