import type { Fen, Grams, OrderChannel } from '#contracts';
import { likenessKey, type OrderIdentity, orderKey } from '../../plan/identity.js';
import type { CellProblem, PlannedCommand } from '../../plan/plan.js';
import { countyInFull } from '../county-name.js';
import { disagreements } from './disagreements.js';
import { type OrderGroup, problemAt, valuesOf } from './order-group.js';
import { type Payment, paymentsOf } from './order-payment.js';
import type { OrderRights } from './order-rights.js';
import type { OrderRow } from './order-row.js';
import { stepsOf } from './order-steps.js';
import { mayBeWhole } from './repeated-amounts.js';

/** An order that could be entered as far as the file alone can tell. */
export interface OrderDraft {
  readonly kind: 'order';
  readonly group: OrderGroup;
  readonly identity: OrderIdentity;
  readonly channel: OrderChannel;
  readonly origin?: string;
  readonly approximate: boolean;
  readonly totalFen: Fen;
  readonly grams: Grams;
  readonly unconvertedRows: number;
  /** Warnings about the order as a whole, on each of its rows. */
  readonly warnings: readonly CellProblem[];
  /** Of `orderKey`; empty for an order with a number, which is known by that. */
  readonly key: string;
  /** Of `likenessKey`. */
  readonly likeness: string;
  readonly payments: readonly Payment[];
}

/** An order that must be mended first. */
export interface BlockedOrder {
  readonly kind: 'blocked';
  readonly group: OrderGroup;
  /** Problems of the order as a whole, on each of its rows. */
  readonly problems: readonly CellProblem[];
  /** As of {@link OrderDraft}. */
  readonly warnings: readonly CellProblem[];
  /** Of `likenessKey`; absent where the rows do not tell what it is made of. */
  readonly likeness?: string;
  /** Absent where its rows do not tell them. */
  readonly payments?: readonly Payment[];
}

/** A row that tells a whole line. */
type LineRow = OrderRow & Required<Pick<OrderRow, 'product' | 'quantity' | 'unit' | 'amountFen'>>;
type CompleteRow = LineRow & Required<Pick<OrderRow, 'category'>>;

function hasLine(row: OrderRow): row is LineRow {
  const { product, quantity, unit, amountFen } = row;
  return ![product, quantity, unit, amountFen].includes(undefined);
}

function isComplete(row: OrderRow): row is CompleteRow {
  return row.problems.length === 0 && row.category !== undefined && hasLine(row);
}

/** What the heads of a file say of its amounts. */
export interface AmountHeads {
  /** It has a column 支付金额. */
  readonly hasPaidAmounts: boolean;
  /** The amounts of its rows stand under 实付金额. */
  readonly isActuallyPaid: boolean;
}

/** An order of the rows of one number, or why it is none. */
export function draftOf(group: OrderGroup, { hasPaidAmounts, isActuallyPaid }: AmountHeads): OrderDraft | BlockedOrder {
  const isUnclear = isActuallyPaid && mayBeWhole(group.rows);
  const unclear = isUnclear ? [problemAt('amount', 'ORDER.PAYMENT_UNCLEAR', { because: 'actually-paid' })] : [];
  const contradictions = [...disagreements(group), ...unclear];
  const rows = group.rows.filter(isComplete);
  const [first] = rows;
  const { unitId, day, supplier, funding, settlement, channel } = first ?? {};
  const isWhole = rows.length === group.rows.length && contradictions.length === 0;
  if (!isWhole || unitId === undefined || day === undefined || supplier === undefined || funding === undefined) {
    return blocked(group, contradictions);
  }
  if (settlement === undefined || channel === undefined) return blocked(group, contradictions);
  const identity = { unitId, occurredOn: day, supplierName: supplier, funding, settlement, ...amountsOf(rows), lines: rows.map(lineOf) };
  return withSteps({ group, rows, identity, channel, hasPaidAmounts });
}

interface Whole {
  readonly group: OrderGroup;
  readonly rows: readonly CompleteRow[];
  readonly identity: OrderIdentity;
  readonly channel: OrderChannel;
  readonly hasPaidAmounts: boolean;
}

