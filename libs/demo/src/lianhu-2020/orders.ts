import type { DemoRequest, DemoRun } from '../demo-request.js';
import { fundingOf, SHANYANG, unitId, UNITS, ZHOUZHI } from './places.js';

/** Goods of the demonstration; prices are invented. */
const GOODS = [
  { product: '猕猴桃', category: 'fruit', unit: '斤', fenPerUnit: 450 },
  { product: '面粉', category: 'grain-oil', unit: '公斤', fenPerUnit: 520 },
  { product: '香菇', category: 'mushroom-dry', unit: '公斤', fenPerUnit: 6_800 },
  { product: '核桃', category: 'processed', unit: '斤', fenPerUnit: 1_800 },
  { product: '土鸡蛋', category: 'meat-egg-dairy', unit: '箱', fenPerUnit: 9_600, packGrams: 7_500 },
  { product: '茯茶', category: 'tea-drink', unit: '盒', fenPerUnit: 12_000 },
] as const;

const FREIGHT_FEN = 1_200;

/** Months of a unit's five 832 orders. The platform opened for trial in October 2019, so 2019 has its last quarter only. */
const MONTHS: Readonly<Record<number, readonly number[]>> = { 2019: [10, 10, 11, 11, 12], 2020: [2, 4, 6, 9, 11] };

/** 采购订单: five a year and unit on 832, two elsewhere (units, suppliers, days and amounts are invented). */
export function orders(run: DemoRun): DemoRequest[] {
  return Object.entries(MONTHS).flatMap(([year, months]) =>
    UNITS.flatMap((_, unit) => [
      ...months.flatMap((month, turn) => settledOrder(run, { year: Number(year), unit, month, turn })),
      ...elsewhere(run, Number(year), unit),
    ]),
  );
}

/** Which order it is: the `turn`-th of a unit in a year. */
export interface Place {
  readonly year: number;
  readonly unit: number;
  readonly month: number;
  readonly turn: number;
}

/** An order as entered, and what its steps need to know of it. */
export interface Draft {
  readonly path: string;
  readonly totalFen: number;
  readonly place: DemoRequest;
  readonly line: { readonly quantity: number; readonly amountFen: number };
}

export function day(year: number, month: number, ofMonth: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(ofMonth).padStart(2, '0')}`;
}

/** An 832 order. @param times a slip of the keyboard: the quantity entered so many times too large */
export function draft832(run: DemoRun, { year, unit, month, turn }: Place, times = 1): Draft {
  const { fenPerUnit, ...goods } = GOODS[(unit + turn) % GOODS.length] ?? GOODS[0];
  const quantity = (120 + unit * 15 + turn * 20 + (year - 2019) * 40) * times;
  const line = { ...goods, recognised: true, quantity, amountFen: quantity * fenPerUnit };
  const id = run.id(`order-${year}-${unit + 1}-${turn + 1}`);
  const fromZhouzhi = turn % 2 === 0;
  const body = {
    id,
    unitId: unitId(run, unit),
    channel: '832',
    platformOrderNo: `DEMO-${year}-${String(unit + 1).padStart(2, '0')}-${turn + 1}`,
    supplierName: fromZhouzhi ? '示例周至果业合作社' : '示例山阳农产品公司',
    supplierCountyCode: fromZhouzhi ? ZHOUZHI : SHANYANG,
    originCountyCode: fromZhouzhi ? ZHOUZHI : SHANYANG,
    funding: fundingOf(unit, turn),
    settlement: turn % 3 === 0 ? 'postpaid' : 'prepaid',
    occurredOn: day(year, month, 3 + turn),
    lines: [line],
    freightFen: FREIGHT_FEN,
  };
  return { path: `/api/orders/${id}`, totalFen: line.amountFen + FREIGHT_FEN, place: { path: '/api/orders', body }, line };
}

/** An order that went its whole way; every fourth is not rated, some are refunded in part. */
function settledOrder(run: DemoRun, place: Place): DemoRequest[] {
  const { path, totalFen, place: placed } = draft832(run, place);
  const { year, month, unit, turn } = place;
  const steps: DemoRequest[] = [
    placed,
    { path: `${path}/contract`, body: { occurredOn: day(year, month, 9) } },
    { path: `${path}/payments`, body: { amountFen: totalFen, occurredOn: day(year, month, 12) } },
    { path: `${path}/shipment`, body: { occurredOn: day(year, month, 14) } },
    { path: `${path}/acceptance`, body: { occurredOn: day(year, month, 18) } },
  ];
  // The gap between what was paid and what counts as completed.
  if ((unit + turn) % 4 !== 3) steps.push({ path: `${path}/rating`, body: { stars: 5, occurredOn: day(year, month, 20) } });
  if ((unit + turn) % 7 === 2) {
    steps.push({ path: `${path}/refunds`, body: { amountFen: 5_000, reason: '示例：部分破损', occurredOn: day(year, month, 25) } });
  }
  return steps;
}

/** Purchases outside 832: reported apart, never in the 832 ratio. */
function elsewhere(run: DemoRun, year: number, unit: number): DemoRequest[] {
  return (['other-platform', 'offline'] as const).flatMap((channel, turn) => {
    const id = run.id(`order-${year}-${unit + 1}-${channel}`);
    const amountFen = 60_000 + unit * 2_500;
    const body = {
      id,
      unitId: unitId(run, unit),
      channel,
      supplierName: '示例社区农产品店',
      originCountyCode: ZHOUZHI,
      funding: turn === 0 ? 'union' : 'personal',
      settlement: 'postpaid',
      occurredOn: day(year, 8 + turn, 15),
      lines: [{ product: '猕猴桃', category: 'fruit', quantity: 20, unit: '箱', packGrams: 5_000, amountFen }],
    };
    return [
      { path: '/api/orders', body },
      { path: `/api/orders/${id}/payments`, body: { amountFen, occurredOn: day(year, 8 + turn, 20) } },
    ];
  });
}
