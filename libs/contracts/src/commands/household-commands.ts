import { HOUSEHOLD_CATEGORIES, type HouseholdCategory } from '../events/household-events.js';
import type { BusinessDay } from '../units.js';
import { CommandBody } from './command-body.js';
import { Day, Id, OneOf, Pattern, Text, Whole } from './fields.js';
import { WholePart } from './whole-part.js';

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
