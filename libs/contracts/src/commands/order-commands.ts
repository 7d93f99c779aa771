import {
  ORDER_CHANNELS,
  ORDER_FUNDINGS,
  SETTLEMENTS,
  type OrderChannel,
  type OrderFunding,
  type Settlement,
} from '../events/order-events.js';
import { PRODUCT_CATEGORIES, type ProductCategory } from '../product-category.js';
import { QUANTITY_UNITS, type BusinessDay, type Fen, type Grams, type QuantityUnit } from '../units.js';
import { AdjustableBody, ReasonBody } from './command-body.js';
import { Day, FenAmount, Flag, Id, OneOf, Part, Pattern, Quantity, Text, Whole } from './fields.js';
import { Requires } from './requires.js';

/** `832-…` is kept for the numbers of the platform: `order-832-<number>` is the stream that makes a number unique. */
const ORDER_ID = /^(?!832-)[A-Za-z0-9._~:-]{1,100}$/;
const COUNTY = /^\d{6}$/;
const COUNTY_MEANING = '六位行政区划代码 / a six-digit county code';
const MOST_LINES = 200;

/** 订单明细 */
export class OrderLineBody {
  @Text({ description: '商品名称' })
  product!: string;

  @OneOf(PRODUCT_CATEGORIES, { description: '品类' })
  category!: ProductCategory;

  @Flag({ optional: true, description: '认定的扶贫产品' })
  recognised?: boolean;

  @Quantity({ description: '数量' })
  quantity!: number;

  @OneOf(QUANTITY_UNITS, { description: '单位' })
  unit!: QuantityUnit;

  @Whole({ optional: true, least: 1, description: '每件净含量（克）' })
  packGrams?: Grams;

  @FenAmount({ least: 0, description: '金额（分）；赠品为 0' })
  amountFen!: Fen;
}

/** 采购下单 */
@Requires<PlaceOrderBody>(({ channel, platformOrderNo }) => (channel === '832' ? { platformOrderNo } : {}))
export class PlaceOrderBody extends AdjustableBody {
  @Pattern(ORDER_ID, '1–100 个字母、数字或 . _ ~ : -，不以 832- 开头 / 1–100 letters, digits or . _ ~ : -, not beginning with 832-', {
    optional: true,
  })
  id?: string;

  @Id({ description: '采购单位' })
  unitId!: string;

  @OneOf(ORDER_CHANNELS, { description: '采购渠道' })
  channel!: OrderChannel;

  @Text({ optional: true, most: 100, description: '平台订单编号，832平台必填' })
  platformOrderNo?: string;

  @Text({ description: '供应商' })
  supplierName!: string;

  @Pattern(COUNTY, COUNTY_MEANING, { optional: true, description: '供应商所在县代码' })
  supplierCountyCode?: string;

  @Pattern(COUNTY, COUNTY_MEANING, { optional: true, description: '产地县代码' })
  originCountyCode?: string;

  @OneOf(ORDER_FUNDINGS, { description: '资金来源' })
  funding!: OrderFunding;

  @OneOf(SETTLEMENTS, { description: '结算方式' })
  settlement!: Settlement;

  @Id({ optional: true, description: '所属项目' })
  projectId?: string;

  @Part(() => OrderLineBody, { each: true, least: 1, most: MOST_LINES, description: '订单明细' })
  lines!: OrderLineBody[];

  @FenAmount({ optional: true, least: 0, description: '运费（分）' })
  freightFen?: Fen;

  @FenAmount({ optional: true, least: 0, description: '优惠（分）' })
  discountFen?: Fen;
}

/** 支付 */
export class PayOrderBody extends AdjustableBody {
  @FenAmount({ description: '支付金额（分）' })
  amountFen!: Fen;
}

/** 验收 */
export class AcceptOrderBody extends AdjustableBody {
  @FenAmount({ optional: true, description: '验收金额（分），默认为尚未验收的全部' })
  amountFen?: Fen;
}

/** 评价 */
export class RateOrderBody extends AdjustableBody {
  @Whole({ least: 1, most: 5, description: '星级' })
  stars!: number;
}

/** 退款 */
export class RefundOrderBody extends ReasonBody {
  @FenAmount({ description: '退款金额（分）' })
  amountFen!: Fen;
}

/** 修改所属预算单位 */
@Requires<ReattributeOrderBody>(({ evidence }) => ({ evidence }))
export class ReattributeOrderBody extends ReasonBody {
  @Id({ description: '调入单位' })
  toUnitId!: string;
}

/** What a correction may change; `null` clears a field that may be absent. */
export class OrderChangesBody {
  @Day({ optional: true, description: '下单日期' })
  occurredOn?: BusinessDay | null;

  @OneOf(ORDER_CHANNELS, { optional: true, description: '采购渠道' })
  channel?: OrderChannel | null;

  @Text({ optional: true, most: 100, description: '平台订单编号' })
  platformOrderNo?: string | null;

  @Text({ optional: true, description: '供应商' })
  supplierName?: string | null;

  @Pattern(COUNTY, COUNTY_MEANING, { optional: true, description: '供应商所在县代码' })
  supplierCountyCode?: string | null;

  @Pattern(COUNTY, COUNTY_MEANING, { optional: true, description: '产地县代码' })
  originCountyCode?: string | null;

  @OneOf(ORDER_FUNDINGS, { optional: true, description: '资金来源' })
  funding?: OrderFunding | null;

  @OneOf(SETTLEMENTS, { optional: true, description: '结算方式' })
  settlement?: Settlement | null;

  @Id({ optional: true, description: '所属项目' })
  projectId?: string | null;

  @Part(() => OrderLineBody, { optional: true, each: true, least: 1, most: MOST_LINES, description: '订单明细，整体替换' })
  lines?: OrderLineBody[] | null;

  @FenAmount({ optional: true, least: 0, description: '运费（分）' })
  freightFen?: Fen | null;

  @FenAmount({ optional: true, least: 0, description: '优惠（分）' })
  discountFen?: Fen | null;

  @Flag({ optional: true, description: '约数' })
  approximate?: boolean | null;
}

/** 更正 */
export class CorrectOrderBody extends ReasonBody {
  @Part(() => OrderChangesBody, { description: '更正内容' })
  changes!: OrderChangesBody;
}
