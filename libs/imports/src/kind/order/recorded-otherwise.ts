import { type BusinessDay, type DatedAmount, decimal, type Fen, type RecordedOrder, squeezed } from '#contracts';
import { countyByCode } from '#contracts/counties';
import { cellText } from '../../file/sheet.js';
import type { KnownOrder } from '../../plan/known.js';
import type { Names } from '../../plan/names.js';
import type { CellProblem } from '../../plan/plan.js';
import { wordOf } from '../recorded.js';
import { CHANNEL_WORDS, FUNDING_WORDS, SETTLEMENT_WORDS } from '../vocabularies.js';
import type { BlockedOrder, OrderDraft } from './order-draft.js';
import { problemAt, valuesOf } from './order-group.js';
import type { Payment } from './order-payment.js';
import type { OrderColumn, OrderRow } from './order-row.js';

const NOTHING = '（空）';
const NONE: readonly CellProblem[] = [];

/**
 * The cells of a row in which it says something that its order, known by its number, does not have. A sheet changes nothing of
 * it, so whoever brings one is told what is not in the ledger yet. An empty cell says nothing; an older sheet, that tells only
 * some of the payments or refunds there are, says nothing else.
 */
export function recordedOtherwise(
  draft: OrderDraft | BlockedOrder,
  { recorded, occurredOn }: KnownOrder,
  names: Names,
): (row: OrderRow) => readonly CellProblem[] {
  if (recorded === undefined) return () => NONE;
  const { rows } = draft.group;
  const money = [...paidOtherwise(draft.payments ?? [], recorded), ...refundedOtherwise(rows, recorded)];
  // Rows that name several counties are imported with none.
  const isOriginTold = valuesOf(rows, 'origin').length === 1;
  return (row) => {
    const cells = [...factsOtherwise(row, recorded, { occurredOn, isOriginTold, names }), ...stepsOtherwise(row, recorded)];
    for (const { row: of, cell } of money) if (of === row.row) cells.push(cell);
    return cells;
  };
}

interface Surroundings {
  readonly occurredOn: BusinessDay;
  readonly isOriginTold: boolean;
  readonly names: Names;
}

function factsOtherwise(row: OrderRow, recorded: RecordedOrder, { occurredOn, isOriginTold, names }: Surroundings): CellProblem[] {
  const cells: CellProblem[] = [];
  const { unitId, day, supplier, origin, freightFen = 0, discountFen = 0 } = row;
  const nameOf = (id = ''): string => names.unitOf(id)?.name ?? id;
  if (unitId !== undefined && !recorded.unitIds.includes(unitId))
    cells.push(otherwise('unit', nameOf(unitId), nameOf(recorded.unitIds[0])));
  if (day !== undefined && day !== occurredOn) cells.push(otherwise('day', day, occurredOn));
  if (supplier !== undefined && squeezed(supplier) !== squeezed(recorded.supplierName))
    cells.push(otherwise('supplier', supplier, recorded.supplierName));
  if (isOriginTold && origin !== undefined && origin !== recorded.originCountyCode)
    cells.push(otherwise('origin', shown(row, 'origin'), countyName(recorded.originCountyCode)));
  for (const { column, field, show } of WORDS) {
    const said = row[field];
    if (said !== undefined && said !== recorded[field]) cells.push(otherwise(column, show(said), show(recorded[field])));
  }
  // 0 says nothing: freight and discount may stand on one row of an order only.
  if (freightFen > 0 && freightFen !== recorded.freightFen) cells.push(otherwise('freight', yuan(freightFen), yuan(recorded.freightFen)));
  if (discountFen > 0 && discountFen !== recorded.discountFen)
    cells.push(otherwise('discount', yuan(discountFen), yuan(recorded.discountFen)));
  return cells;
}

const WORDS = [
  { column: 'funding', field: 'funding', show: wordOf(FUNDING_WORDS) },
  { column: 'settlement', field: 'settlement', show: wordOf(SETTLEMENT_WORDS) },
  { column: 'channel', field: 'channel', show: wordOf(CHANNEL_WORDS) },
] as const;

