import type { ProblemCode, ProblemParams } from '#contracts';
import type { CellProblem } from '../../plan/plan.js';
import { shownOf } from '../../plan/planner.js';
import { ORDER_COLUMNS } from '../columns.js';
import type { OrderColumn, OrderRow } from './order-row.js';

/** The rows of one order: those of one number, or one row without a number. */
export interface OrderGroup {
  readonly orderNo?: string;
  readonly rows: readonly OrderRow[];
  /** The different reasons its rows give for an adjustment, also those that repeat another: empty says the same. */
  readonly reasons: readonly string[];
  /** Rows that repeat one above in every column, with the row they repeat. */
  readonly repeated: ReadonlyMap<number, number>;
}

/** Rows by their number, in the order of the file. */
export function groupsOf(rows: readonly OrderRow[]): OrderGroup[] {
  const groups = new Map<string, OrderRow[]>();
  rows.forEach((row) => {
    // A row whose number could not be read belongs to nobody else.
    const key = row.orderNo === undefined ? `row ${row.row}` : `number ${row.orderNo}`;
    const there = groups.get(key);
    if (there === undefined) groups.set(key, [row]);
    else there.push(row);
  });
  return [...groups.values()].map(groupOf);
}

const NONE: ReadonlyMap<number, number> = new Map();

function groupOf(rows: readonly OrderRow[]): OrderGroup {
  const orderNo = rows[0]?.orderNo;
  const reasons = valuesOf(rows, 'adjustmentReason');
  if (rows.length === 1) return { orderNo, rows, reasons, repeated: NONE };
  const firstOf = new Map<string, number>();
  const repeated = new Map<number, number>();
  for (const { row, source } of rows) {
    // Why it is adjusted is no part of what was bought.
    const shown = shownOf(source, 'adjustmentReason');
    const first = firstOf.get(shown);
    if (first === undefined) firstOf.set(shown, row);
    else repeated.set(row, first);
  }
  return { orderNo, reasons, rows: rows.filter(({ row }) => !repeated.has(row)), repeated };
}

/** The different things rows say, those that say nothing left out. */
export function valuesOf<Field extends keyof OrderRow>(rows: readonly OrderRow[], field: Field): NonNullable<OrderRow[Field]>[] {
  const values = rows.map((row) => row[field]).filter((value) => value !== undefined && value !== 0);
  return [...new Set(values)] as NonNullable<OrderRow[Field]>[];
}

/** A problem of a column, for every row of an order. */
export function problemAt(key: OrderColumn, code: ProblemCode, params: ProblemParams, suggestion?: string): CellProblem {
  const column = ORDER_COLUMNS[key].header;
  return { column, code, params: { column, ...params }, ...(suggestion === undefined ? {} : { suggestion }) };
}
