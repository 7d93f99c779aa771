import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type BusinessDay, type Caller, normaliseNumber, ORDER_CHANNELS, ORDER_FUNDINGS, PRODUCT_CATEGORIES } from '#contracts';
import { Day, OneOf, Text } from '#contracts/commands';
import { batchOf, DATABASE, type SqlValue } from '#event-log';
import type { Database } from '#persistence';
import { decodeCursor, type ListAnswer, ListQuery, pageOfRows, QueryYear } from '#platform';
import { type References, referencesToken, type ScopeCondition } from '#reference';
import { ORDER_READING } from './order-access.js';

const STATES = ['open', 'cancelled', 'void'];

/** Filters of the order ledger. */
export class OrderListQuery extends ListQuery {
  @Text({ optional: true, most: 100 })
  unitId?: string;

  @QueryYear({ optional: true })
  year?: number;

  @Day({ optional: true })
  from?: BusinessDay;

  @Day({ optional: true })
  to?: BusinessDay;

  @OneOf(ORDER_CHANNELS, { optional: true })
  channel?: string;

  @OneOf(ORDER_FUNDINGS, { optional: true })
  funding?: string;

  @OneOf(PRODUCT_CATEGORIES, { optional: true })
  category?: string;

  @OneOf(STATES, { optional: true })
  state?: string;

  @Text({ optional: true, most: 100 })
  projectId?: string;

  @Text({ optional: true, most: 100, description: '供应商名称的一部分' })
  supplier?: string;

  @Text({ optional: true, most: 100, description: '商品名称的一部分' })
  product?: string;

  @Text({ optional: true, most: 100 })
  platformOrderNo?: string;

  @Text({ optional: true, most: 100, description: '导入批次' })
  batch?: string;
}

/** The orders in the caller's sight. */
export class ListOrders {
  constructor(
    readonly query: OrderListQuery,
    readonly caller: Caller,
  ) {}
}

/** A row of the order ledger. */
export interface OrderRow {
  readonly order_id: string;
  readonly unit_id: string;
  readonly ordered_on: string;
  readonly state: string;
  readonly channel: string;
  readonly platform_order_no: string | null;
  readonly supplier_name: string | null;
  readonly origin_county: string | null;
  readonly funding: string;
  readonly settlement: string;
  readonly project_id: string | null;
  readonly products: string | null;
  readonly grams: number;
  readonly unconverted: number;
  readonly total_fen: number;
  readonly ordered_fen: number;
  readonly paid_fen: number;
  readonly accepted_fen: number;
  readonly completed_fen: number;
  readonly refunded_fen: number;
  readonly stars: number | null;
  readonly approximate: number;
  readonly batch_id: string | null;
  readonly batch_row: number | null;
  readonly demo: number;
}

/** One line of the ledger. */
export interface OrderItem {
  readonly id: string;
  readonly unitId: string;
  readonly occurredOn: string;
  readonly state: string;
  readonly channel: string;
  readonly platformOrderNo: string | null;
  readonly supplierName: string | null;
  readonly originCountyCode: string | null;
  readonly funding: string;
  readonly settlement: string;
  readonly projectId: string | null;
  readonly products: string | null;
  readonly grams: number;
  readonly unconverted: number;
  readonly totalFen: number;
  readonly orderedFen: number;
  readonly paidFen: number;
  readonly acceptedFen: number;
  readonly completedFen: number;
  readonly refundedFen: number;
  readonly stars: number | null;
  readonly approximate: boolean;
  /** The import it came with, and the row of its file. */
  readonly batchId?: string;
  readonly row?: number;
  readonly demo?: true;
}

type Sums = Readonly<Record<'entries' | 'ordered' | 'paid' | 'accepted' | 'completed' | 'refunded' | 'grams', number | string | null>>;

const SUMS = `SELECT COUNT(*) AS entries, SUM(ordered_fen) AS ordered, SUM(paid_fen) AS paid, SUM(accepted_fen) AS accepted,
  SUM(completed_fen) AS completed, SUM(refunded_fen) AS refunded,
  SUM(CASE WHEN state = 'open' THEN grams ELSE 0 END) AS grams FROM order_ledger`;

