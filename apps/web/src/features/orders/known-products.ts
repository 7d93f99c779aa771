import type { OrderForm } from './order-form';

/** What was bought with a product before on this computer: chosen again, it fills the rest in. */
export type KnownProduct = Pick<OrderForm, 'product' | 'category' | 'unit' | 'packJin' | 'supplierName' | 'originCountyCode'>;

const STORED = 'bangfu.products';
const MOST = 30;

/** Latest first. */
export function knownProducts(): KnownProduct[] {
  return JSON.parse(localStorage.getItem(STORED) ?? '[]') as KnownProduct[];
}

export function rememberProduct({ product, category, unit, packJin, supplierName, originCountyCode }: OrderForm): void {
  const known: KnownProduct = { product: product.trim(), category, unit, packJin, supplierName, originCountyCode };
  const others = knownProducts().filter((each) => each.product !== known.product);
  localStorage.setItem(STORED, JSON.stringify([known, ...others].slice(0, MOST)));
}
