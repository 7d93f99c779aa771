import type { Envelope } from '#contracts';
import { must } from '../result.js';
import { effectOf, SUMMARY, UNIT_MONTH } from './summary.js';

type Values = Record<string, string | number>;

/** The rows that a prefix of every partition must give, folded the plainest way. */
export class Oracle {
  readonly orders = new Map<string, Values>();
  readonly months = new Map<string, Values>();

  /** @returns the order's row as it is now */
  add(event: Envelope): Values {
    const effect = effectOf(event);
    const order = rowOf(this.orders, effect.orderId, SUMMARY.columns, { order_id: effect.orderId });
    Object.assign(order, effect.set);
    addAll(order, effect.addToOrder);
    const month = rowOf(this.months, `${effect.unitId}|${effect.month}`, UNIT_MONTH.columns, {
      unit_id: effect.unitId,
      month: effect.month,
    });
    addAll(month, effect.addToMonth);
    return order;
  }

  /** @throws where a contender's rows are not these */
  compare(contender: string, orders: readonly Values[], months: readonly Values[]): void {
    this.compareOrders(contender, orders);
    compareRows(`${contender} ${UNIT_MONTH.name}`, this.months, months, (row) => `${row['unit_id']}|${row['month']}`);
  }

  /** @throws where the rows of the orders are not these */
  compareOrders(contender: string, orders: readonly Values[]): void {
    compareRows(`${contender} ${SUMMARY.name}`, this.orders, orders, (row) => String(row['order_id']));
  }
}

function rowOf(rows: Map<string, Values>, key: string, columns: typeof SUMMARY.columns, own: Values): Values {
  const known = rows.get(key);
  if (known !== undefined) return known;
  const fresh: Values = {};
  for (const column of columns) fresh[column.name] = own[column.name] ?? column.default ?? '';
  rows.set(key, fresh);
  return fresh;
}

function addAll(row: Values, amounts: Readonly<Record<string, number>>): void {
  for (const [column, amount] of Object.entries(amounts)) row[column] = Number(row[column] ?? 0) + amount;
}

function compareRows(what: string, wanted: ReadonlyMap<string, Values>, found: readonly Values[], keyOf: (row: Values) => string): void {
  must(found.length === wanted.size, `${what} has ${found.length} rows instead of ${wanted.size}`);
  for (const row of found) {
    const right = wanted.get(keyOf(row));
    for (const [column, value] of Object.entries(row)) {
      must(right?.[column] === value, `${what} ${keyOf(row)}: ${column} is ${value} instead of ${right?.[column] ?? 'no such row'}`);
    }
  }
}