function stepsOtherwise(row: OrderRow, { acceptedOn, ratings }: RecordedOrder): CellProblem[] {
  const cells: CellProblem[] = [];
  const { acceptedOn: accepted, ratedOn: rated, stars } = row;
  if (accepted !== undefined && !acceptedOn.includes(accepted)) cells.push(otherwise('acceptedOn', accepted, listed(acceptedOn)));
  if (rated === undefined) return cells;
  const days = ratings.map(({ on }) => on);
  if (!days.includes(rated)) cells.push(otherwise('ratedOn', rated, listed(days)));
  // Without stars of its own a rating has the usual ones, which nobody has said.
  const isStarred = shown(row, 'stars') !== '' && stars !== undefined;
  if (isStarred && !ratings.some((rating) => rating.stars === stars))
    cells.push(otherwise('stars', String(stars), listed(ratings.map((rating) => String(rating.stars)))));
  return cells;
}

/** A cell of an order, on the row that says it. */
interface RowCell {
  readonly row: number;
  readonly cell: CellProblem;
}

function paidOtherwise(said: readonly Payment[], { payments }: RecordedOrder): RowCell[] {
  const isKnown = isAmong(
    said.map(({ paidOn, amountFen }) => `${paidOn} ${amountFen}`),
    payments.map(({ on, amountFen }) => `${on} ${amountFen}`),
  );
  if (isKnown) return [];
  const [saidFen, recordedFen] = [sumOf(said), sumOf(payments)];
  const days = payments.map(({ on }) => on);
  return said.flatMap(({ row, paidOn }): RowCell[] => [
    ...(days.includes(paidOn) ? [] : [{ row, cell: otherwise('paidOn', paidOn, listed(days)) }]),
    ...(saidFen === recordedFen ? [] : [{ row, cell: otherwise('paid', yuan(saidFen), summed(payments)) }]),
  ]);
}

function refundedOtherwise(rows: readonly OrderRow[], { refunds }: RecordedOrder): RowCell[] {
  const said = rows.flatMap(({ row, refundFen = 0, refundedOn }) => (refundFen > 0 ? [{ row, amountFen: refundFen, on: refundedOn }] : []));
  const [amounts, recorded] = [said, refunds].map((some) => some.map(({ amountFen }) => String(amountFen)));
  const isKnown = sumOf(said) === sumOf(refunds) || isAmong(amounts ?? [], recorded ?? []);
  const days = refunds.map(({ on }) => on);
  return said.flatMap(({ row, on }): RowCell[] => [
    ...(isKnown ? [] : [{ row, cell: otherwise('refund', yuan(sumOf(said)), summed(refunds)) }]),
    ...(on === undefined || days.includes(on) ? [] : [{ row, cell: otherwise('refundedOn', on, listed(days)) }]),
  ]);
}

/** Whether each of the one is one of the other: two equal ones need two. */
function isAmong(said: readonly string[], there: readonly string[]): boolean {
  const left = [...there];
  return said.every((one) => {
    const at = left.indexOf(one);
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
}

function otherwise(column: OrderColumn, value: string, recorded: string): CellProblem {
  return problemAt(column, 'ORDER.RECORDED_OTHERWISE', { value, recorded });
}

function shown({ source }: OrderRow, column: OrderColumn): string {
  return cellText(source.cells[column]).trim();
}

function sumOf(amounts: readonly { readonly amountFen: Fen }[]): Fen {
  return amounts.reduce((sum, { amountFen }) => sum + amountFen, 0);
}

function summed(amounts: readonly DatedAmount[]): string {
  return amounts.length === 0 ? NOTHING : yuan(sumOf(amounts));
}

function countyName(code: string | null): string {
  return code === null ? NOTHING : (countyByCode(code)?.name ?? code);
}

function yuan(fen: Fen): string {
  return decimal(fen, 100, 2, true);
}

function listed(values: readonly string[]): string {
  return values.length === 0 ? NOTHING : [...new Set(values)].join('、');
}
