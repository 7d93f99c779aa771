import type { Projection } from '#event-log';
import { orderLedger } from './order/order-ledger.projection.js';
import { reserveProjections } from './reserve/index.js';

export { PurchasesModule } from './purchases.module.js';

/** The read models of this feature, for the runner of the app that hosts it. */
export const purchasesProjections: readonly Projection[] = [orderLedger, ...reserveProjections];
