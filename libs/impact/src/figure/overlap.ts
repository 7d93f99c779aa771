import { dayOfNumber } from '#contracts';
import { placeholders, type SqlSession } from '#persistence';
import { type RowWithDimensions, rowsOf } from './evidence.js';
import { lastDayOf } from './figure-filters.js';
import { ANYTHING, oneOf, type Part } from './slice.js';
import { counting, groupBy, net, type SpecialContext, type SpecialRows } from './special-rows.js';

const LINKED: Part = { measures: ['sale.linked'], period: 'flow' };
/** Orders asked for in one statement. */
const AT_ONCE = 256;
/** Beyond this many orders all linked sales are read: naming them would cost more. */
const MOST_NAMED = 1_024;

/**
 * 购销重复额: per linked sale the smaller of its amount and what earlier linked sales have left of its order. What a sale
 * takes is decided among all sales of the order up to the last day asked for, whatever is filtered: so parts add up, and a
 * later sale never changes an earlier one.
 */
export async function overlap(context: SpecialContext): Promise<SpecialRows> {
  const { session, slice, dimensions } = context;
  const rows = await rowsOf(session, slice(LINKED), dimensions);
  if (rows.length === 0) return { rows, decide: (linked) => [...linked] };
  const shares = await sharesOf(context, [...new Set(rows.map((row) => row.member ?? ''))]);
  return { rows, decide: (linked) => linked.flatMap((row) => evidence(row, shares)) };
}

function evidence(row: RowWithDimensions, shares: ReadonlyMap<string, number>): RowWithDimensions[] {
  const both = shares.get(rowKey(row)) ?? 0;
  return both === 0 ? [] : [counting(row, both)];
}

/** What each sale counts twice, by the row that is its evidence. */
async function sharesOf({ session, slice, filters }: SpecialContext, orders: readonly string[]): Promise<Map<string, number>> {
  const upTo = slice(LINKED, { to: dayOfNumber(lastDayOf(filters)) });
  const all = await rowsOf(session, upTo, [], orders.length > MOST_NAMED ? ANYTHING : oneOf('x.member', orders));
  const left = await orderTotals(session, orders, upTo.knowledge?.knownAtMs);
  const shares = new Map<string, number>();
  // A correction may have moved a sale to another day, village or order: each is a part of its own, and all but one are 0.
  for (const part of groupBy(all, (row) => JSON.stringify([row.subject, row.member, row.day, row.cell])).values()) {
    const proof = part.findLast((row) => row.delta > 0);
    if (proof === undefined) continue;
    const open = left.get(proof.member ?? '') ?? 0;
    const both = Math.max(0, Math.min(net(part), open));
    left.set(proof.member ?? '', open - both);
    if (both > 0) shares.set(rowKey(proof), both);
  }
  return shares;
}

function rowKey(row: RowWithDimensions): string {
  return `${row.log}-${row.position}-${row.ordinal}`;
}

async function orderTotals(
  session: SqlSession,
  orderIds: readonly string[],
  knownAtMs = Number.MAX_SAFE_INTEGER,
): Promise<Map<string, number>> {
  const totals = new Map<string, number>();
  for (let from = 0; from < orderIds.length; from += AT_ONCE) {
    const list = placeholders(orderIds.slice(from, from + AT_ONCE).map((orderId) => `order-${orderId}`));
    const rows = await session.all<{ subject: string; total: number | string }>(
      `SELECT o.subject, SUM(o.delta) AS total FROM impact_ordered o WHERE o.subject IN ${list.sql} AND o.recorded_at <= ? GROUP BY o.subject`,
      [...list.params, knownAtMs],
    );
    for (const { subject, total } of rows) totals.set(subject.slice('order-'.length), Number(total));
  }
  return totals;
}
