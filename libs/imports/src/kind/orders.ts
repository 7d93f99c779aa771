import { type Planner, readRows } from '../plan/planner.js';
import { ORDER_COLUMNS } from './columns.js';
import { type OrderColumn, type OrderRow, readOrderRow } from './order/order-row.js';
import { draftOrders, orderQuestions, planOrders } from './order/plan-orders.js';

/** 采购订单: rows of one number are one order. */
export const orders: Planner = {
  columns: ORDER_COLUMNS,
  draft(table, context) {
    const rows = readRows<OrderColumn, OrderRow>(table, ORDER_COLUMNS, context, (reader, row) =>
      readOrderRow(reader, row, context.names, context.ownUnitId),
    );
    const drafts = draftOrders(rows, 'paid' in table.mapping.columns);
    return {
      questions: orderQuestions(drafts),
      plan: (answers, decided) => planOrders(drafts, { answers, decided, rights: context.rights, names: context.names }),
    };
  },
};
