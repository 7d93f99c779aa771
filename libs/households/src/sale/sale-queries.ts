import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { PRODUCT_CATEGORIES, sightOf, type BusinessDay, type Caller, type Buyer, type BuyerKind, type ProductCategory } from '#contracts';
import { Id, OneOf } from '#contracts/commands';
import { batchOf, DATABASE, type EventLog, type HistoryItem, logToken } from '#event-log';
import type { Database } from '#persistence';
import type { ListAnswer } from '#platform';
import { Filter, PeriodQuery, readPage } from '../record/list-page.js';
import { SALE_READING } from '../record/support-access.js';
import { type Facts, historyOfRecord, markOf, notFound } from '../record/record-queries.js';
import { factsOf, isKnown, saleStream } from './sale.js';

/** 有效 · 已作废 */
const STATES = ['recorded', 'void'] as const;

/** Filters of the sales list; the period is that of the day sold. */
export class SaleListQuery extends PeriodQuery {
  @Id({ optional: true, description: '村代码' })
  villageCode?: string;

  @Id({ optional: true, description: '农户' })
  householdId?: string;

  @OneOf(PRODUCT_CATEGORIES, { optional: true, description: '品类' })
  category?: ProductCategory;

  @Id({ optional: true, description: '导入批次' })
  batch?: string;

  @OneOf(STATES, { optional: true, description: '状态' })
  state?: (typeof STATES)[number];
}

/** One line of the list: quantity as entered beside the grams (`null` = 未折算). */
export interface SaleItem {
  readonly id: string;
  readonly state: (typeof STATES)[number];
  readonly occurredOn: BusinessDay;
  readonly villageCode: string;
  readonly countyCode: string;
  readonly householdId: string | null;
  readonly product: string;
  readonly category: ProductCategory;
  readonly quantity: number;
  readonly unit: string;
  readonly packGrams: number | null;
  readonly grams: number | null;
  readonly amountFen: number | null;
  readonly buyer: Buyer | null;
  readonly householdsReached: number | null;
  readonly approximate: boolean;
  /** The import it came with, and the row of its file. */
  readonly batchId?: string;
  readonly row?: number;
  readonly demo?: true;
}

export class ListSales {
  constructor(
    readonly query: SaleListQuery,
    readonly caller: Caller,
  ) {}
}

export class GetSale {
  constructor(readonly saleId: string) {}
}

export class GetSaleHistory {
  constructor(readonly saleId: string) {}
}

export interface SaleRow {
  readonly sale_id: string;
  readonly state: (typeof STATES)[number];
  readonly sold_on: string;
  readonly village_code: string;
  readonly county_code: string;
  readonly household_id: string | null;
  readonly product: string;
  readonly category: ProductCategory;
  readonly quantity: string;
  readonly unit: string;
  readonly pack_grams: number | null;
  readonly grams: number | null;
  readonly amount_fen: number | null;
  readonly buyer_kind: BuyerKind | null;
  readonly buyer_order_id: string | null;
  readonly buyer_name: string | null;
  readonly households_reached: number | null;
  readonly approximate: number;
  readonly batch_id: string | null;
  readonly batch_row: number | null;
  readonly demo: number;
}

export const SALES_BY_DAY = { table: 'sale_ledger', day: 'sold_on', id: 'sale_id' };

/** A void sale is listed but counts nowhere. */
const LISTING = {
  ...SALES_BY_DAY,
  sums: {
    grams: "CASE WHEN state = 'void' THEN 0 ELSE grams END",
    amountFen: "CASE WHEN state = 'void' THEN 0 ELSE amount_fen END",
    unconverted: "CASE WHEN state <> 'void' AND grams IS NULL THEN 1 ELSE 0 END",
  },
};

/** What a caller sees of the list under these filters. */
export function salesOf(query: SaleListQuery, caller: Caller): Filter {
  return new Filter()
    .inReach('village_code', sightOf(caller, SALE_READING))
    .and('village_code = ?', query.villageCode)
    .and('household_id = ?', query.householdId)
    .and('category = ?', query.category)
    .and('state = ?', query.state)
    .and('batch_id = ?', query.batch)
    .within('sold_on', query);
}

@QueryHandler(ListSales)
export class ListSalesHandler implements IQueryHandler<ListSales, ListAnswer<SaleItem>> {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Those the caller sees. @throws ProblemError QUERY.INVALID for an unusable cursor */
  execute({ query, caller }: ListSales): Promise<ListAnswer<SaleItem>> {
    return readPage<SaleRow, SaleItem>(this.database, LISTING, salesOf(query, caller), query, (rows) => rows.map(itemOf));
  }
}

@QueryHandler(GetSale)
export class GetSaleHandler implements IQueryHandler<GetSale, Facts> {
  constructor(@Inject(logToken('households')) private readonly log: EventLog) {}

  /** @throws ProblemError RECORD.NOT_FOUND, also once it is withdrawn */
  async execute({ saleId }: GetSale): Promise<Facts> {
    const { state, version } = await this.log.load(saleStream(saleId));
    if (!isKnown(state)) throw notFound(saleId);
    return { id: saleId, ...factsOf(state), ...markOf(state.source, version) };
  }
}

@QueryHandler(GetSaleHistory)
export class GetSaleHistoryHandler implements IQueryHandler<GetSaleHistory, { items: HistoryItem[] }> {
  constructor(@Inject(logToken('households')) private readonly log: EventLog) {}

  execute({ saleId }: GetSaleHistory): Promise<{ items: HistoryItem[] }> {
    return historyOfRecord(this.log, saleId, saleStream(saleId), factsOf);
  }
}

export function itemOf(row: SaleRow): SaleItem {
  return {
    id: row.sale_id,
    state: row.state,
    occurredOn: row.sold_on,
    villageCode: row.village_code,
    countyCode: row.county_code,
    householdId: row.household_id,
    product: row.product,
    category: row.category,
    quantity: Number(row.quantity),
    unit: row.unit,
    packGrams: row.pack_grams,
    grams: row.grams,
    amountFen: row.amount_fen,
    buyer: row.buyer_kind === null ? null : { kind: row.buyer_kind, orderId: row.buyer_order_id, name: row.buyer_name },
    householdsReached: row.households_reached,
    approximate: row.approximate === 1,
    ...batchOf(row.batch_id, row.batch_row),
    ...(row.demo === 1 ? { demo: true as const } : {}),
  };
}
