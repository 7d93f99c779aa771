import type {
  Adjustment,
  BusinessDay,
  Fen,
  GateRequirement,
  Grams,
  Instant,
  OrderChannel,
  OrderFunding,
  OrderLine,
  ProductCategory,
  ProjectTemplate,
  Settlement,
  UnitKind,
} from '#contracts';

/** Records and their lists, as the console reads them (docs/contract.md §3). */

export interface HistoryItem {
  readonly eventId: string;
  readonly type: string;
  readonly occurredOn: BusinessDay;
  readonly recordedAt: Instant;
  readonly account: string;
  readonly reason?: string;
  /** Where it put an amount into a locked period. */
  readonly adjustment?: Adjustment;
  readonly changes: readonly { readonly field: string; readonly from: unknown; readonly to: unknown }[];
}

export interface UnitItem {
  readonly id: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly parentId: string | null;
  readonly regionCode: string | null;
  readonly openedOn: BusinessDay;
  readonly closedOn: BusinessDay | null;
  readonly demo?: true;
}

export interface VillageItem {
  readonly code: string;
  readonly name: string;
  readonly township: string;
  readonly countyCode: string;
}

export interface OrderItem {
  readonly id: string;
  readonly unitId: string;
  readonly occurredOn: BusinessDay;
  readonly state: string;
  readonly channel: string;
  readonly platformOrderNo: string | null;
  readonly supplierName: string | null;
  readonly originCountyCode: string | null;
  readonly funding: string;
  readonly products: string | null;
  readonly grams: Grams;
  readonly totalFen: Fen;
  readonly orderedFen: Fen;
  readonly paidFen: Fen;
  readonly acceptedFen: Fen;
  readonly completedFen: Fen;
  readonly refundedFen: Fen;
  readonly stars: number | null;
  readonly approximate: boolean;
  readonly demo?: true;
}

export interface OrderView {
  readonly id: string;
  readonly state: 'open' | 'cancelled' | 'void';
  readonly unitId: string;
  readonly occurredOn: BusinessDay;
  readonly channel: OrderChannel;
  readonly platformOrderNo: string | null;
  readonly supplierName: string;
  readonly supplierCountyCode: string | null;
  readonly originCountyCode: string | null;
  readonly funding: OrderFunding;
  readonly settlement: Settlement;
  readonly lines: readonly OrderLine[];
  readonly freightFen: Fen;
  readonly discountFen: Fen;
  readonly totalFen: Fen;
  readonly paidFen: Fen;
  readonly acceptedFen: Fen;
  readonly refundedFen: Fen;
  readonly completedFen: Fen;
  readonly completed: boolean;
  readonly dueOn: BusinessDay | null;
  readonly shippedOn: BusinessDay | null;
  readonly evidence: readonly string[];
  readonly streamVersion: number;
}

export interface ReserveItem {
  readonly unitId: string;
  readonly year: number;
  readonly state: string;
  readonly canteen: string;
  readonly canteenSpendFen: Fen | null;
  readonly canteenReserveFen: Fen | null;
  readonly unionSpendFen: Fen | null;
  readonly unionReserveFen: Fen | null;
  readonly confirmedFen: Fen;
  readonly representativeUnitId: string | null;
  readonly basis: string;
}

/** Reached stages of those that are not skipped. */
export interface Progress {
  readonly numerator: number;
  readonly denominator: number;
}

export interface BoardItem {
  readonly id: string;
  readonly name: string;
  readonly template: ProjectTemplate;
  readonly unitId: string;
  readonly startedOn: BusinessDay;
  readonly state: 'running' | 'suspended' | 'finished';
  readonly nextStage: string | null;
  readonly nextStageName: string | null;
  readonly nextPlannedOn: BusinessDay | null;
  readonly daysLate: number;
  readonly progress: Progress;
  readonly budgetFen: Fen;
  readonly paidFen: Fen;
  readonly demo?: true;
}

export interface StageView {
  readonly stage: string;
  readonly name: string;
  readonly state: 'open' | 'reached' | 'skipped';
  readonly gate: readonly GateRequirement[];
  readonly baseline: BusinessDay | null;
  readonly plannedOn: BusinessDay | null;
  readonly reachedOn: BusinessDay | null;
  readonly skippedOn: BusinessDay | null;
  readonly skippedFor: string | null;
  readonly daysLate: number;
  readonly evidence: readonly string[];
  readonly documentNo: string | null;
  readonly winner: string | null;
  readonly contractFen: Fen | null;
  readonly waiver: { readonly reason: string } | null;
}

export interface FundsView {
  readonly totalFen: Fen;
}

export interface ProjectView {
  readonly id: string;
  readonly name: string;
  readonly template: ProjectTemplate;
  readonly unitId: string;
  readonly state: string;
  readonly nextStage: string | null;
  readonly daysLate: number;
  readonly progress: Progress;
  readonly stages: readonly StageView[];
  readonly budgetFen: Fen | null;
  readonly funds: Readonly<Record<'allocated' | 'released' | 'paid', FundsView>>;
  readonly streamVersion: number;
}

export interface SaleItem {
  readonly id: string;
  readonly state: 'recorded' | 'void';
  readonly occurredOn: BusinessDay;
  readonly villageCode: string;
  readonly householdId: string | null;
  readonly product: string;
  readonly category: ProductCategory;
  readonly quantity: number;
  readonly unit: string;
  readonly grams: Grams | null;
  readonly amountFen: Fen | null;
  readonly buyer: { readonly kind: string } | null;
  readonly approximate: boolean;
}

/** What one household sold; its name is masked. */
export interface HouseholdSold {
  readonly householdId: string;
  readonly villageCode: string;
  readonly private: { readonly name: string; readonly phone: string } | null;
  readonly sales: number;
  readonly grams: Grams;
  readonly amountFen: Fen;
  /** Sales whose weight is unknown: they count with 0 grams. */
  readonly unconverted: number;
  readonly lastOn: BusinessDay;
}

export interface SaleView extends SaleItem {
  readonly streamVersion: number;
}

/** A sentence of the report, with the question behind each number it prints. */
export interface ReportSentence {
  readonly template: string;
  readonly text: string;
  readonly figures: readonly {
    readonly figure: string;
    readonly filters: Readonly<Record<string, string | number | boolean>>;
    readonly printed: string;
  }[];
}

export interface AnnualReport {
  readonly sentences: readonly ReportSentence[];
}
