import type { BusinessDay } from '#contracts';
import { type DayCell, type LockFindings, lockFindings, NO_FINDINGS, nothingToAdjust } from '../../plan/adjustment-cells.js';
import type { DayRight, EntryRights } from '../../plan/entry-rights.js';
import { ORDER_COLUMNS } from '../columns.js';
import type { BlockedOrder, OrderDraft } from './order-draft.js';
import type { OrderRow } from './order-row.js';

/** What the locks and the right of whoever imports come to for one order. */
export interface OrderRights {
  findingsOf(row: OrderRow): LockFindings;
  /** Why an entry of a day is an adjustment, or goes with one; `undefined` where it does neither. */
  reasonOn(day: BusinessDay): string | undefined;
}

const FREE: OrderRights = { findingsOf: () => NO_FINDINGS, reasonOn: () => undefined };

/** The days of a row on which amounts would be put. */
const DAYS = ['day', 'paidOn', 'acceptedOn', 'ratedOn', 'refundedOn'] as const;

/**
 * Holds the days of an order against the locks: the person is told before anything is entered what the ledger would say. An
 * order with a locked day is the reviewer's above as a whole, its open days entered beside the adjustments (ADR 10).
 */
export function orderRights(draft: OrderDraft, rights: EntryRights): OrderRights {
  const { rows, reasons } = draft.group;
  const { unitId, occurredOn } = draft.identity;
  const [reason] = reasons;
  const rightOn = (day: BusinessDay): DayRight => rights.ofOrder(unitId, occurredOn, day);
  if (rights.isOpen && reason === undefined && rightOn(occurredOn).kind === 'entry') return FREE;
  const cells = new Map(rows.map((row) => [row, dayCells(row, draft, rights)]));
  const all = [...cells.values()].flat().map(({ right }) => right.kind);
  const isOrdinary = all.every((kind) => kind === 'entry');
  const isLocked = all.some((kind) => kind === 'adjustment' || kind === 'locked');
  const isTheirs = (kind: DayRight['kind']): boolean => kind === 'adjustment' || (isLocked && kind === 'others');
  const reasonColumn = ORDER_COLUMNS.adjustmentReason.header;
  return {
    findingsOf: (row) => {
      const own = row.adjustmentReason;
      if (isOrdinary && own !== undefined) return { problems: [nothingToAdjust(reasonColumn, own)], warnings: [] };
      const told = (cells.get(row) ?? []).filter(({ right }) => !isLocked || right.kind !== 'others');
      return lockFindings(told, reasonColumn, reason !== undefined);
    },
    reasonOn: (day) => (isTheirs(rightOn(day).kind) ? reason : undefined),
  };
}

/**
 * The same of a row of an order that must be mended first, as far as it can be told: what a rating completes only a whole order
 * tells, and whose a day is only a unit that is the caller's own.
 */
export function blockedFindings({ group: { reasons } }: BlockedOrder, row: OrderRow, rights: EntryRights): LockFindings {
  const { unitId, day: occurredOn, problems } = row;
  const isTold = unitId !== undefined && occurredOn !== undefined && !problems.some(({ column }) => column === ORDER_COLUMNS.unit.header);
  if (rights.isOpen || !isTold) return NO_FINDINGS;
  const cells = DAYS.filter((key) => key !== 'ratedOn').flatMap((key): DayCell[] => {
    const day = row[key];
    return day === undefined ? [] : [{ column: ORDER_COLUMNS[key].header, day, right: rights.ofOrder(unitId, occurredOn, day) }];
  });
  const locked = cells.filter(({ right }) => right.kind !== 'others');
  return lockFindings(locked, ORDER_COLUMNS.adjustmentReason.header, reasons.length > 0);
}

function dayCells(row: OrderRow, draft: OrderDraft, rights: EntryRights): DayCell[] {
  const { unitId, occurredOn } = draft.identity;
  return DAYS.flatMap((key): DayCell[] => {
    const day = row[key];
    if (day === undefined) return [];
    // A rating that moves no amount is no adjustment (ADR 10).
    const isFree = key === 'ratedOn' && !completes(draft, day);
    const right = isFree ? rights.withoutAmount(unitId, occurredOn) : rights.ofOrder(unitId, occurredOn, day);
    return [{ column: ORDER_COLUMNS[key].header, day, right }];
  });
}

/** Whether a rating completes an order: what was accepted is then completed on its day. */
function completes({ payments, totalFen }: OrderDraft, ratedOn: BusinessDay): boolean {
  const paidFen = payments.reduce((sum, { paidOn, amountFen }) => (paidOn <= ratedOn ? sum + amountFen : sum), 0);
  return paidFen >= totalFen;
}