function withSteps({ group, rows, identity, channel, hasPaidAmounts }: Whole): OrderDraft | BlockedOrder {
  const totalFen = identity.lines.reduce((sum, { amountFen }) => sum + amountFen, 0) + identity.freightFen - identity.discountFen;
  if (totalFen <= 0) {
    return blocked(group, [{ column: '优惠（元）', code: 'ORDER.TOTAL_NOT_POSITIVE', params: { column: '优惠（元）', totalFen } }]);
  }
  const paid = paymentsOf(rows, totalFen, hasPaidAmounts);
  const problems = [...paid.problems, ...stepsOf('', rows, paid.payments).problems];
  if (problems.length > 0) return { ...blocked(group, problems), payments: paid.payments };
  const origins = valuesOf(rows, 'origin');
  return {
    kind: 'order',
    group,
    identity,
    channel,
    origin: origins.length === 1 ? origins[0] : undefined,
    approximate: rows.some(({ approximate }) => approximate),
    totalFen,
    grams: rows.reduce((sum, { grams = 0 }) => sum + grams, 0),
    unconvertedRows: rows.filter(({ grams }) => grams === undefined).length,
    warnings: originWarnings(origins),
    key: group.orderNo === undefined ? orderKey(identity) : '',
    likeness: likenessKey(identity),
    payments: paid.payments,
  };
}

const NOTHING: readonly CellProblem[] = [];

function originWarnings(origins: readonly string[]): readonly CellProblem[] {
  if (origins.length < 2) return NOTHING;
  return [{ column: '产地县', code: 'ORDER.ORIGINS_DIFFER', params: { column: '产地县', values: origins.map(countyInFull).join('、') } }];
}

function blocked(group: OrderGroup, problems: readonly CellProblem[]): BlockedOrder {
  const likeness = likenessOf(group);
  const known = likeness === undefined ? {} : { likeness };
  return { kind: 'blocked', group, problems, warnings: originWarnings(valuesOf(group.rows, 'origin')), ...known };
}

/** Which orders a blocked one may be the same as, where nothing that tells it is among what must be mended. */
function likenessOf({ rows }: OrderGroup): string | undefined {
  const [unitId, ...otherUnits] = valuesOf(rows, 'unitId');
  const [occurredOn, ...otherDays] = valuesOf(rows, 'day');
  const [supplierName, ...otherSuppliers] = valuesOf(rows, 'supplier');
  if (unitId === undefined || occurredOn === undefined || supplierName === undefined) return undefined;
  const lines = rows.filter(hasLine).map(lineOf);
  const isTold = lines.length === rows.length && otherUnits.length + otherDays.length + otherSuppliers.length === 0;
  return isTold ? likenessKey({ unitId, occurredOn, supplierName, lines }) : undefined;
}

function lineOf({ product, quantity, unit, packGrams, amountFen }: LineRow): OrderIdentity['lines'][number] {
  return { product, quantity, unit, packGrams: packGrams ?? null, amountFen };
}

/** Freight and discount belong to the order: written on one row or on each, they count once (contract §9). */
function amountsOf(rows: readonly OrderRow[]): Pick<OrderIdentity, 'freightFen' | 'discountFen'> {
  const [freightFen = 0] = valuesOf(rows, 'freightFen');
  const [discountFen = 0] = valuesOf(rows, 'discountFen');
  return { freightFen, discountFen };
}

/** The bodies of the contract an order becomes, in the order they are entered. @param rights of this draft */
export function commandsOf(draft: OrderDraft, id: string, rights: OrderRights): readonly PlannedCommand[] {
  const { group, identity, channel, origin, approximate, payments } = draft;
  const { unitId, occurredOn, supplierName, funding, settlement, freightFen, discountFen } = identity;
  const body = {
    id,
    unitId,
    occurredOn,
    channel,
    ...(group.orderNo === undefined ? {} : { platformOrderNo: group.orderNo }),
    supplierName,
    ...(origin === undefined ? {} : { originCountyCode: origin }),
    funding,
    settlement,
    lines: group.rows.map(bodyOfLine),
    ...(freightFen === 0 ? {} : { freightFen }),
    ...(discountFen === 0 ? {} : { discountFen }),
    ...(approximate ? { approximate } : {}),
  };
  const commands = [{ path: '/api/orders', body, row: group.rows[0]?.row ?? 0 }, ...stepsOf(id, group.rows, payments).commands];
  return commands.map((command) => withReason(command, rights));
}

/** An entry that adjusts a locked period says why: in its own reason where it has one. */
function withReason(command: PlannedCommand, rights: OrderRights): PlannedCommand {
  const { body } = command;
  const reason = rights.reasonOn(String(body['occurredOn']));
  if (reason === undefined) return command;
  return { ...command, body: { ...body, ...('reason' in body ? { reason } : { adjustmentReason: reason }) } };
}

function bodyOfLine({ product, category, quantity, unit, packGrams, amountFen }: OrderRow): Readonly<Record<string, unknown>> {
  return { product, category, quantity, unit, ...(packGrams === undefined ? {} : { packGrams }), amountFen };
}
