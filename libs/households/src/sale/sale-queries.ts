import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import {
  PRODUCT_CATEGORIES,
  SMALL_GROUP,
  type BusinessDay,
  type Caller,
  type Buyer,
  type BuyerKind,
  type ProductCategory,
} from '#contracts';
import { Id, OneOf } from '#contracts/commands';
import { batchOf, DATABASE, type EventLog, type HistoryItem, logToken } from '#event-log';
import type { Database } from '#persistence';
import type { ListAnswer } from '#platform';
import { FewHouseholds, WITHHELD, type WithheldList } from '../record/few-households.js';
import { Filter, PeriodQuery, readPage } from '../record/list-page.js';
import { type Facts, historyOfRecord, markOf, notFound } from '../record/record-queries.js';
import { type SaleReach, SaleSight, within } from './sale-sight.js';
import { factsOf, isKnown, type Sale, saleStream } from './sale.js';

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
  /** `null` where it was of no household, and where the household is {@link withheld}. */
  readonly householdId: string | null;
  /** The village has so few households that the caller is not told which one it was. */
  readonly withheld?: typeof SMALL_GROUP;
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

/** The sales in the caller's sight. */
export class ListSales {
  constructor(
    readonly query: SaleListQuery,
    readonly caller: Caller,
  ) {}
}

/** One sale as it is now. */
export class GetSale {
  constructor(
    readonly saleId: string,
    readonly caller: Caller,
  ) {}
}

/** The events of one sale, in order. */
export class GetSaleHistory {
  constructor(
    readonly saleId: string,
    readonly caller: Caller,
  ) {}
}

/** A row of the sale ledger. */
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

/** The order in which sales are paged. */
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

/** What of the list is in reach under these filters. */
export function salesOf(query: SaleListQuery, reach: SaleReach): Filter {
  return new Filter()
    .meeting(within(reach))
    .and('village_code = ?', query.villageCode)
    .and('household_id = ?', query.householdId)
    .and('category = ?', query.category)
    .and('state = ?', query.state)
    .and('batch_id = ?', query.batch)
    .within('sold_on', query);
}

@QueryHandler(ListSales)
export class ListSalesHandler implements IQueryHandler<ListSales, ListAnswer<SaleItem> | WithheldList> {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly sight: SaleSight,
  ) {}

  /** Those the caller sees; of a household that is withheld from the caller, none. @throws ProblemError QUERY.INVALID for an unusable cursor */
  async execute({ query, caller }: ListSales): Promise<ListAnswer<SaleItem> | WithheldList> {
    const few = new FewHouseholds(this.database, caller);
    if (query.householdId != null && (await few.hidesHousehold(query.householdId))) return WITHHELD;
    const filter = salesOf(query, await this.sight.reachOf(caller));
    return readPage<SaleRow, SaleItem>(this.database, LISTING, filter, query, (rows) => Promise.all(rows.map((row) => itemOf(row, few))));
  }
}

@QueryHandler(GetSale)
export class GetSaleHandler implements IQueryHandler<GetSale, Facts> {
  constructor(
    @Inject(logToken('households')) private readonly log: EventLog,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  /** @throws ProblemError RECORD.NOT_FOUND, also once it is withdrawn */
  async execute({ saleId, caller }: GetSale): Promise<Facts> {
    const { state, version } = await this.log.load(saleStream(saleId));
    if (!isKnown(state)) throw notFound(saleId);
    const shown = await shownTo(new FewHouseholds(this.database, caller), state);
    return { id: saleId, ...shown(state), ...markOf(state.source, version) };
  }
}

@QueryHandler(GetSaleHistory)
export class GetSaleHistoryHandler implements IQueryHandler<GetSaleHistory, { items: HistoryItem[] }> {
  constructor(
    @Inject(logToken('households')) private readonly log: EventLog,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  async execute({ saleId, caller }: GetSaleHistory): Promise<{ items: HistoryItem[] }> {
    const { state } = await this.log.load(saleStream(saleId));
    return historyOfRecord(this.log, saleId, saleStream(saleId), await shownTo(new FewHouseholds(this.database, caller), state));
  }
}

/** The fields of a sale, without the household where it is withheld. */
async function shownTo(few: FewHouseholds, sale: Sale): Promise<(state: Sale) => Facts> {
  if (!isKnown(sale) || !(await few.hides(sale.facts.villageCode))) return factsOf;
  return (state) => {
    const facts = factsOf(state);
    return facts['householdId'] == null ? facts : { ...facts, householdId: null, withheld: SMALL_GROUP };
  };
}

/** A row as a list shows it. @param few says in which villages a sale must not name its household */
export async function itemOf(row: SaleRow, few: FewHouseholds): Promise<SaleItem> {
  const isWithheld = row.household_id !== null && (await few.hides(row.village_code));
  return {
    id: row.sale_id,
    state: row.state,
    occurredOn: row.sold_on,
    villageCode: row.village_code,
    countyCode: row.county_code,
    householdId: isWithheld ? null : row.household_id,
    ...(isWithheld ? { withheld: SMALL_GROUP } : {}),
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
