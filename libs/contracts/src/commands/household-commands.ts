import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsObject, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import {
  ACTIVITY_KINDS,
  BUYER_KINDS,
  HOUSEHOLD_CATEGORIES,
  type ActivityKind,
  type BuyerKind,
  type HouseholdCategory,
} from '../events/household-events.js';
import { PRODUCT_CATEGORIES, type ProductCategory } from '../product-category.js';
import { QUANTITY_UNITS, type BusinessDay, type Fen, type Grams, type QuantityUnit } from '../units.js';
import { AdjustableBody, CommandBody, ReasonBody } from './command-body.js';
import { Day, FenAmount, Flag, Id, OneOf, Part, Pattern, Quantity, Text, Whole } from './fields.js';
import { Requires } from './requires.js';

/** More people than any village has; keeps a slip of the keyboard out of the sums. */
const MOST_PEOPLE = 10_000_000;

/**
 * A {@link Part} that must be there (unless optional) and must be an object: nested validation alone lets a missing one
 * and a list in its place pass.
 */
function WholePart(...[type, options = {}]: Parameters<typeof Part>): PropertyDecorator {
  const context = { code: 'FIELD.INVALID', params: { expected: '一个对象 / an object' } };
  return applyDecorators(Part(type, options), IsObject({ context, each: options.each === true }));
}

/** People's names in an optional list, at most 200. */
function Names(description: string): PropertyDecorator {
  const context = { code: 'FIELD.INVALID', params: { expected: '不超过 200 个姓名的列表 / a list of at most 200 names' } };
  return applyDecorators(
    IsOptional(),
    IsArray({ context }),
    ArrayMaxSize(200, { context }),
    IsString({ context, each: true }),
    MinLength(1, { context, each: true }),
    MaxLength(50, { context, each: true }),
    ApiProperty({ required: false, type: [String], description }),
  );
}

/** 村（社区）登记 */
export class RegisterVillageBody extends CommandBody {
  @Id({ description: '村代码' })
  code!: string;

  @Text({ description: '村（社区）名称' })
  name!: string;

  @Pattern(/^\d{6}$/, '六位行政区划代码 / a six-digit county code', { description: '所在县代码' })
  countyCode!: string;

  @Text({ description: '乡镇' })
  township!: string;
}

/** 个人信息: sealed beside the log, never in it. */
export class PrivateBody {
  @Text({ most: 50, description: '户主姓名' })
  name!: string;

  @Pattern(/^(?=.*\d)[\d +-]{1,20}$/, '不超过 20 位的数字、空格、+、- / up to 20 digits, spaces, + and -', { description: '联系电话' })
  phone!: string;
}

/** 查看姓名与电话的事由 */
export class RevealBody {
  @Text({ most: 500, description: '事由' })
  reason!: string;
}

/** 农户登记 */
export class RegisterHouseholdBody extends CommandBody {
  @Id({ optional: true })
  id?: string;

  @Id({ description: '村代码' })
  villageCode!: string;

  @OneOf(HOUSEHOLD_CATEGORIES, { description: '户类别' })
  category!: HouseholdCategory;

  @Whole({ least: 1, most: 100, description: '家庭人口' })
  members!: number;

  @WholePart(() => PrivateBody, { optional: true, description: '个人信息，单独密存' })
  private?: PrivateBody;
}

/** 退出程序各步日期 */
export class ExitStepsBody {
  @Day({ description: '民主评议' })
  appraisal!: BusinessDay;

  @Day({ description: '核实' })
  verification!: BusinessDay;

  @Day({ description: '户主认可' })
  consent!: BusinessDay;

  @Day({ description: '公示' })
  notice!: BusinessDay;

  @Day({ description: '公告' })
  announcement!: BusinessDay;

  @Day({ description: '销号' })
  deregistration!: BusinessDay;
}

/** 脱贫退出 */
export class ExitHouseholdBody extends CommandBody {
  @WholePart(() => ExitStepsBody, { description: '退出程序' })
  steps!: ExitStepsBody;
}

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

/** 捐赠用途 */
export class PurposeBody {
  @Text({ description: '用途' })
  name!: string;

  @FenAmount({ least: 0, description: '金额（分）' })
  amountFen!: Fen;
}

/** 帮扶活动 */
export class RecordActivityBody extends CommandBody {
  @Id({ optional: true })
  id?: string;

  @OneOf(ACTIVITY_KINDS, { description: '活动类型' })
  kind!: ActivityKind;

  @Id({ optional: true, description: '村代码' })
  villageCode?: string;

  @Text({ optional: true, description: '地点' })
  place?: string;

  @Text({ optional: true, most: 500, description: '主题' })
  topic?: string;

  @Whole({ optional: true, least: 1, most: MOST_PEOPLE, description: '期数、场次' })
  sessions?: number;

  @Whole({ optional: true, most: MOST_PEOPLE, description: '人次' })
  participants?: number;

  @FenAmount({ optional: true, least: 0, description: '捐款（分）' })
  cashFen?: Fen;

  @FenAmount({ optional: true, least: 0, description: '捐物折款（分）' })
  goodsFen?: Fen;

  @FenAmount({ optional: true, least: 0, description: '认捐（分）' })
  pledgedFen?: Fen;

  @WholePart(() => PurposeBody, { optional: true, each: true, most: 100, description: '用途，合计应等于捐款加捐物折款' })
  purposes?: PurposeBody[];

  @Names('参加人员，姓名只以脱敏形式入账')
  attendees?: string[];
}
