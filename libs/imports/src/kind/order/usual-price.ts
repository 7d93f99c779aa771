import { type Fen, squeezed, usualPrice } from '#contracts';

/** Slips people make: 斤 for 公斤, 公斤 for 吨 or 克, 元 for 万元 — with how near a price must come to one. */
const SLIPS: readonly { readonly factor: number; readonly tolerance: number }[] = [
  { factor: 2, tolerance: 0.15 },
  { factor: 1_000, tolerance: 0.4 },
  { factor: 10_000, tolerance: 0.4 },
];

/** What one row says a kilogram costs. */
export interface Price {
  readonly row: number;
  readonly product: string;
  readonly fenPerKg: number;
}

export interface Implausible extends Price {
  readonly usualFenPerKg: Fen;
  readonly factor: number;
}

/**
 * Rows whose price per kilogram is off by a factor that is a slip of the unit, against what the ledger knows of the
 * product, else against the other rows of the file where these agree. Only ever a warning.
 */
export function implausible(prices: readonly Price[], known: ReadonlyMap<string, Fen>): Implausible[] {
  const byProduct = new Map<string, Price[]>();
  for (const price of prices) {
    const product = squeezed(price.product);
    const there = byProduct.get(product);
    if (there === undefined) byProduct.set(product, [price]);
    else there.push(price);
  }
  return [...byProduct].flatMap(([product, rows]) => {
    const usual = known.get(product) ?? usualPrice(rows.map(({ fenPerKg }) => fenPerKg));
    return usual === undefined ? [] : rows.flatMap((price) => slipOf(price, usual) ?? []);
  });
}

function slipOf(price: Price, usualFenPerKg: Fen): Implausible | undefined {
  const ratio = price.fenPerKg / usualFenPerKg;
  const off = Math.max(ratio, 1 / ratio);
  const slip = SLIPS.find(({ factor, tolerance }) => Math.abs(off / factor - 1) <= tolerance);
  return slip === undefined ? undefined : { ...price, usualFenPerKg, factor: slip.factor };
}
