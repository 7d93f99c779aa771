import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Caller } from '#contracts';
import { DATABASE } from '#event-log';
import { type Database, rowsByDay } from '#persistence';
import { type CsvColumn, csvOf, kilos, yuan } from '#platform';
import { FewHouseholds } from '../record/few-households.js';
import { itemOf, type SaleItem, type SaleListQuery, SALES_BY_DAY, type SaleRow, salesOf } from './sale-queries.js';
import { SaleSight } from './sale-sight.js';

/** The sales of a whole filter, as a table to take along. */
export class ExportSales {
  constructor(
    readonly query: SaleListQuery,
    readonly caller: Caller,
  ) {}
}

const STATES: Readonly<Record<SaleItem['state'], string>> = { recorded: '有效', void: '已作废' };
const BUYERS: Readonly<Record<string, string>> = {
  order: '采购订单',
  cooperative: '合作社',
  enterprise: '企业',
  individual: '个人',
  other: '其他',
};

/** Nobody's name: neither the household's, which is sealed, nor the buyer's, who may be a person. */
const COLUMNS: readonly CsvColumn<SaleItem>[] = [
  ['记录号', ({ id }) => id],
  ['业务日期', ({ occurredOn }) => occurredOn],
  ['状态', ({ state }) => STATES[state]],
  ['村（社区）代码', ({ villageCode }) => villageCode],
  ['农户编号', ({ householdId, withheld }) => (withheld === undefined ? (householdId ?? '') : '少于五户，未列')],
  ['产品', ({ product }) => product],
  ['数量', ({ quantity }) => String(quantity)],
  ['单位', ({ unit }) => unit],
  ['重量（公斤）', ({ grams }) => (grams === null ? '' : kilos(grams))],
  ['金额（元）', ({ amountFen }) => (amountFen === null ? '' : yuan(amountFen))],
  ['买方', ({ buyer }) => (buyer === null ? '' : (BUYERS[buyer.kind] ?? buyer.kind))],
  ['约数', ({ approximate }) => (approximate ? '约' : '')],
  ['演示', ({ demo }) => (demo === true ? '演示' : '')],
];

@QueryHandler(ExportSales)
export class ExportSalesHandler implements IQueryHandler<ExportSales, AsyncGenerator<string>> {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly sight: SaleSight,
  ) {}

  /** Every sale of the filter that the caller sees, as lines of a sheet. */
  execute({ query, caller }: ExportSales): Promise<AsyncGenerator<string>> {
    return Promise.resolve(csvOf(COLUMNS, this.items(query, caller)));
  }

  private async *items(query: SaleListQuery, caller: Caller): AsyncGenerator<SaleItem> {
    const few = new FewHouseholds(this.database, caller);
    if (query.householdId != null && (await few.hidesHousehold(query.householdId))) return;
    const filter = salesOf(query, await this.sight.reachOf(caller));
    for await (const row of rowsByDay<SaleRow>(this.database.read, SALES_BY_DAY, filter)) yield itemOf(row, few);
  }
}
