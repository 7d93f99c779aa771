import type { Grants } from './access.js';
import type { Caller } from './envelope.js';
import type { PolicyRuleSet, UnitKind } from './events/directory-events.js';
import type { HouseholdCategory } from './events/household-events.js';
import type { OrderFacts, OrderLine } from './events/order-events.js';
import type { ReserveDeclaration } from './events/reserve-events.js';
import type { KnownLocks } from './period-lock.js';
import type { EndingQuestions, StandingEnding } from './import-endings.js';
import type { Stay } from './unit-tree.js';
import type { BusinessDay, Fen, Instant } from './units.js';

/** Answers by what was asked; what does not exist has none. As a list, since any text may be asked. */
export type AnsweredList<Answer> = readonly (readonly [asked: string, answer: Answer])[];

/** An order of the ledger that is neither cancelled nor void, as an import compares its rows with it. */
export interface StandingOrder {
  readonly id: string;
  /** The unit it counts under now. */
  readonly unitId: string;
  readonly platformOrderNo: string | null;
  readonly occurredOn: BusinessDay;
  readonly supplierName: string;
  /** The account that entered it, and when. */
  readonly recordedBy: string;
  readonly recordedAt: Instant;
  readonly lines: readonly Pick<OrderLine, 'product' | 'quantity' | 'unit' | 'packGrams' | 'amountFen'>[];
}

/** Money that moved on a day. */
export interface DatedAmount {
  readonly on: BusinessDay;
  readonly amountFen: Fen;
}

/** What an order says beside its day and its lines, and what has happened to it, as far as a sheet may say otherwise. */
export interface RecordedOrder extends Pick<
  OrderFacts,
  'channel' | 'supplierName' | 'originCountyCode' | 'funding' | 'settlement' | 'freightFen' | 'discountFen'
> {
  /** The unit it counts under now, then those it was re-attributed from. */
  readonly unitIds: readonly string[];
  readonly payments: readonly DatedAmount[];
  readonly acceptedOn: readonly BusinessDay[];
  readonly ratings: readonly { readonly on: BusinessDay; readonly stars: number }[];
  readonly refunds: readonly DatedAmount[];
}

/** An order or a sale that somebody has cancelled or voided by hand; one that went with the undoing of its import is none. */
export interface EndedByHand {
  readonly id: string;
  /** The account, and when. */
  readonly endedBy: string;
  readonly endedAt: Instant;
  readonly reason: string;
}

/** An 832 number in the ledger. */
export interface HeldNumber {
  /** The order that holds it. `seen`: whether who asks sees that order, as they would by its address. */
  readonly live?: StandingOrder & { readonly seen: boolean; readonly recorded: RecordedOrder };
  /** Where it is free: the last order that held it, if that was ended by hand and who asks sees it. */
  readonly ended?: EndedByHand;
  /** How many orders have ever held it. */
  readonly ever: number;
}

/** Whether a record stands (neither void, cancelled nor withdrawn); a record that never began has no answer. */
export type Standing = boolean;

/** A 预留份额 that stands, as an import compares its rows with it. */
export interface DeclaredReserve {
  readonly state: 'draft' | 'submitted' | 'returned' | 'confirmed' | 'adjusted' | 'locked';
  readonly declaration: ReserveDeclaration;
  /** 约: the declared amounts. */
  readonly approximate: boolean;
  /** Whether it may be declared anew: a draft, or one that was returned before anything was confirmed. */
  readonly isOpen: boolean;
}

/** What is open about a household, as an import compares its rows with it. */
export interface RecordedHousehold {
  readonly villageCode: string;
  readonly category: HouseholdCategory;
  readonly members: number;
}

/** What a sheet asks of the purchases. */
export interface PurchaseQuestions {
  /** Who asks with the sheet: by whom an order is seen. */
  readonly caller: Caller;
  /** 832 numbers, as they are compared. */
  readonly numbers: readonly string[];
  readonly orderIds: readonly string[];
  /** Of `likenessAt`. */
  readonly likenesses: readonly string[];
  /** Names of products, squeezed. */
  readonly products: readonly string[];
  /** `<unitId>:<year>` */
  readonly reserves: readonly string[];
}

