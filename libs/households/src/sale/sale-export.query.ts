import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type BusinessDay, type Caller, decimal } from '#contracts';
import { DATABASE } from '#event-log';
import type { Database } from '#persistence';
import { type CsvColumn, csvOf } from '#platform';
import { itemOf, type SaleItem, type SaleListQuery, type SaleRow, salesOf } from './sale-queries.js';

/** Rows of one read: an export of any length holds no more of them. */
const AT_ONCE = 500;

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
const plain = (value: number, divisor: number, places: number, fixed: boolean): string =>
  decimal(value, divisor, places, fixed).replaceAll(',', '');

/** Nobody's name: neither the household's, which is sealed, nor the buyer's, who may be a person. */
const COLUMNS: readonly CsvColumn<SaleItem>[] = [
  ['记录号', ({ id }) => id],
  ['业务日期', ({ occurredOn }) => occurredOn],
  ['状态', ({ state }) => STATES[state]],
  ['村（社区）代码', ({ villageCode }) => villageCode],
  ['农户编号', ({ householdId }) => householdId ?? ''],
  ['产品', ({ product }) => product],
  ['数量', ({ quantity }) => String(quantity)],
  ['单位', ({ unit }) => unit],
  ['重量（公斤）', ({ grams }) => (grams === null ? '' : plain(grams, 1_000, 3, false))],
  ['金额（元）', ({ amountFen }) => (amountFen === null ? '' : plain(amountFen, 100, 2, true))],
  ['买方', ({ buyer }) => (buyer === null ? '' : (BUYERS[buyer.kind] ?? buyer.kind))],
  ['约数', ({ approximate }) => (approximate ? '约' : '')],
  ['演示', ({ demo }) => (demo === true ? '演示' : '')],
];

@QueryHandler(ExportSales)
export class ExportSalesHandler implements IQueryHandler<ExportSales, AsyncGenerator<string>> {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Every sale of the filter that the caller sees, as lines of a sheet. */
  execute({ query, caller }: ExportSales): Promise<AsyncGenerator<string>> {
    return Promise.resolve(csvOf(COLUMNS, this.items(query, caller)));
  }

  private async *items(query: SaleListQuery, caller: Caller): AsyncGenerator<SaleItem> {
    const filter = salesOf(query, caller);
    let last: { readonly day: BusinessDay; readonly id: string } | undefined;
    do {
      const behind = last === undefined ? [] : [last.day, last.day, last.id];
      const page = last === undefined ? '' : ' AND (sold_on < ? OR (sold_on = ? AND sale_id > ?))';
      const rows = await this.database.read.all<SaleRow>(
        `SELECT * FROM sale_ledger WHERE ${filter.sql}${page} ORDER BY sold_on DESC, sale_id LIMIT ${AT_ONCE}`,
        [...filter.params, ...behind],
      );
      for (const row of rows) yield itemOf(row);
      const end = rows.at(-1);
      last = end === undefined || rows.length < AT_ONCE ? undefined : { day: end.sold_on, id: end.sale_id };
    } while (last !== undefined);
  }
}
