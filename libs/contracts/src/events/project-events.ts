import type { EventDefinition } from '../event-definition.js';
import type { Envelope } from '../envelope.js';
import type { Counted } from '../postings.js';
import type { BusinessDay, Fen, Grams } from '../units.js';
import type { RECORD_WITHDRAWN, RecordWithdrawn } from './withdrawal-events.js';

export const PROJECT_TEMPLATES = ['cold-storage', 'purchase-base', 'platform-832-application', 'general'] as const;
/** 保鲜冷库 · 消费帮扶采购基地 · 申报832平台 · 一般项目 */
export type ProjectTemplate = (typeof PROJECT_TEMPLATES)[number];

export const CAPACITY_BASES = ['formula', 'practice', 'approval'] as const;
/** 吨位依据: 设计公式 · 当地经验 · 批复文件. The same room differs by a factor of two between them (domain §3.4). */
export type CapacityBasis = (typeof CAPACITY_BASES)[number];

export const COLD_STORAGE_KINDS = ['ventilated', 'mechanical', 'controlled-atmosphere'] as const;
/** 通风贮藏库 · 机械冷库 · 气调库 */
export type ColdStorageKind = (typeof COLD_STORAGE_KINDS)[number];

export const FUND_KINDS = ['allocated', 'released', 'paid'] as const;
/** 下达 · 拨付 · 支付 */
export type FundKind = (typeof FUND_KINDS)[number];

export const FUND_SOURCES = ['central-provincial', 'city', 'district', 'donation', 'self-raised', 'enterprise'] as const;
/** 中省 · 市级 · 区级 · 捐赠 · 自筹 · 企业 */
export type FundSource = (typeof FUND_SOURCES)[number];

export const NOTICE_KINDS = ['before', 'after'] as const;
/** 事前公示 · 事后公示 */
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** What may be missing at the gate of a stage: a file, or the field of that name. */
export type GateRequirement = 'file' | 'documentNo' | 'winner' | 'contractFen' | 'measuredVolumeM3';

/** 冷库参数: tonnage with its basis, since the tonnage alone is ambiguous. */
export interface ColdStorage {
  readonly designGrams: Grams;
  readonly basis: CapacityBasis;
  readonly volumeM3: number | null;
  readonly kind: ColdStorageKind;
}

/** What every event of a project carries: its figures and the files that prove it. */
interface OfProject extends Counted {
  readonly projectId: string;
  readonly evidence?: readonly string[];
}

/** 项目登记. Stream `project-<projectId>`; its business day is the project's first day. */
export interface ProjectRegistered extends OfProject {
  readonly name: string;
  readonly template: ProjectTemplate;
  readonly unitId: string;
  readonly villageCode: string | null;
  readonly budgetFen: Fen | null;
  readonly coldStorage: ColdStorage | null;
  /** All stages in order; `plannedOn` is the baseline of a stage planned at once. */
  readonly stages: readonly { readonly stage: string; readonly plannedOn: BusinessDay | null }[];
}

/** 环节首次计划: `plannedOn` is the stage's baseline for ever. */
export interface StagePlanned extends OfProject {
  readonly stage: string;
  readonly plannedOn: BusinessDay;
  readonly reason?: string;
}

/** 环节调整计划: the baseline stays. */
export interface StageReplanned extends OfProject {
  readonly stage: string;
  readonly plannedOn: BusinessDay;
  readonly previousPlannedOn: BusinessDay;
  readonly reason: string;
}

/** 豁免: why a gated stage was reached without some of its evidence, and which was missing. */
export interface Waiver {
  readonly reason: string;
  readonly missing: readonly GateRequirement[];
}

/** 环节完成. */
export interface StageReached extends OfProject {
  readonly stage: string;
  /** 批复文号、审计报告号、权属证号 */
  readonly documentNo?: string;
  /** 中标单位 */
  readonly winner?: string;
  readonly contractFen?: Fen;
  /** 实测容积 */
  readonly measuredVolumeM3?: number;
  readonly waiver?: Waiver;
}

