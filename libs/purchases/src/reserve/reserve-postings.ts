import type { CanteenState, Fen, Measure, Posted, Posting } from '#contracts';

/** Amounts that count towards the figures of the year, under the canteen state they were declared with. */
export interface ConfirmedAmounts {
  readonly canteen: CanteenState;
  readonly canteenFen: Fen;
  readonly unionFen: Fen;
  readonly approximate: boolean;
}

/** What a reserve counts as at present. */
export interface Counting {
  /** The canteen state it is filed under; `null` while it is not filed. */
  readonly filedAs: CanteenState | null;
  /** What counts now; `null` before the first confirmation. */
  readonly confirmed: ConfirmedAmounts | null;
}

/** All that a reserve should have added to the figures (contract §4 and §9, Reserve). */
export function targetPostings({ filedAs, confirmed }: Counting): Posting[] {
  const filed = filedAs === null ? [] : [posting('reserve.filed', 1, filedAs)];
  if (confirmed === null) return filed;
  const { canteen, canteenFen, unionFen, approximate } = confirmed;
  return [
    ...filed,
    posting('reserve.approved', 1, canteen),
    posting('reserve.canteen', canteenFen, canteen, approximate),
    posting('reserve.union', unionFen, canteen, approximate),
  ];
}

/**
 * What must be posted so that the figures come to `target`. A new version of a reserve takes effect on the day of its
 * confirmation, so the day on which the old amounts were posted does not matter.
 */
export function difference(target: readonly Posting[], posted: Posted): Posting[] {
  const net = new Map<string, Posting>();
  const add = ({ measure, delta, under, approximate = false }: Posting, sign: 1 | -1): void => {
    const key = [measure, under?.kind, approximate].join(' ');
    const before = net.get(key)?.delta ?? 0;
    net.set(key, posting(measure, before + sign * delta, under?.kind, approximate));
  };
  for (const one of posted) add(one, -1);
  for (const one of target) add(one, 1);
  return [...net.values()].filter(({ delta }) => delta !== 0);
}

function posting(measure: Measure, delta: number, kind: string | undefined, approximate = false): Posting {
  return { measure, delta, under: kind === undefined ? {} : { kind }, ...(approximate ? { approximate } : {}) };
}
