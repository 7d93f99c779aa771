import { type Fen, type OrderFacts, type OrderLine, type ProblemItem, type ProductCategory, toGrams } from '#contracts';
import type { OrderLineBody } from '#contracts/commands';
import { add, NO_PARTS, type Parts, spread, spreadWithin } from './amounts.js';

/** A line as entered, with its weight where its unit has one. */
export function lineOf(body: OrderLineBody): OrderLine {
  return {
    product: body.product,
    category: body.category,
    recognised: body.recognised ?? false,
    quantity: body.quantity,
    unit: body.unit,
    packGrams: body.packGrams ?? null,
    grams: toGrams(body.quantity, body.unit, body.packGrams ?? undefined) ?? null,
    amountFen: body.amountFen,
  };
}

/** Σ lines + freight − discount. */
export function totalOfLines(lines: readonly OrderLine[], freightFen: Fen, discountFen: Fen): Fen {
  return lines.reduce((sum, line) => sum + line.amountFen, 0) + freightFen - discountFen;
}

/** What is wrong with amounts and weights. */
export function amountProblems({ lines, totalFen, freightFen, discountFen }: OrderFacts): ProblemItem[] {
  const goods = lines.reduce((sum, line) => sum + line.amountFen, 0);
  const grams = lines.reduce((sum, line) => sum + (line.grams ?? 0), 0);
  const whole = [goods, grams, goods + freightFen, discountFen, totalFen].every((amount) => Number.isSafeInteger(amount));
  if (!whole) return [{ code: 'ORDER.TOTAL_TOO_LARGE', path: 'lines', params: { field: 'lines', most: Number.MAX_SAFE_INTEGER } }];
  return totalFen > 0 ? [] : [{ code: 'ORDER.TOTAL_NOT_POSITIVE', path: 'lines', params: { totalFen } }];
}

/** The total by category: freight and discount each lie on the lines by their amount (contract §9, Orders). */
export function partsOf({ lines, freightFen, discountFen }: OrderFacts): Parts {
  const goods = lines.map((line) => line.amountFen);
  const freight = spread(freightFen, goods);
  const dear = goods.map((amount, index) => amount + (freight[index] ?? 0));
  const discount = spreadWithin(discountFen, goods, dear);
  return lines.reduce<Parts>(
    (parts, line, index) => add(parts, new Map<ProductCategory, Fen>([[line.category, (dear[index] ?? 0) - (discount[index] ?? 0)]])),
    NO_PARTS,
  );
}
