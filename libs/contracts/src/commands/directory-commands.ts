import { UNIT_KINDS, type UnitKind } from '../events/directory-events.js';
import { type Period, PERIOD_PATTERN } from '../period-lock.js';
import type { BusinessDay } from '../units.js';
import { CommandBody } from './command-body.js';
import { Day, Id, OneOf, Pattern, Text, Whole } from './fields.js';

const REGION = /^(\d{6}|CN)$/;
const REGION_RULE = '六位行政区划代码 / a six-digit region code';

/** 单位登记 */
export class RegisterUnitBody extends CommandBody {
  @Id({ optional: true })
  id?: string;

  @Text({ description: '单位名称' })
  name!: string;

  @OneOf(UNIT_KINDS, { description: '单位类型' })
  kind!: UnitKind;

  @Id({ optional: true, description: '上级单位' })
  parentId?: string;

  @Pattern(REGION, REGION_RULE, { optional: true, description: '行政区划代码' })
  regionCode?: string;

  @Text({ optional: true, most: 50, description: '联系人' })
  contactName?: string;

  @Pattern(/^[\d +()-]{3,20}$/, '3–20 位数字、空格、+、-、括号 / 3–20 digits, spaces, +, -, brackets', {
    optional: true,
    description: '联系电话',
  })
  contactPhone?: string;
}

/** 更名 */
export class RenameUnitBody extends CommandBody {
  @Text({ description: '新名称' })
  name!: string;
}

/** 调整隶属 */
export class MoveUnitBody extends CommandBody {
  @Id({ description: '新的上级单位' })
  parentId!: string;
}

/** 合并 */
export class MergeUnitBody extends CommandBody {
  @Id({ description: '并入的单位' })
  intoUnitId!: string;
}

/** 期间锁定 */
export class LockPeriodBody extends CommandBody {
  @Id({ description: '单位，含下级单位' })
  unitId!: string;

  @Pattern(PERIOD_PATTERN, '月份或年度，例如 2020-06 或 2020 / a month or a year, such as 2020-06 or 2020', { description: '期间' })
  period!: Period;

  @Text({ optional: true, most: 500, description: '说明' })
  reason?: string;
}

/** 政策规则 */
export class SetPolicyRuleBody extends CommandBody {
  @Pattern(REGION, REGION_RULE, { description: '行政区划代码；000000 为全国' })
  regionCode!: string;

  @Whole({ least: 2000, most: 2100, description: '年度' })
  year!: number;

  @OneOf(UNIT_KINDS, { optional: true, description: '只适用于这类单位' })
  unitKind?: UnitKind;

  @Whole({ most: 1000, description: '最低预留比例（‰）' })
  floorPermille!: number;

  @Whole({ optional: true, most: 1000, description: '鼓励比例（‰）' })
  encouragedPermille?: number;

  @Whole({ optional: true, most: 1000, description: '工会经费最低预留比例（‰）' })
  unionFloorPermille?: number;

  @Day({ optional: true, description: '填报截止日' })
  deadline?: BusinessDay;

  @Day({ optional: true, description: '生效日，默认业务日期' })
  effectiveFrom?: BusinessDay;

  @Text({ description: '文号' })
  basis!: string;
}
