import type { EventDefinition } from '../event-definition.js';
import type { Envelope } from '../envelope.js';
import type { Adjustment } from '../period-lock.js';
import type { Counted } from '../postings.js';
import type { ProductCategory } from '../product-category.js';
import type { BusinessDay, Fen, Grams, QuantityUnit } from '../units.js';
import type { RECORD_WITHDRAWN, RecordWithdrawn } from './withdrawal-events.js';

export const HOUSEHOLD_CATEGORIES = ['lifted', 'registered-poor', 'unstable', 'marginal', 'hardship'] as const;
/** 户类别: 已脱贫 · 建档立卡 · 脱贫不稳定 · 边缘易致贫 · 突发严重困难 */
export type HouseholdCategory = (typeof HOUSEHOLD_CATEGORIES)[number];

export const EXIT_STEPS = ['appraisal', 'verification', 'consent', 'notice', 'announcement', 'deregistration'] as const;
/** 退出程序: 评议 → 核实 → 认可 → 公示 → 公告 → 销号 (domain §4.3) */
export type ExitStep = (typeof EXIT_STEPS)[number];

export const BUYER_KINDS = ['order', 'cooperative', 'enterprise', 'individual', 'other'] as const;
/** 买方: 采购订单 · 合作社 · 企业 · 个人 · 其他 */
export type BuyerKind = (typeof BUYER_KINDS)[number];

export const ACTIVITY_KINDS = ['visit', 'training', 'skills-delivery', 'donation', 'inspection'] as const;
/** 考察 · 职业技能培训 · 送技能 · 捐赠 · 督导 */
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/** What every event of this log may carry: its figures and the files that prove it. */
interface Proven extends Counted {
  readonly evidence?: readonly string[];
}

/** What an event of a sale may carry besides. */
interface Adjustable extends Proven {
  /** Where it puts an amount into a locked period. */
  readonly adjustment?: Adjustment;
}

/** 村（社区）登记. Stream `village-<code>`. */
export interface VillageRegistered extends Proven {
  readonly code: string;
  readonly name: string;
  readonly countyCode: string;
  readonly township: string;
}

/** 农户登记. Stream `household-<householdId>`: a token, never a name. */
export interface HouseholdRegistered extends Proven {
  readonly householdId: string;
  readonly villageCode: string;
  readonly category: HouseholdCategory;
  readonly members: number;
  /** Names the seal that holds name and phone outside the log; `null` where none were given. */
  readonly sealId: string | null;
}

/** 脱贫退出, with the day of every step of the procedure. */
export interface HouseholdExited extends Proven {
  readonly householdId: string;
  readonly steps: Readonly<Record<ExitStep, BusinessDay>>;
}

/** 销毁个人信息: from here on nobody can open what was sealed. */
export interface HouseholdForgotten extends Proven {
  readonly householdId: string;
  readonly reason: string;
}

/** 买方. An individual's name is a person's and enters the log masked only. */
export interface Buyer {
  readonly kind: BuyerKind;
  readonly orderId: string | null;
  readonly name: string | null;
}

/** What a sale says. Quantity and unit stay as entered beside the grams; `grams` null = 未折算. */
export interface SaleFacts {
  readonly villageCode: string;
  readonly countyCode: string;
  readonly householdId: string | null;
  readonly product: string;
  readonly category: ProductCategory;
  readonly quantity: number;
  readonly unit: QuantityUnit;
  readonly packGrams: Grams | null;
  readonly grams: Grams | null;
  readonly amountFen: Fen | null;
  readonly buyer: Buyer | null;
  /** 带动户数 as stated; counts only where no household is named. */
  readonly householdsReached: number | null;
}

/** 帮助销售. Stream `sale-<saleId>`; its business day is the day sold. */
export interface SaleRecorded extends Adjustable, SaleFacts {
  readonly saleId: string;
}

/** 更正: all facts as they now stand, with the reversal of the old entry and the new one in its postings. */
export interface SaleCorrected extends Adjustable, SaleFacts {
  readonly saleId: string;
  readonly reason: string;
  /** The day sold as it now stands; postings name their days themselves. */
  readonly soldOn: BusinessDay;
}

/** 作废: everything back to zero on the day sold. */
export interface SaleVoided extends Adjustable {
  readonly saleId: string;
  readonly reason: string;
}

/** 捐赠用途: one purpose and its part of what was received. */
export interface Purpose {
  readonly name: string;
  readonly amountFen: Fen;
}

/** 帮扶活动. Stream `activity-<activityId>`; cash 捐款, goods 捐物折款, pledged 认捐. */
export interface ActivityRecorded extends Proven {
  readonly activityId: string;
  readonly kind: ActivityKind;
  readonly villageCode: string | null;
  readonly place: string | null;
  readonly topic: string | null;
  /** 期/场; a training without a number is one. */
  readonly sessions: number | null;
  /** 人次 */
  readonly participants: number | null;
  readonly cashFen: Fen | null;
  readonly goodsFen: Fen | null;
  readonly pledgedFen: Fen | null;
  readonly purposes: readonly Purpose[];
  /** Names of those who came, masked. */
  readonly attendees: readonly string[];
}

/** 作废: everything back to zero on the day of the activity. */
export interface ActivityVoided extends Proven {
  readonly activityId: string;
  readonly reason: string;
}

export type HouseholdEvent =
  | Envelope<'VillageRegistered', VillageRegistered>
  | Envelope<'HouseholdRegistered', HouseholdRegistered>
  | Envelope<'HouseholdExited', HouseholdExited>
  | Envelope<'HouseholdForgotten', HouseholdForgotten>
  | Envelope<'SaleRecorded', SaleRecorded>
  | Envelope<'SaleCorrected', SaleCorrected>
  | Envelope<'SaleVoided', SaleVoided>
  | Envelope<'ActivityRecorded', ActivityRecorded>
  | Envelope<'ActivityVoided', ActivityVoided>
  | Envelope<typeof RECORD_WITHDRAWN, RecordWithdrawn>;

export const householdEvents = {
  VillageRegistered: { log: 'households', version: 1 },
  HouseholdRegistered: { log: 'households', version: 1 },
  HouseholdExited: { log: 'households', version: 1 },
  HouseholdForgotten: { log: 'households', version: 1 },
  SaleRecorded: { log: 'households', version: 1 },
  SaleCorrected: { log: 'households', version: 1 },
  SaleVoided: { log: 'households', version: 1 },
  ActivityRecorded: { log: 'households', version: 1 },
  ActivityVoided: { log: 'households', version: 1 },
} as const satisfies Record<string, EventDefinition>;
