import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Caller } from '#contracts';
import { DATABASE } from '#event-log';
import { type Database, rowsByDay } from '#persistence';
import { type CsvColumn, csvOf, kilos, yuan } from '#platform';
import { type References, referencesToken } from '#reference';
import { ORDER_READING } from './order-access.js';
import { filterOf, itemOf, type OrderItem, type OrderListQuery, type OrderRow } from './order-ledger.query.js';

/** The orders of a whole filter, as a table to take along. */
export class ExportOrders {
  constructor(
    readonly query: OrderListQuery,
    readonly caller: Caller,
  ) {}
}

/** An order with the name of its unit. */
type Exported = OrderItem & { readonly unitName: string };

const WORDS: Readonly<Record<string, string>> = {
  open: '有效',
  cancelled: '已取消',
  void: '已作废',
  '832': '832平台',
  'other-platform': '其他平台',
  offline: '线下',
  canteen: '食堂',
  union: '工会',
  personal: '个人',
  contractor: '承包单位',
  other: '其他',
};
const word = (key: string): string => WORDS[key] ?? key;
const BY_DAY = { table: 'order_ledger', day: 'ordered_on', id: 'order_id' };

const COLUMNS: readonly CsvColumn<Exported>[] = [
  ['记录号', ({ id }) => id],
  ['下单日期', ({ occurredOn }) => occurredOn],
  ['采购单位', ({ unitName }) => unitName],
  ['状态', ({ state }) => word(state)],
  ['采购渠道', ({ channel }) => word(channel)],
  ['832订单编号', ({ platformOrderNo }) => platformOrderNo ?? ''],
  ['供应商', ({ supplierName }) => supplierName ?? ''],
  ['产地县代码', ({ originCountyCode }) => originCountyCode ?? ''],
  ['资金来源', ({ funding }) => word(funding)],
  ['商品', ({ products }) => products ?? ''],
  ['重量（公斤）', ({ grams }) => kilos(grams)],
  ['订单总额（元）', ({ totalFen }) => yuan(totalFen)],
  ['支付（元）', ({ paidFen }) => yuan(paidFen)],
  ['验收（元）', ({ acceptedFen }) => yuan(acceptedFen)],
  ['完成（元）', ({ completedFen }) => yuan(completedFen)],
  ['退款（元）', ({ refundedFen }) => yuan(refundedFen)],
  ['评价', ({ stars }) => (stars === null ? '' : String(stars))],
  ['约数', ({ approximate }) => (approximate ? '约' : '')],
  ['演示', ({ demo }) => (demo === true ? '演示' : '')],
];

@QueryHandler(ExportOrders)
export class ExportOrdersHandler implements IQueryHandler<ExportOrders, AsyncGenerator<string>> {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(referencesToken('purchases')) private readonly references: References,
  ) {}

  /** Every order of the filter that the caller sees, as the list has them, as lines of a sheet. */
  async execute({ query, caller }: ExportOrders): Promise<AsyncGenerator<string>> {
    const scope = await this.references.scopeOf(caller, ORDER_READING);
    const filter = filterOf(query, scope.onDayOf('unit_id', 'ordered_on'));
    return csvOf(COLUMNS, this.named(rowsByDay<OrderRow>(this.database.read, BY_DAY, filter)));
  }

  private async *named(rows: AsyncIterable<OrderRow>): AsyncGenerator<Exported> {
    const names = new Map<string, string>();
    for await (const row of rows) {
      const name = names.get(row.unit_id) ?? (await this.references.unit(row.unit_id))?.name ?? row.unit_id;
      names.set(row.unit_id, name);
      yield { ...itemOf(row), unitName: name };
    }
  }
}
