import type { Projection } from '#event-log';
import { AdjustReserveHandler } from './adjust-reserve.js';
import { ConfirmReserveHandler } from './confirm-reserve.js';
import { DeclareReserveHandler } from './declare-reserve.js';
import { LockReserveHandler } from './lock-reserve.js';
import { reserveLedger } from './reserve-ledger.projection.js';
import { reserveQueryHandlers } from './reserve-queries.js';
import { ReservesController } from './reserves.controller.js';
import { ReturnReserveHandler } from './return-reserve.js';
import { SubmitReserveHandler } from './submit-reserve.js';
import { WithdrawReserveHandler } from './withdraw-reserve.js';

/** What the purchases module takes in of the reserve. */
export const reserveControllers = [ReservesController];
/** The handlers of the reserve's commands and questions. */
export const reserveProviders = [
  DeclareReserveHandler,
  AdjustReserveHandler,
  SubmitReserveHandler,
  ReturnReserveHandler,
  ConfirmReserveHandler,
  LockReserveHandler,
  WithdrawReserveHandler,
  ...reserveQueryHandlers,
];
/** The read models of the reserve. */
export const reserveProjections: readonly Projection[] = [reserveLedger];
