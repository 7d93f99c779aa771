import type { DemoRequest, DemoRun } from '../demo-request.js';
import { draft832 } from './orders.js';
import { unitId, ZHOUZHI } from './places.js';

/** What does not go its usual way: each kind of step and of ending once, all of 2020 and all invented. */
export function exceptionalOrders(run: DemoRun): DemoRequest[] {
  return [...moved(run), ...cancelled(run), ...voided(run), ...corrected(run), ...deferred(run), ...returned(run), ...unfinished(run)];
}

/** 修改所属预算单位 */
function moved(run: DemoRun): DemoRequest[] {
  const { path, totalFen, place } = draft832(run, { year: 2020, unit: 0, month: 10, turn: 5 });
  const evidence = [run.fileOf('reattribution')];
  return [
    place,
    { path: `${path}/payments`, body: { amountFen: totalFen, occurredOn: '2020-10-20' } },
    {
      path: `${path}/reattribution`,
      body: { toUnitId: unitId(run, 9), reason: '示例：下单时选错所属预算单位', evidence, occurredOn: '2020-10-28' },
    },
  ];
}

/** 取消 before payment and shipment */
function cancelled(run: DemoRun): DemoRequest[] {
  const { path, place } = draft832(run, { year: 2020, unit: 1, month: 10, turn: 6 });
  return [place, { path: `${path}/cancel`, body: { reason: '示例：供应商缺货', occurredOn: '2020-10-16' } }];
}

/** 作废 of a paid order */
function voided(run: DemoRun): DemoRequest[] {
  const { path, totalFen, place } = draft832(run, { year: 2020, unit: 2, month: 10, turn: 7 });
  return [
    place,
    { path: `${path}/payments`, body: { amountFen: totalFen, occurredOn: '2020-10-20' } },
    { path: `${path}/void`, body: { reason: '示例：重复登记', occurredOn: '2020-10-30' } },
  ];
}

/** 更正: ten times the quantity, seen before it was paid */
function corrected(run: DemoRun): DemoRequest[] {
  const at = { year: 2020, unit: 3, month: 10, turn: 8 };
  const { path, place } = draft832(run, at, 10);
  const { line, totalFen } = draft832(run, at);
  return [
    place,
    { path: `${path}/correction`, body: { reason: '示例：数量多录一个零', changes: { lines: [line] }, occurredOn: '2020-10-12' } },
    { path: `${path}/payments`, body: { amountFen: totalFen, occurredOn: '2020-10-19' } },
  ];
}

/** 延迟付款: paid on the 38th day, within 30 + 15 */
function deferred(run: DemoRun): DemoRequest[] {
  const { path, totalFen, place } = draft832(run, { year: 2020, unit: 4, month: 11, turn: 7 });
  return [
    place,
    { path: `${path}/payment-deferral`, body: { occurredOn: '2020-12-05' } },
    { path: `${path}/payments`, body: { amountFen: totalFen, occurredOn: '2020-12-18' } },
    { path: `${path}/shipment`, body: { occurredOn: '2020-12-21' } },
    { path: `${path}/acceptance`, body: { occurredOn: '2020-12-25' } },
  ];
}

/** 全额退款 before anything was accepted */
function returned(run: DemoRun): DemoRequest[] {
  const { path, totalFen, place } = draft832(run, { year: 2020, unit: 6, month: 10, turn: 7 });
  return [
    place,
    { path: `${path}/payments`, body: { amountFen: totalFen, occurredOn: '2020-10-15' } },
    { path: `${path}/refunds`, body: { amountFen: totalFen, reason: '示例：未能按期发货', occurredOn: '2020-10-29' } },
  ];
}

/** At the year's end: one accepted and paid in part, one only ordered */
function unfinished(run: DemoRun): DemoRequest[] {
  const partly = draft832(run, { year: 2020, unit: 10, month: 12, turn: 6 });
  const ordered = draft832(run, { year: 2020, unit: 11, month: 12, turn: 9 });
  return [
    partly.place,
    { path: `${partly.path}/shipment`, body: { occurredOn: '2020-12-14' } },
    { path: `${partly.path}/acceptance`, body: { occurredOn: '2020-12-17' } },
    { path: `${partly.path}/payments`, body: { amountFen: Math.floor(partly.totalFen / 2), occurredOn: '2020-12-22' } },
    ordered.place,
  ];
}

/** The order that buys from the base what a household sold: counted as purchase and as sale, so that the overlap is not 0. */
export function baseOrder(run: DemoRun): { readonly id: string; readonly requests: readonly DemoRequest[] } {
  const id = run.id('order-base');
  const amountFen = BASE_KILOS * FEN_PER_KILO;
  const path = `/api/orders/${id}`;
  const body = {
    id,
    unitId: unitId(run, 11),
    channel: 'offline',
    supplierName: '示例果业合作社',
    supplierCountyCode: ZHOUZHI,
    originCountyCode: ZHOUZHI,
    funding: 'canteen',
    settlement: 'postpaid',
    projectId: run.id('base'),
    occurredOn: '2020-11-01',
    lines: [{ product: '猕猴桃', category: 'fruit', quantity: BASE_KILOS, unit: '公斤', amountFen }],
  };
  return {
    id,
    requests: [
      { path: '/api/orders', body },
      { path: `${path}/shipment`, body: { occurredOn: '2020-11-03' } },
      { path: `${path}/acceptance`, body: { occurredOn: '2020-11-04' } },
      { path: `${path}/payments`, body: { amountFen, occurredOn: '2020-11-16' } },
    ],
  };
}

const BASE_KILOS = 1_500;
const FEN_PER_KILO = 640;
