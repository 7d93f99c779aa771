import {
  decimal,
  type Fen,
  type Grams,
  isBusinessDay,
  type OrderChannel,
  type OrderFunding,
  type ProductCategory,
  type QuantityUnit,
  type Settlement,
  toGrams,
} from '#contracts';
import type { PlaceOrderBody } from '#contracts/commands';
import { decimalOf, fenOf } from '../../shared/decimal-input';

/** What is being typed: texts stay as they are until the entry is saved. */
export interface OrderForm {
  unitId: string;
  occurredOn: string;
  product: string;
  category: ProductCategory;
  supplierName: string;
  quantity: string;
  unit: QuantityUnit;
  packJin: string;
  amount: string;
  channel: OrderChannel;
  platformOrderNo: string;
  originCountyCode: string;
  funding: OrderFunding;
  settlement: Settlement;
  files: { readonly fileId: string; readonly name: string }[];
}

/** Units of quantity in the order in which they are needed. */
export const FORM_UNITS: readonly QuantityUnit[] = ['斤', '公斤', '吨', '箱', '件', '袋', '盒'];
const PACKED: readonly QuantityUnit[] = ['箱', '件', '袋', '盒', '其他'];
const GRAMS_PER_JIN = 500;

export function emptyOrder(unitId: string, today: string): OrderForm {
  return {
    unitId,
    occurredOn: today,
    product: '',
    category: 'fruit',
    supplierName: '',
    quantity: '',
    unit: '斤',
    packJin: '',
    amount: '',
    channel: '832',
    platformOrderNo: '',
    originCountyCode: '',
    funding: 'canteen',
    settlement: 'prepaid',
    files: [],
  };
}

/** The form after one entry is saved: what the next one most likely shares stays. */
export function nextOrder(form: OrderForm): OrderForm {
  return { ...form, quantity: '', amount: '', platformOrderNo: '', files: [] };
}

/** Whether a unit of quantity weighs nothing by itself. */
export function isPacked(unit: QuantityUnit): boolean {
  return PACKED.includes(unit);
}

/** The weight of what is typed; undefined while it is incomplete or has none. */
export function gramsOf({ quantity, unit, packJin }: Pick<OrderForm, 'quantity' | 'unit' | 'packJin'>): Grams | undefined {
  const number = decimalOf(quantity);
  if (number === undefined || number === 0) return undefined;
  return toGrams(number, unit, packGramsOf(packJin));
}

/** 4.92: yuan per 斤; undefined where there is no weight. */
export function pricePerJin(amountFen: Fen | undefined, grams: Grams | undefined): string | undefined {
  if (amountFen === undefined || grams === undefined || grams === 0) return undefined;
  return decimal(amountFen * GRAMS_PER_JIN, grams * 100, 2, true);
}

/** What has to be mended before anything is sent, by field: `required` or `digits`. */
export type FormErrors = Partial<Record<keyof OrderForm, 'required' | 'digits'>>;

export function errorsOf(form: OrderForm): FormErrors {
  const errors: FormErrors = {};
  const needed: readonly ('unitId' | 'product' | 'supplierName' | 'platformOrderNo')[] = [
    'unitId',
    'product',
    'supplierName',
    ...(form.channel === '832' ? (['platformOrderNo'] as const) : []),
  ];
  for (const name of needed) if (form[name].trim() === '') errors[name] = 'required';
  if (!isBusinessDay(form.occurredOn)) errors.occurredOn = 'required';
  if ((decimalOf(form.quantity) ?? 0) <= 0) errors.quantity = 'digits';
  if ((fenOf(form.amount) ?? 0) <= 0) errors.amount = 'digits';
  if (form.packJin !== '' && packGramsOf(form.packJin) === undefined) errors.packJin = 'digits';
  return errors;
}

/** The command that a form without errors is. */
export function bodyOf(form: OrderForm): PlaceOrderBody {
  const packGrams = isPacked(form.unit) ? packGramsOf(form.packJin) : undefined;
  const orderNo = form.platformOrderNo.trim();
  return {
    unitId: form.unitId,
    occurredOn: form.occurredOn,
    channel: form.channel,
    ...(orderNo === '' ? {} : { platformOrderNo: orderNo }),
    supplierName: form.supplierName.trim(),
    ...(form.originCountyCode === '' ? {} : { originCountyCode: form.originCountyCode }),
    funding: form.funding,
    settlement: form.settlement,
    lines: [
      {
        product: form.product.trim(),
        category: form.category,
        quantity: decimalOf(form.quantity) ?? 0,
        unit: form.unit,
        ...(packGrams === undefined ? {} : { packGrams }),
        amountFen: fenOf(form.amount) ?? 0,
      },
    ],
    ...(form.files.length === 0 ? {} : { evidence: form.files.map(({ fileId }) => fileId) }),
  };
}

function packGramsOf(packJin: string): Grams | undefined {
  const jin = decimalOf(packJin);
  return jin === undefined || jin === 0 ? undefined : toGrams(jin, '斤');
}
