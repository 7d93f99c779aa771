import type { Envelope } from '../envelope.js';
import type { EventDefinition } from '../event-definition.js';
import type { Counted } from '../postings.js';
import type { Fen } from '../units.js';
import type { RECORD_WITHDRAWN, RecordWithdrawn } from './withdrawal-events.js';

export const CANTEEN_STATES = ['own', 'none', 'shared', 'outsourced'] as const;
/** 自有食堂 · 无食堂 · 共用食堂 · 食堂外包 (FAQ 1089 of the 832 platform) */
export type CanteenState = (typeof CANTEEN_STATES)[number];

/** What a unit declares for a year. Amounts are 0 where none is reserved; `null` = there is no such spending. */
export interface ReserveDeclaration {
  readonly canteen: CanteenState;
  readonly canteenSpendFen: Fen | null;
  readonly canteenReserveFen: Fen | null;
  readonly unionSpendFen: Fen | null;
  readonly unionReserveFen: Fen | null;
  readonly representativeUnitId: string | null;
  readonly contractorName: string | null;
  readonly exemptionFileId: string | null;
  readonly note: string | null;
}

interface OfReserve extends Counted {
  readonly unitId: string;
  readonly year: number;
  readonly evidence?: readonly string[];
}

/** 预留份额填报: stream `reserve-<unitId>-<year>`. `basis` is the 文号 of the rule it was checked against; `approximate` its amounts. */
export interface ReserveDeclared extends OfReserve {
  readonly declaration: ReserveDeclaration;
  readonly floorPermille: number;
  readonly basis: string;
  /** 恢复: an import that had declared over this declaration was taken back; why, and the state the reserve had then. */
  readonly restored?: { readonly state: 'draft' | 'returned'; readonly reason: string };
}
/** 提交 */
export type ReserveSubmitted = OfReserve;
/** 退回 */
export interface ReserveReturned extends OfReserve {
  readonly reason: string;
}
/** 确认 */
export type ReserveConfirmed = OfReserve;
/** 调整: a new version; the confirmed one counts until the new one is confirmed. */
export interface ReserveAdjusted extends Omit<ReserveDeclared, 'restored'> {
  readonly reason: string;
}
/** 锁定 */
export type ReserveLocked = OfReserve;

export type ReserveEvent =
  | Envelope<'ReserveDeclared', ReserveDeclared>
  | Envelope<'ReserveSubmitted', ReserveSubmitted>
  | Envelope<'ReserveReturned', ReserveReturned>
  | Envelope<'ReserveConfirmed', ReserveConfirmed>
  | Envelope<'ReserveAdjusted', ReserveAdjusted>
  | Envelope<'ReserveLocked', ReserveLocked>
  | Envelope<typeof RECORD_WITHDRAWN, RecordWithdrawn>;

export const reserveEvents = {
  ReserveDeclared: { log: 'purchases', version: 1 },
  ReserveSubmitted: { log: 'purchases', version: 1 },
  ReserveReturned: { log: 'purchases', version: 1 },
  ReserveConfirmed: { log: 'purchases', version: 1 },
  ReserveAdjusted: { log: 'purchases', version: 1 },
  ReserveLocked: { log: 'purchases', version: 1 },
} as const satisfies Record<string, EventDefinition>;
