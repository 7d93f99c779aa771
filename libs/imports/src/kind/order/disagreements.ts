import { printYuan } from '#contracts';
import type { CellProblem } from '../../plan/plan.js';
import { wordOf } from '../recorded.js';
import { CHANNEL_WORDS, FUNDING_WORDS, SETTLEMENT_WORDS } from '../vocabularies.js';
import { type OrderGroup, problemAt, valuesOf } from './order-group.js';
import type { OrderColumn, OrderRow } from './order-row.js';

/** A column in which rows of one order may contradict each other. */
interface Compared {
  readonly field: keyof OrderRow;
  /** What a row says, as a person would write it. */
  readonly show: (row: OrderRow) => string;
}

/** What all rows of one order must say alike, and amounts of the order, repeated on its rows or written once; 0 says nothing. */
const COMPARED: Readonly<Partial<Record<OrderColumn, Compared>>> = {
  unit: { field: 'unitId', show: ({ unitName = '' }) => unitName },
  day: { field: 'day', show: ({ day = '' }) => day },
  supplier: { field: 'supplier', show: ({ supplier = '' }) => supplier },
  funding: { field: 'funding', show: ({ funding }) => wordOf(FUNDING_WORDS)(funding) },
  settlement: { field: 'settlement', show: ({ settlement }) => wordOf(SETTLEMENT_WORDS)(settlement) },
  channel: { field: 'channel', show: ({ channel }) => wordOf(CHANNEL_WORDS)(channel) },
  acceptedOn: { field: 'acceptedOn', show: ({ acceptedOn = '' }) => acceptedOn },
  ratedOn: { field: 'ratedOn', show: ({ ratedOn = '' }) => ratedOn },
  refundedOn: { field: 'refundedOn', show: ({ refundedOn = '' }) => refundedOn },
  freight: { field: 'freightFen', show: ({ freightFen }) => printYuan(freightFen ?? 0) },
  discount: { field: 'discountFen', show: ({ discountFen }) => printYuan(discountFen ?? 0) },
};

/** Where the rows of one order contradict each other: told on each of them, since nobody can say which is wrong. */
export function disagreements({ rows, reasons }: OrderGroup): CellProblem[] {
  const onReasons = reasons.length < 2 ? [] : [problemAt('adjustmentReason', 'ORDER.ROWS_DISAGREE', { values: reasons.join('；') })];
  if (rows.length < 2) return onReasons;
  const onColumns = Object.entries(COMPARED).flatMap(([column, compared]) => {
    const values = valuesOf(rows, compared.field);
    if (values.length < 2) return [];
    const told = values.map((value) =>
      sayingOf(
        rows.filter((row) => row[compared.field] === value),
        compared,
      ),
    );
    return [problemAt(column as OrderColumn, 'ORDER.ROWS_DISAGREE', { values: told.join('；') })];
  });
  return [...onColumns, ...onReasons];
}

/** `2、4: 示例学校` */
function sayingOf(rows: readonly OrderRow[], { show }: Compared): string {
  return `${rows.map(({ row }) => row).join('、')}: ${rows.slice(0, 1).map(show).join('')}`;
}
