import { toGrams, type Fen, type OrderFacts, type OrderLine, type ProblemItem } from '#contracts';
import type { OrderLineBody } from '#contracts/commands';
import { NO_PARTS, plus, spread, type Parts } from './amounts.js';

type Lines = Pick<OrderFacts, 'lines' | 'freightFen' | 'discountFen' | 'totalFen' | 'grams' | 'unconvertedLines'>;

/** A line as entered, with its weight where its unit has one. */
export function lineOf(body: OrderLineBody): OrderLine {
  const packGrams = body.packGrams ?? null;
  return {
    product: body.product,
    category: body.category,
    recognised: body.recognised ?? false,
    quantity: body.quantity,
    unit: body.unit,
    packGrams,
    grams: toGrams(body.quantity, body.unit, body.packGrams ?? undefined) ?? null,
    amountFen: body.amountFen,
  };
}

/** The lines with what follows from them: total = Σ lines + freight − discount, weight, and how many have none. */
export function withSums(lines: readonly OrderLine[], freightFen: Fen, discountFen: Fen): Lines {
  const goodsFen = lines.reduce((sum, line) => sum + line.amountFen, 0);
  const weighed = lines.flatMap((line) => (line.grams === null ? [] : [line.grams]));
  return {
    lines,
    freightFen,
    discountFen,
    totalFen: goodsFen + freightFen - discountFen,
    grams: weighed.reduce((sum, grams) => sum + grams, 0),
    unconvertedLines: lines.length - weighed.length,
  };
}

/**
 * What is wrong with amounts and weights: a sum that the ledger cannot keep exactly (2^53 and more), or a total that is
 * not above 0. @param prefix of the paths: empty, or `changes.`
 */
export function amountProblems({ lines, freightFen, totalFen, discountFen, grams }: Lines, prefix = ''): ProblemItem[] {
  const most = Number.MAX_SAFE_INTEGER;
  const tooLarge = (field: string): ProblemItem => ({ code: 'ORDER.TOTAL_TOO_LARGE', path: `${prefix}lines`, params: { field, most } });
  const problems: ProblemItem[] = grams > most ? [tooLarge('quantity')] : [];
  // The sum before the discount is checked too: past 2^53 the total itself would no longer be exact.
  if (totalFen + discountFen > most || lines.reduce((sum, line) => sum + line.amountFen, freightFen) > most) {
    return [...problems, tooLarge('amountFen')];
  }
  if (totalFen > 0) return problems;
  return [...problems, { code: 'ORDER.TOTAL_NOT_POSITIVE', path: `${prefix}lines`, params: { totalFen } }];
}

/**
 * The total by category: freight and discount are each spread over the lines by amount (contract §9, Orders).
 * The parts sum exactly to the total and none is below 0.
 */
export function partsOf({ lines, freightFen, discountFen }: Pick<Lines, 'lines' | 'freightFen' | 'discountFen'>): Parts {
  const amounts = lines.map((line) => line.amountFen);
  const freight = spread(freightFen, amounts);
  const discount = spread(discountFen, amounts);
  const parts = lines.reduce<Parts>((sum, { category, amountFen }, index) => {
    const part = amountFen + (freight[index] ?? 0) - (discount[index] ?? 0);
    return plus(sum, new Map([[category, part]]));
  }, NO_PARTS);
  return withoutDebts(parts);
}

/** Two roundings can leave a category a fen or two below 0; the largest one bears it. */
function withoutDebts(parts: Parts): Parts {
  let debt = 0;
  const settled = new Map(parts);
  for (const [category, part] of parts) {
    if (part >= 0) continue;
    debt -= part;
    settled.set(category, 0);
  }
  const [largest] = [...settled].sort(([, one], [, other]) => other - one);
  if (largest !== undefined) settled.set(largest[0], largest[1] - debt);
  return settled;
}