@QueryHandler(ListOrders)
export class ListOrdersHandler implements IQueryHandler<ListOrders, ListAnswer<OrderItem>> {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(referencesToken('purchases')) private readonly references: References,
  ) {}

  /** Those the caller sees, newest order day first; page, count and sums are of one moment. @throws ProblemError QUERY.INVALID for an unusable cursor */
  async execute({ query, caller }: ListOrders): Promise<ListAnswer<OrderItem>> {
    const scope = await this.references.scopeOf(caller, ORDER_READING);
    const { sql, params } = filterOf(query, scope.onDayOf('unit_id', 'ordered_on'));
    const [day, id] = query.cursor === undefined ? [] : decodeCursor(query.cursor, ['text', 'text']);
    const behind = day === undefined || id === undefined ? [] : [day, day, id];
    const page = behind.length === 0 ? '' : ' AND (ordered_on < ? OR (ordered_on = ? AND order_id > ?))';
    return this.database.snapshot(async (session) => {
      const [sums] = await session.all<Sums>(`${SUMS} WHERE ${sql}`, params);
      const rows = await session.all<OrderRow>(
        `SELECT * FROM order_ledger WHERE ${sql}${page} ORDER BY ordered_on DESC, order_id LIMIT ${query.limit + 1}`,
        [...params, ...behind],
      );
      const { shown, nextCursor } = pageOfRows(rows, query.limit, (last) => [last.ordered_on, last.order_id]);
      return {
        items: shown.map(itemOf),
        nextCursor,
        count: Number(sums?.entries ?? 0),
        sums: sumsOf(sums),
      };
    });
  }
}

/** What a caller sees of the ledger under these filters. */
export function filterOf(query: OrderListQuery, within: ScopeCondition): { sql: string; params: SqlValue[] } {
  const number = query.platformOrderNo === undefined ? undefined : normaliseNumber(query.platformOrderNo);
  const given: readonly (readonly [string, SqlValue | undefined])[] = [
    ['unit_id = ?', query.unitId],
    ['ordered_on >= ?', query.year === undefined ? undefined : `${query.year}-01-01`],
    ['ordered_on <= ?', query.year === undefined ? undefined : `${query.year}-12-31`],
    ['ordered_on >= ?', query.from],
    ['ordered_on <= ?', query.to],
    ['channel = ?', query.channel],
    ['funding = ?', query.funding],
    ['INSTR(categories, ?) > 0', query.category === undefined ? undefined : `,${query.category},`],
    ['state = ?', query.state],
    ['project_id = ?', query.projectId],
    ['INSTR(supplier_name, ?) > 0', query.supplier],
    ['INSTR(products, ?) > 0', query.product],
    ['platform_order_no = ?', number],
    ['batch_id = ?', query.batch],
  ];
  const used = given.filter((entry): entry is readonly [string, SqlValue] => entry[1] !== undefined);
  return {
    sql: ['withdrawn = 0', within.sql, ...used.map(([sql]) => sql)].join(' AND '),
    params: [...within.params, ...used.map(([, value]) => value)],
  };
}

/** A sum over no rows is NULL, and MySQL gives sums as text: both become plain numbers here. */
function sumsOf(sums: Sums | undefined): Record<string, number> {
  return {
    orderedFen: Number(sums?.ordered ?? 0),
    paidFen: Number(sums?.paid ?? 0),
    acceptedFen: Number(sums?.accepted ?? 0),
    completedFen: Number(sums?.completed ?? 0),
    refundedFen: Number(sums?.refunded ?? 0),
    grams: Number(sums?.grams ?? 0),
  };
}

/** A row as a list shows it. */
export function itemOf(row: OrderRow): OrderItem {
  return {
    id: row.order_id,
    unitId: row.unit_id,
    occurredOn: row.ordered_on,
    state: row.state,
    channel: row.channel,
    platformOrderNo: row.platform_order_no,
    supplierName: row.supplier_name,
    originCountyCode: row.origin_county,
    funding: row.funding,
    settlement: row.settlement,
    projectId: row.project_id,
    products: row.products,
    grams: row.grams,
    unconverted: row.unconverted,
    totalFen: row.total_fen,
    orderedFen: row.ordered_fen,
    paidFen: row.paid_fen,
    acceptedFen: row.accepted_fen,
    completedFen: row.completed_fen,
    refundedFen: row.refunded_fen,
    stars: row.stars,
    approximate: row.approximate === 1,
    ...batchOf(row.batch_id, row.batch_row),
    ...(row.demo === 1 ? { demo: true as const } : {}),
  };
}