export interface PurchaseAnswers {
  readonly numbers: AnsweredList<HeldNumber>;
  readonly orders: AnsweredList<Standing>;
  /** Orders asked for, or last holders of free numbers, that somebody has ended by hand, as far as who asks sees them. */
  readonly ended: AnsweredList<EndedByHand>;
  /** Those that stand: with a number, and as many without, one more than `MOST_ALIKE` at most. */
  readonly likenesses: AnsweredList<readonly StandingOrder[]>;
  /** What a kilogram usually costs. */
  readonly usualFenPerKg: AnsweredList<Fen>;
  /** Those that are declared, as they stand. */
  readonly reserves: AnsweredList<DeclaredReserve>;
}

/** What a sheet asks of households and support. */
export interface SupportQuestions {
  /** Who asks with the sheet: by whom a sale is seen. */
  readonly caller: Caller;
  readonly householdIds: readonly string[];
  readonly saleIds: readonly string[];
}

export interface SupportAnswers {
  /** Every household that ever began. */
  readonly households: AnsweredList<RecordedHousehold & { readonly standing: Standing }>;
  readonly sales: AnsweredList<Standing>;
  /** Sales asked for that somebody has voided by hand, as far as who asks sees them. */
  readonly ended: AnsweredList<EndedByHand>;
}

/** A unit as names and days of a sheet are checked against it. */
export interface UnitInScope {
  readonly id: string;
  readonly name: string;
  /** Names it had before; past years keep the old name. */
  readonly formerNames: readonly string[];
  readonly kind: UnitKind;
  readonly parentId: string | null;
  /** Its own or that of the nearest unit above. */
  readonly regionCode: string | null;
  readonly closedOn: BusinessDay | null;
  /** When it was in the caller's reach: one open span for always, none for never. */
  readonly stays: readonly Stay[];
}

export interface DirectoryAnswer {
  readonly units: readonly UnitInScope[];
  /** Ids that no further unit may have, though no unit has them any more. */
  readonly withdrawnUnitIds: readonly string[];
  /** Set last, first in the list. */
  readonly policyRules: readonly PolicyRuleSet[];
  /** Every lock, with the tree it stands in. */
  readonly locks: KnownLocks;
}

export interface VillageInScope {
  readonly code: string;
  readonly name: string;
  readonly inScope: boolean;
}

/** Queries of an import: answered by the feature that owns what is asked, in whatever process it runs. */
export class AskPurchases {
  constructor(readonly questions: PurchaseQuestions) {}
}

export class AskSupport {
  constructor(readonly questions: SupportQuestions) {}
}

/** Of these records, those that stand and that this import has made; one query for each feature that has such records. */
export class AskPurchaseEndings {
  constructor(readonly questions: EndingQuestions) {}
}

export class AskSupportEndings {
  constructor(readonly questions: EndingQuestions) {}
}

export class AskDirectoryEndings {
  constructor(readonly questions: EndingQuestions) {}
}

/** Villages, and which of them the caller reaches under some grants. */
export class AskVillages {
  constructor(
    readonly caller: Caller,
    readonly grants: Grants,
  ) {}
}

/** The ids of all households that were forgotten (销毁个人信息). */
export class AskForgotten {
  readonly of = 'households';
}

/** Units with the caller's reach under some grants, and the policy rules. */
export class AskDirectory {
  constructor(
    readonly caller: Caller,
    readonly grants: Grants,
  ) {}
}

/** How an import asks the features, one implementation for each tier. */
export abstract class LedgerQuestions {
  abstract directory(caller: Caller, grants: Grants): Promise<DirectoryAnswer>;
  abstract villages(caller: Caller, grants: Grants): Promise<readonly VillageInScope[]>;
  abstract purchases(questions: PurchaseQuestions): Promise<PurchaseAnswers>;
  abstract support(questions: SupportQuestions): Promise<SupportAnswers>;
  /** The ids of all households that were forgotten. */
  abstract forgotten(): Promise<readonly string[]>;
  /** Those of the records that stand, in the order they were asked for. */
  abstract endings(questions: EndingQuestions): Promise<readonly StandingEnding[]>;
}
