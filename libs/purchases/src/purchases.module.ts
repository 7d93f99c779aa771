import { Module } from '@nestjs/common';
import { eventSightToken } from '#event-log';
import { AskedPurchasesController } from './asked/asked-purchases.controller.js';
import { AskPurchaseEndingsHandler } from './asked/ask-purchase-endings.query.js';
import { AskPurchasesHandler } from './asked/ask-purchases.query.js';
import { AcceptOrderHandler } from './order/accept-order.js';
import { CancelOrderHandler } from './order/cancel-order.js';
import { CorrectOrderHandler } from './order/correct-order.js';
import { DeferPaymentHandler } from './order/defer-payment.js';
import { GetOrderHandler, GetOrderHistoryHandler } from './order/get-order.js';
import { ExportOrdersHandler } from './order/order-export.query.js';
import { ListOrdersHandler } from './order/order-ledger.query.js';
import { TakenNumbers } from './order/taken-number.js';
import { OrderLockBook } from './order/order-lock-book.js';
import { OrderReferences } from './order/order-references.js';
import { OrderExportController } from './order/order-export.controller.js';
import { OrdersController } from './order/orders.controller.js';
import { PayOrderHandler } from './order/pay-order.js';
import { PlaceOrderHandler } from './order/place-order.js';
import { RateOrderHandler } from './order/rate-order.js';
import { ReattributeOrderHandler } from './order/reattribute-order.js';
import { RefundOrderHandler } from './order/refund-order.js';
import { ShipOrderHandler } from './order/ship-order.js';
import { SignContractHandler } from './order/sign-contract.js';
import { VoidOrderHandler } from './order/void-order.js';
import { PurchaseSight } from './purchase-sight.js';
import { reserveControllers, reserveProviders } from './reserve/index.js';

/**
 * 采购: reserves and orders. The app around it provides, globally: the buses, the log and the references of `purchases`,
 * the database of the read models and the clock.
 */
@Module({
  controllers: [OrdersController, AskedPurchasesController, OrderExportController, ...reserveControllers],
  providers: [
    { provide: eventSightToken('purchases'), useClass: PurchaseSight },
    OrderReferences,
    AskPurchasesHandler,
    AskPurchaseEndingsHandler,
    OrderLockBook,
    TakenNumbers,
    PlaceOrderHandler,
    PayOrderHandler,
    SignContractHandler,
    ShipOrderHandler,
    AcceptOrderHandler,
    RateOrderHandler,
    DeferPaymentHandler,
    RefundOrderHandler,
    CancelOrderHandler,
    VoidOrderHandler,
    ReattributeOrderHandler,
    CorrectOrderHandler,
    ListOrdersHandler,
    ExportOrdersHandler,
    GetOrderHandler,
    GetOrderHistoryHandler,
    ...reserveProviders,
  ],
})
export class PurchasesModule {}
