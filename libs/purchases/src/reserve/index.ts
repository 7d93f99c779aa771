import type { Projection } from '#event-log';
import { reserveHandlers } from './reserve-commands.js';
import { reserveLedger } from './reserve-ledger.projection.js';
import { reserveQueryHandlers } from './reserve-queries.js';
import { ReservesController } from './reserves.controller.js';

/** What the purchases module takes in of the reserve. */
export const reserveControllers = [ReservesController];
export const reserveProviders = [...reserveHandlers, ...reserveQueryHandlers];
export const reserveProjections: readonly Projection[] = [reserveLedger];
