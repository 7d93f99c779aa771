import { BUYER_KINDS, type BuyerKind } from '../events/household-events.js';
import { PRODUCT_CATEGORIES, type ProductCategory } from '../product-category.js';
import { QUANTITY_UNITS, type BusinessDay, type Fen, type Grams, type QuantityUnit } from '../units.js';
import { AdjustableBody, ReasonBody } from './command-body.js';
import { Day, FenAmount, Flag, Id, OneOf, Quantity, Text, Whole } from './fields.js';
import { Requires } from './requires.js';
import { WholePart, MOST_PEOPLE } from './whole-part.js';

/** 买方 */
export class BuyerBody {
  @OneOf(BUYER_KINDS, { description: '买方类型' })
  kind!: BuyerKind;

  @Id({ optional: true, description: '采购订单，标明与购买重复的部分' })
  orderId?: string;

  @Text({ optional: true, description: '买方名称；个人姓名只以脱敏形式入账' })
  name?: string;
}

/** 帮助销售 */
@Requires<RecordSaleBody>(({ buyer }) => (buyer?.kind === 'order' ? { 'buyer.orderId': buyer.orderId } : {}))
export class RecordSaleBody extends AdjustableBody {
  @Id({ optional: true })
  id?: string;

  @Id({ optional: true, description: '农户' })
  householdId?: string;

  @Id({ description: '村代码' })
  villageCode!: string;

  @Text({ description: '产品' })
  product!: string;

  @OneOf(PRODUCT_CATEGORIES, { description: '品类' })
  category!: ProductCategory;

  @Quantity({ description: '数量' })
  quantity!: number;

  @OneOf(QUANTITY_UNITS, { description: '单位' })
  unit!: QuantityUnit;

  @Whole({ optional: true, least: 1, description: '净含量（克）' })
  packGrams?: Grams;

  @FenAmount({ optional: true, least: 0, description: '金额（分）' })
  amountFen?: Fen;

  @WholePart(() => BuyerBody, { optional: true, description: '买方' })
  buyer?: BuyerBody;

  @Whole({ optional: true, most: MOST_PEOPLE, description: '带动户数，未填农户时计入' })
  householdsReached?: number;
}

/** Fields of a sale that were entered wrongly; `null` clears one that may be absent. */
export class SaleChangesBody {
  @Day({ optional: true, description: '业务日期' })
  occurredOn?: BusinessDay;

  @Flag({ optional: true, description: '约数' })
  approximate?: boolean;

  @Id({ optional: true, description: '农户' })
  householdId?: string | null;

  @Id({ optional: true, description: '村代码' })
  villageCode?: string;

  @Text({ optional: true, description: '产品' })
  product?: string;

  @OneOf(PRODUCT_CATEGORIES, { optional: true, description: '品类' })
  category?: ProductCategory;

  @Quantity({ optional: true, description: '数量' })
  quantity?: number;

  @OneOf(QUANTITY_UNITS, { optional: true, description: '单位' })
  unit?: QuantityUnit;

  @Whole({ optional: true, least: 1, description: '净含量（克）' })
  packGrams?: Grams | null;

  @FenAmount({ optional: true, least: 0, description: '金额（分）' })
  amountFen?: Fen | null;

  @WholePart(() => BuyerBody, { optional: true, description: '买方' })
  buyer?: BuyerBody | null;

  @Whole({ optional: true, most: MOST_PEOPLE, description: '带动户数' })
  householdsReached?: number | null;
}

/** 更正销售 */
export class CorrectSaleBody extends ReasonBody {
  @WholePart(() => SaleChangesBody, { description: '更正内容' })
  changes!: SaleChangesBody;
}
