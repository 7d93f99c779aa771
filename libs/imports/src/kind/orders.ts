import { type Planner, readRows } from '../plan/planner.js';
import { headTextOf } from '../table/head-text.js';
import { ORDER_COLUMNS } from './columns.js';
import { draftOrders } from './order/draft-orders.js';
import { type OrderColumn, type OrderRow, readOrderRow } from './order/order-row.js';
import { orderQuestions, planOrders } from './order/plan-orders.js';

/** The alias of 金额 that may as well be what was paid for the whole order. */
const ACTUALLY_PAID = '实付金额';

/** 采购订单: rows of one number are one order. */
export const orders: Planner = {
  columns: ORDER_COLUMNS,
  draft(table, context) {
    const rows = readRows<OrderColumn, OrderRow>(table, ORDER_COLUMNS, context, (reader, row) =>
      readOrderRow(reader, row, context.names, context.ownUnitId),
    );
    const { paid, amount } = table.mapping.columns;
    const isActuallyPaid = amount !== undefined && headTextOf(amount.text).base === ACTUALLY_PAID;
    const drafts = draftOrders(rows, { hasPaidAmounts: paid !== undefined, isActuallyPaid });
    return {
      questions: orderQuestions(drafts),
      plan: (answers, decided) => planOrders(drafts, { answers, decided, ...context }),
    };
  },
};
