import { Module } from '@nestjs/common';
import { GetOrderHandler, GetOrderHistoryHandler } from './order/get-order.js';
import { changeHandlers } from './order/change-handlers.js';
import { ListOrdersHandler } from './order/order-ledger.query.js';
import { OrderReferences } from './order/order-references.js';
import { OrdersController } from './order/orders.controller.js';
import { stepHandlers } from './order/step-handlers.js';
import { reserveControllers, reserveProviders } from './reserve/index.js';

/**
 * 采购: reserves and orders. The app around it provides, globally: the buses, the log and the references of `purchases`,
 * the database of the read models and the clock.
 */
@Module({
  controllers: [OrdersController, ...reserveControllers],
  providers: [
    OrderReferences,
    ListOrdersHandler,
    GetOrderHandler,
    GetOrderHistoryHandler,
    ...stepHandlers,
    ...changeHandlers,
    ...reserveProviders,
  ],
})
export class PurchasesModule {}
