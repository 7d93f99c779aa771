import type { Envelope } from '../envelope.js';
import type { EventDefinition } from '../event-definition.js';
import type { Adjustment } from '../period-lock.js';
import type { Counted } from '../postings.js';
import type { ProductCategory } from '../product-category.js';
import type { BusinessDay, Fen, Grams, Instant, QuantityUnit } from '../units.js';
import type { RECORD_WITHDRAWN, RecordWithdrawn } from './withdrawal-events.js';

export const ORDER_CHANNELS = ['832', 'other-platform', 'offline'] as const;
/** 832平台 · 其他平台 · 线下 */
export type OrderChannel = (typeof ORDER_CHANNELS)[number];

export const ORDER_FUNDINGS = ['canteen', 'union', 'personal', 'contractor', 'other'] as const;
/** 食堂 · 工会 · 个人 · 承包单位 · 其他 */
export type OrderFunding = (typeof ORDER_FUNDINGS)[number];

export const SETTLEMENTS = ['prepaid', 'postpaid'] as const;
/** 先款后货 · 先货后款 */
export type Settlement = (typeof SETTLEMENTS)[number];

/** 订单明细: quantity and unit as entered; `grams` is `null` where they have no weight (未折算). */
export interface OrderLine {
  readonly product: string;
  readonly category: ProductCategory;
  /** 认定产品: recognised as a product of poverty alleviation. */
  readonly recognised: boolean;
  readonly quantity: number;
  readonly unit: QuantityUnit;
  readonly packGrams: Grams | null;
  readonly grams: Grams | null;
  readonly amountFen: Fen;
}

/** What was ordered, by whom, from whom and on which account; a correction states all of it again. */
export interface OrderFacts {
  /** The unit of the order day; re-attributions are events of their own. */
  readonly unitId: string;
  readonly channel: OrderChannel;
  /** As entered; compared without spaces, zero-width signs and quotes. */
  readonly platformOrderNo: string | null;
  readonly supplierName: string;
  readonly supplierCountyCode: string | null;
  readonly originCountyCode: string | null;
  readonly funding: OrderFunding;
  readonly settlement: Settlement;
  readonly projectId: string | null;
  readonly lines: readonly OrderLine[];
  readonly freightFen: Fen;
  readonly discountFen: Fen;
  /** Σ lines + freight − discount, above 0. */
  readonly totalFen: Fen;
}

interface OfOrder extends Counted {
  readonly orderId: string;
  /** Where it puts an amount into a locked period. */
  readonly adjustment?: Adjustment;
  readonly evidence?: readonly string[];
}

/** 下单: stream `order-<orderId>`; the order day is the event's business day. */
export interface OrderPlaced extends OfOrder, OrderFacts {}
/** 支付 */
export interface OrderPaid extends OfOrder {
  readonly amountFen: Fen;
}
/** 签订合同 */
export type OrderContractSigned = OfOrder;
/** 发货 */
export type OrderShipped = OfOrder;
/** 验收 */
export interface OrderAccepted extends OfOrder {
  readonly amountFen: Fen;
}
/** 评价 */
export interface OrderRated extends OfOrder {
  readonly stars: number;
}
/** 延迟付款 */
export interface OrderPaymentDeferred extends OfOrder {
  /** 付款期限 after the deferral. */
  readonly dueOn: BusinessDay;
}
/** 退款 */
export interface OrderRefunded extends OfOrder {
  readonly amountFen: Fen;
  readonly reason: string;
}
/** 取消 */
export interface OrderCancelled extends OfOrder {
  readonly reason: string;
}
/** 作废 */
export interface OrderVoided extends OfOrder {
  readonly reason: string;
}
/** 修改所属预算单位 */
export interface OrderReattributed extends OfOrder {
  readonly fromUnitId: string;
  readonly toUnitId: string;
  readonly reason: string;
}
/** 更正: the order as it should have been entered; `orderedOn` is the right order day. */
export interface OrderCorrected extends OfOrder, OrderFacts {
  readonly orderedOn: BusinessDay;
  readonly reason: string;
}

/** 832订单号占用: stream `order-832-<number>`, so that one number can be used by one order only. */
export interface OrderNumberTaken {
  readonly orderId: string;
  readonly recordedBy: string;
  readonly recordedAt: Instant;
}
/** 832订单号释放 */
export interface OrderNumberReleased {
  readonly orderId: string;
}

export type OrderEvent =
  | Envelope<'OrderPlaced', OrderPlaced>
  | Envelope<'OrderPaid', OrderPaid>
  | Envelope<'OrderContractSigned', OrderContractSigned>
  | Envelope<'OrderShipped', OrderShipped>
  | Envelope<'OrderAccepted', OrderAccepted>
  | Envelope<'OrderRated', OrderRated>
  | Envelope<'OrderPaymentDeferred', OrderPaymentDeferred>
  | Envelope<'OrderRefunded', OrderRefunded>
  | Envelope<'OrderCancelled', OrderCancelled>
  | Envelope<'OrderVoided', OrderVoided>
  | Envelope<'OrderReattributed', OrderReattributed>
  | Envelope<'OrderCorrected', OrderCorrected>
  | Envelope<typeof RECORD_WITHDRAWN, RecordWithdrawn>;

export type OrderNumberEvent =
  | Envelope<'OrderNumberTaken', OrderNumberTaken>
  | Envelope<'OrderNumberReleased', OrderNumberReleased>
  | Envelope<typeof RECORD_WITHDRAWN, RecordWithdrawn>;

export const orderEvents = {
  OrderPlaced: { log: 'purchases', version: 1 },
  OrderPaid: { log: 'purchases', version: 1 },
  OrderContractSigned: { log: 'purchases', version: 1 },
  OrderShipped: { log: 'purchases', version: 1 },
  OrderAccepted: { log: 'purchases', version: 1 },
  OrderRated: { log: 'purchases', version: 1 },
  OrderPaymentDeferred: { log: 'purchases', version: 1 },
  OrderRefunded: { log: 'purchases', version: 1 },
  OrderCancelled: { log: 'purchases', version: 1 },
  OrderVoided: { log: 'purchases', version: 1 },
  OrderReattributed: { log: 'purchases', version: 1 },
  OrderCorrected: { log: 'purchases', version: 1 },
  OrderNumberTaken: { log: 'purchases', version: 1 },
  OrderNumberReleased: { log: 'purchases', version: 1 },
} as const satisfies Record<string, EventDefinition>;
