import type { DemoRequest, DemoRun } from '../demo-request.js';
import { SHANYANG, unitId, UNITS, ZHOUZHI } from './places.js';

const FUNDINGS = ['canteen', 'union', 'personal', 'contractor', 'other'] as const;

/** Goods of the demonstration; prices are invented. */
const GOODS = [
  { product: '猕猴桃', category: 'fruit', unit: '斤', fenPerUnit: 450 },
  { product: '面粉', category: 'grain-oil', unit: '公斤', fenPerUnit: 520 },
  { product: '香菇', category: 'mushroom-dry', unit: '公斤', fenPerUnit: 6_800 },
  { product: '核桃', category: 'processed', unit: '斤', fenPerUnit: 1_800 },
  { product: '土鸡蛋', category: 'meat-egg-dairy', unit: '箱', fenPerUnit: 9_600, packGrams: 7_500 },
  { product: '茯茶', category: 'tea-drink', unit: '盒', fenPerUnit: 12_000 },
] as const;

const MONTHS = [2, 4, 6, 9, 11];

/** 采购订单: five a year and unit on 832, two elsewhere; with every kind of step (amounts invented). */
export function orders(run: DemoRun): DemoRequest[] {
  const requests: DemoRequest[] = [];
  for (const year of [2019, 2020]) {
    UNITS.forEach((_, unit) => {
      MONTHS.forEach((month, turn) => requests.push(...completedOrder(run, { year, unit, month, turn })));
      requests.push(...elsewhere(run, year, unit));
    });
  }
  return [...requests, ...exceptions(run)];
}

interface Place {
  readonly year: number;
  readonly unit: number;
  readonly month: number;
  readonly turn: number;
}

function day(year: number, month: number, ofMonth: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(ofMonth).padStart(2, '0')}`;
}

function bodyOf(run: DemoRun, { year, unit, month, turn }: Place): { id: string; totalFen: number; body: object } {
  const goods = GOODS[(unit + turn) % GOODS.length] ?? GOODS[0];
  const quantity = 120 + unit * 15 + turn * 20 + (year - 2019) * 40;
  const { fenPerUnit, ...line } = goods;
  const amountFen = quantity * fenPerUnit;
  const id = run.id(`order-${year}-${unit + 1}-${turn + 1}`);
  const body = {
    id,
    unitId: unitId(run, unit),
    channel: '832',
    platformOrderNo: `${id}-no`,
    supplierName: turn % 2 === 0 ? '示例周至果业合作社' : '示例山阳农产品公司',
    supplierCountyCode: turn % 2 === 0 ? ZHOUZHI : SHANYANG,
    originCountyCode: turn % 2 === 0 ? ZHOUZHI : SHANYANG,
    funding: FUNDINGS[(unit + turn) % FUNDINGS.length],
    settlement: turn % 3 === 0 ? 'postpaid' : 'prepaid',
    occurredOn: day(year, month, 3 + turn),
    lines: [{ ...line, recognised: true, quantity, amountFen }],
    freightFen: 1_200,
  };
  return { id, totalFen: amountFen + 1_200, body };
}

function completedOrder(run: DemoRun, place: Place): DemoRequest[] {
  const { id, totalFen, body } = bodyOf(run, place);
  const { year, month, unit, turn } = place;
  const path = `/api/orders/${id}`;
  const steps: DemoRequest[] = [
    { path: '/api/orders', body },
    { path: `${path}/contract`, body: { occurredOn: day(year, month, 9) } },
    { path: `${path}/payments`, body: { amountFen: totalFen, occurredOn: day(year, month, 12) } },
    { path: `${path}/shipment`, body: { occurredOn: day(year, month, 14) } },
    { path: `${path}/acceptance`, body: { occurredOn: day(year, month, 18) } },
  ];
  // Some orders stay unrated: the gap between what was paid and what counts as completed.
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

/** One order that was re-attributed, one cancelled, one void. */
function exceptions(run: DemoRun): DemoRequest[] {
  const moved = bodyOf(run, { year: 2020, unit: 0, month: 10, turn: 5 });
  const cancelled = bodyOf(run, { year: 2020, unit: 1, month: 10, turn: 6 });
  const voided = bodyOf(run, { year: 2020, unit: 2, month: 10, turn: 7 });
  return [
    { path: '/api/orders', body: moved.body },
    { path: `/api/orders/${moved.id}/payments`, body: { amountFen: moved.totalFen, occurredOn: '2020-10-20' } },
    {
      path: `/api/orders/${moved.id}/reattribution`,
      body: {
        toUnitId: unitId(run, 9),
        reason: '示例：下单时选错所属预算单位',
        evidence: [run.fileOf('reattribution')],
        occurredOn: '2020-10-28',
      },
    },
    { path: '/api/orders', body: cancelled.body },
    { path: `/api/orders/${cancelled.id}/cancel`, body: { reason: '示例：供应商缺货', occurredOn: '2020-10-16' } },
    { path: '/api/orders', body: voided.body },
    { path: `/api/orders/${voided.id}/payments`, body: { amountFen: voided.totalFen, occurredOn: '2020-10-20' } },
    { path: `/api/orders/${voided.id}/void`, body: { reason: '示例：重复登记', occurredOn: '2020-10-30' } },
  ];
}
