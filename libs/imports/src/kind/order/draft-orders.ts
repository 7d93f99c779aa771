import type { MergedRange } from '../../file/sheet.js';
import type { MergedAmount } from '../../table/table.js';
import { insteadOfEmpty } from '../row-problems.js';
import { type AmountHeads, type BlockedOrder, draftOf, type OrderDraft } from './order-draft.js';
import { groupsOf, type OrderGroup, problemAt } from './order-group.js';
import type { OrderColumn, OrderRow } from './order-row.js';

/** An order of the sheet, or what of it must be mended first. */
export type Draft = OrderDraft | BlockedOrder;

/** Orders as far as the file alone can tell. */
export function draftOrders(rows: readonly OrderRow[], heads: AmountHeads): readonly Draft[] {
  return separated(groupsOf(rows)).map((group) => keptDraft(group, heads));
}

/** What was made of rows that are the very same ones still holds: an edit leaves all orders but a few as they were. */
const drafts = new WeakMap<OrderRow, { readonly draft: Draft; readonly heads: AmountHeads }>();

function keptDraft(group: OrderGroup, heads: AmountHeads): Draft {
  const [first] = group.rows;
  const kept = first === undefined ? undefined : drafts.get(first);
  if (kept !== undefined && isSameHeads(kept.heads, heads) && isSame(kept.draft.group, group)) return kept.draft;
  const draft = draftOf(group, heads);
  if (first !== undefined) drafts.set(first, { draft, heads });
  return draft;
}

function isSameHeads(one: AmountHeads, other: AmountHeads): boolean {
  return one.hasPaidAmounts === other.hasPaidAmounts && one.isActuallyPaid === other.isActuallyPaid;
}

function isSame(one: OrderGroup, other: OrderGroup): boolean {
  const same = one.rows.length === other.rows.length && one.rows.every((row, at) => row === other.rows[at]);
  return same && one.reasons.join() === other.reasons.join() && [...one.repeated].join() === [...other.repeated].join();
}

/**
 * A merged amount over rows of several orders cannot be divided: each of these rows says so, until it has an amount of its
 * own. That another row of the range was mended leaves open what is left for this one.
 */
function separated(groups: readonly OrderGroup[]): readonly OrderGroup[] {
  const merged = groups.flatMap(({ rows }) => rows).flatMap(({ source }) => [...(source.merged?.values() ?? [])]);
  if (merged.length === 0) return groups;
  const groupOfRow = new Map(groups.flatMap(({ rows }, group) => rows.map(({ row }) => [row, group] as const)));
  const lastRow = groups.reduce((last, { rows }) => Math.max(last, rows.at(-1)?.row ?? 0), 0);
  const shared = new Set(
    [...new Set(merged)].filter(({ fromRow, toRow }) => groupsIn({ fromRow, toRow: Math.min(toRow, lastRow) }, groupOfRow).size > 1),
  );
  return groups.map((group) => ({ ...group, rows: group.rows.map((row) => withMergedProblems(row, (range) => shared.has(range))) }));
}

/** Of the orders whose rows a range covers the first two: more are not asked for. */
function groupsIn(
  { fromRow, toRow }: Pick<MergedRange, 'fromRow' | 'toRow'>,
  groupOfRow: ReadonlyMap<number, number>,
): ReadonlySet<number> {
  const groups = new Set<number>();
  for (let row = fromRow; row <= toRow && groups.size < 2; row += 1) {
    const group = groupOfRow.get(row);
    if (group !== undefined) groups.add(group);
  }
  return groups;
}

function withMergedProblems(row: OrderRow, isShared: (range: MergedAmount) => boolean): OrderRow {
  const shared = [...(row.source.merged ?? [])].filter(([, range]) => isShared(range));
  const problems = shared.map(([key, { shown: value }]) => problemAt(key as OrderColumn, 'CELL.AMOUNT_MERGED', { value }));
  return problems.length === 0 ? row : { ...row, problems: insteadOfEmpty(problems, row.problems) };
}
