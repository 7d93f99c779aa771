import {
  CAPACITY_BASES,
  COLD_STORAGE_KINDS,
  FUND_KINDS,
  FUND_SOURCES,
  NOTICE_KINDS,
  PROJECT_TEMPLATES,
  type CapacityBasis,
  type ColdStorageKind,
  type FundKind,
  type FundSource,
  type NoticeKind,
  type ProjectTemplate,
} from '../events/project-events.js';
import type { BusinessDay, Fen, Grams } from '../units.js';
import { CommandBody } from './command-body.js';
import { Day, FenAmount, Id, OneOf, Part, Pattern, Quantity, Text, Whole } from './fields.js';
import { Requires } from './requires.js';

/** A stage's key: letters of any script, digits and hyphens. It stands in a path and counts as a dimension. */
const STAGE_KEY = /^[\p{L}\p{N}][\p{L}\p{N}-]{0,39}$/u;

/** 冷库参数 */
export class ColdStorageBody {
  @Whole({ least: 1, description: '设计贮藏量（克）' })
  designGrams!: Grams;

  @OneOf(CAPACITY_BASES, { description: '吨位依据' })
  basis!: CapacityBasis;

  @Quantity({ optional: true, description: '容积（立方米）' })
  volumeM3?: number;

  @OneOf(COLD_STORAGE_KINDS, { description: '库型' })
  kind!: ColdStorageKind;
}

/** 环节及其计划日期 */
export class PlannedStageBody {
  @Pattern(STAGE_KEY, '1–40 个字母、汉字、数字或连字符 / 1–40 letters, digits or hyphens', { description: '环节' })
  stage!: string;

  @Day({ description: '计划日期' })
  plannedOn!: BusinessDay;
}

/** 项目登记 */
@Requires<RegisterProjectBody>(({ template, coldStorage }) => (template === 'cold-storage' ? { coldStorage } : {}))
export class RegisterProjectBody extends CommandBody {
  @Id({ optional: true })
  id?: string;

  @Text({ description: '项目名称' })
  name!: string;

  @OneOf(PROJECT_TEMPLATES, { description: '项目模板' })
  template!: ProjectTemplate;

  @Id({ description: '责任单位' })
  unitId!: string;

  @Id({ optional: true, description: '所在村' })
  villageCode?: string;

  @FenAmount({ optional: true, least: 0, description: '预算（分）' })
  budgetFen?: Fen;

  @Part(() => ColdStorageBody, { optional: true, description: '冷库参数，仅冷库项目' })
  coldStorage?: ColdStorageBody;

  @Part(() => PlannedStageBody, { optional: true, each: true, most: 50, description: '环节计划；一般项目的环节以此为准' })
  stages?: PlannedStageBody[];
}

/** 环节计划 */
export class PlanStageBody extends CommandBody {
  @Day({ description: '计划日期' })
  plannedOn!: BusinessDay;

  @Text({ optional: true, most: 500, description: '调整原因，调整计划时必填' })
  reason?: string;
}

/** 豁免 */
export class WaiverBody {
  @Text({ most: 500, description: '豁免原因' })
  reason!: string;
}

/** 环节完成 */
export class ReachStageBody extends CommandBody {
  @Text({ optional: true, description: '文号' })
  documentNo?: string;

  @Text({ optional: true, description: '中标单位' })
  winner?: string;

  @FenAmount({ optional: true, description: '合同金额（分）' })
  contractFen?: Fen;

  @Quantity({ optional: true, description: '实测容积（立方米）' })
  measuredVolumeM3?: number;

  @Part(() => WaiverBody, { optional: true, description: '豁免' })
  waiver?: WaiverBody;
}

/** 项目资金 */
export class RecordFundsBody extends CommandBody {
  @OneOf(FUND_KINDS, { description: '下达、拨付或支付' })
  kind!: FundKind;

  @OneOf(FUND_SOURCES, { description: '资金来源' })
  source!: FundSource;

  @FenAmount({ description: '金额（分）' })
  amountFen!: Fen;
}

/** 公示 */
export class PostNoticeBody extends CommandBody {
  @OneOf(NOTICE_KINDS, { description: '事前或事后' })
  kind!: NoticeKind;

  @Day({ description: '公示开始日' })
  from!: BusinessDay;

  @Day({ description: '公示截止日，含当日' })
  to!: BusinessDay;
}
