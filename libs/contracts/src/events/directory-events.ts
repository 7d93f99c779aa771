import type { EventDefinition } from '../event-definition.js';
import type { Envelope } from '../envelope.js';
import type { Period } from '../period-lock.js';
import type { Counted } from '../postings.js';
import type { BusinessDay } from '../units.js';
import type { RECORD_WITHDRAWN, RecordWithdrawn } from './withdrawal-events.js';

export const UNIT_KINDS = ['department', 'budget-unit', 'sub-district', 'enterprise'] as const;
/** 主管部门 · 预算单位 · 镇街 · 企业 */
export type UnitKind = (typeof UNIT_KINDS)[number];

interface Proven {
  readonly evidence?: readonly string[];
}

/** 单位登记. Stream `unit-<unitId>`. */
export interface UnitRegistered extends Counted, Proven {
  readonly unitId: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly parentId: string | null;
  /** Six-digit code; `000000` = the whole country. Absent = taken from the parent when a rule is looked up. */
  readonly regionCode: string | null;
}
/** 更名 */
export interface UnitRenamed extends Proven {
  readonly unitId: string;
  readonly name: string;
  readonly previousName: string;
}
/** 调整隶属 */
export interface UnitMoved extends Proven {
  readonly unitId: string;
  readonly parentId: string | null;
  readonly previousParentId: string | null;
}
/** 合并 */
export interface UnitMerged extends Counted, Proven {
  readonly unitId: string;
  readonly intoUnitId: string;
}
/** 撤销 */
export interface UnitClosed extends Counted, Proven {
  readonly unitId: string;
  readonly reason: string;
}

/** 政策规则. Stream `policy-rule-<regionCode>-<year>`; the rule with the later `effectiveFrom` wins. */
export interface PolicyRuleSet extends Proven {
  readonly ruleId: string;
  /** Six digits; `000000` = the whole country. */
  readonly regionCode: string;
  readonly year: number;
  readonly unitKind: UnitKind | null;
  readonly floorPermille: number;
  readonly encouragedPermille: number | null;
  readonly unionFloorPermille: number | null;
  readonly deadline: BusinessDay | null;
  readonly effectiveFrom: BusinessDay;
  /** 文号 */
  readonly basis: string;
}

/** 期间锁定 (月结/年结) for a unit and the units below it. Stream `period-lock-<unitId>`; never taken back. */
export interface PeriodLocked extends Proven {
  readonly lockId: string;
  readonly unitId: string;
  readonly period: Period;
  /** Whether it closes the period for 帮助销售, too. */
  readonly sales: boolean;
  readonly reason: string | null;
}

/** 凭证文件: what was stored, by its content; the name a person gave it may be personal and stays out of the log. */
export interface FileStored {
  readonly fileId: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: string;
  /** The village whose staff stored it: they may open it. Absent where it was stored for no village. */
  readonly villageCode?: string;
}

export type DirectoryEvent =
  | Envelope<'UnitRegistered', UnitRegistered>
  | Envelope<'UnitRenamed', UnitRenamed>
  | Envelope<'UnitMoved', UnitMoved>
  | Envelope<'UnitMerged', UnitMerged>
  | Envelope<'UnitClosed', UnitClosed>
  | Envelope<'PolicyRuleSet', PolicyRuleSet>
  | Envelope<'PeriodLocked', PeriodLocked>
  | Envelope<'FileStored', FileStored>
  | Envelope<typeof RECORD_WITHDRAWN, RecordWithdrawn>;

export const directoryEvents = {
  UnitRegistered: { log: 'directory', version: 1 },
  UnitRenamed: { log: 'directory', version: 1 },
  UnitMoved: { log: 'directory', version: 1 },
  UnitMerged: { log: 'directory', version: 1 },
  UnitClosed: { log: 'directory', version: 1 },
  PolicyRuleSet: { log: 'directory', version: 1 },
  PeriodLocked: { log: 'directory', version: 1 },
  FileStored: { log: 'directory', version: 1 },
} as const satisfies Record<string, EventDefinition>;