/** 环节跳过. */
export interface StageSkipped extends OfProject {
  readonly stage: string;
  readonly reason: string;
}

/** 环节重开: leaves the figures on the day of reopening (contract §9, Time). */
export interface StageReopened extends OfProject {
  readonly stage: string;
  readonly was: 'reached' | 'skipped';
  readonly reason: string;
}

/** 项目资金 (下达、拨付、支付). */
export interface ProjectFundsRecorded extends OfProject {
  readonly kind: FundKind;
  readonly source: FundSource;
  readonly amountFen: Fen;
}

/** 公告公示, both days included. */
export interface PublicNoticePosted extends OfProject {
  readonly kind: NoticeKind;
  readonly from: BusinessDay;
  readonly to: BusinessDay;
}

/** 项目暂停. */
export interface ProjectSuspended extends OfProject {
  readonly reason: string;
}
/** 项目恢复. */
export interface ProjectResumed extends OfProject {
  readonly reason: string;
}

export type ProjectEvent =
  | Envelope<'ProjectRegistered', ProjectRegistered>
  | Envelope<'StagePlanned', StagePlanned>
  | Envelope<'StageReplanned', StageReplanned>
  | Envelope<'StageReached', StageReached>
  | Envelope<'StageSkipped', StageSkipped>
  | Envelope<'StageReopened', StageReopened>
  | Envelope<'ProjectFundsRecorded', ProjectFundsRecorded>
  | Envelope<'PublicNoticePosted', PublicNoticePosted>
  | Envelope<'ProjectSuspended', ProjectSuspended>
  | Envelope<'ProjectResumed', ProjectResumed>
  | Envelope<typeof RECORD_WITHDRAWN, RecordWithdrawn>;

export const projectEvents = {
  ProjectRegistered: { log: 'projects', version: 1 },
  StagePlanned: { log: 'projects', version: 1 },
  StageReplanned: { log: 'projects', version: 1 },
  StageReached: { log: 'projects', version: 1 },
  StageSkipped: { log: 'projects', version: 1 },
  StageReopened: { log: 'projects', version: 1 },
  ProjectFundsRecorded: { log: 'projects', version: 1 },
  PublicNoticePosted: { log: 'projects', version: 1 },
  ProjectSuspended: { log: 'projects', version: 1 },
  ProjectResumed: { log: 'projects', version: 1 },
} as const satisfies Record<string, EventDefinition>;

/** A stage's name for people. Stages of a `general` project that were given by hand have none: their key is the name. */
export const STAGE_NAMES: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  'reserve-pool': { zh: '储备', en: 'Reserve pool' },
  listed: { zh: '入库', en: 'Listed' },
  approved: { zh: '立项审批', en: 'Approved' },
  filed: { zh: '报备', en: 'Filed' },
  tendered: { zh: '施工招标', en: 'Tendered' },
  contracted: { zh: '合同签订', en: 'Contract signed' },
  started: { zh: '开工', en: 'Work started' },
  // `completed` is the last stage of a general project too, where no acceptance belongs to it.
  completed: { zh: '完工验收', en: 'Completed' },
  accepted: { zh: '竣工验收', en: 'Finally accepted' },
  audited: { zh: '审计决算', en: 'Audited' },
  'handed-over': { zh: '移交', en: 'Handed over' },
  titled: { zh: '确权', en: 'Title confirmed' },
  operating: { zh: '投入运营', en: 'In operation' },
  recommended: { zh: '县级推荐', en: 'Recommended by the county' },
  submitted: { zh: '提交申报', en: 'Application submitted' },
  reviewed: { zh: '平台审核', en: 'Reviewed by the platform' },
  admitted: { zh: '入驻', en: 'Admitted' },
  surveyed: { zh: '考察', en: 'Surveyed' },
  agreed: { zh: '洽谈', en: 'Agreed' },
  signed: { zh: '签约', en: 'Signed' },
  established: { zh: '挂牌建立', en: 'Established' },
  planned: { zh: '立项', en: 'Planned' },
};
