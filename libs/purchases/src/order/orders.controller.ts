import { Body, Controller, Get, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller, CommandContext, CommandResult } from '#contracts';
import {
  AcceptOrderBody,
  CorrectOrderBody,
  PayOrderBody,
  PlaceOrderBody,
  PlainBody,
  RateOrderBody,
  ReasonBody,
  ReattributeOrderBody,
  RefundOrderBody,
} from '#contracts/commands';
import type { HistoryItem } from '#event-log';
import { Asking, Commanded, For, type ListAnswer, newId, ReadsFrom } from '#platform';
import { BeforeLock } from '#reference';
import { AcceptOrder } from './accept-order.js';
import { CancelOrder } from './cancel-order.js';
import { CorrectOrder } from './correct-order.js';
import { DeferPayment } from './defer-payment.js';
import { PayOrder } from './pay-order.js';
import { PlaceOrder } from './place-order.js';
import { RateOrder } from './rate-order.js';
import { ReattributeOrder } from './reattribute-order.js';
import { RefundOrder } from './refund-order.js';
import { ShipOrder } from './ship-order.js';
import { SignContract } from './sign-contract.js';
import { VoidOrder } from './void-order.js';
import { OrderAdjustingGuard, OrderGuard } from './order.guard.js';
import { ORDER_ENTRY, ORDER_KEEPING, ORDER_MENDING, ORDER_MOVING, ORDER_READING } from './order-access.js';
import { GetOrder, GetOrderHistory } from './get-order.js';
import { ListOrders, type OrderItem, OrderListQuery } from './order-ledger.query.js';

/** 采购订单: contract §3 Orders. */
@ApiTags('orders')
@Controller('orders')
@UseGuards(OrderAdjustingGuard, OrderGuard)
export class OrdersController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @For(ORDER_KEEPING)
  @BeforeLock(ORDER_ENTRY)
  @ApiOperation({ summary: '采购下单 / Place an order' })
  place(@Body() body: PlaceOrderBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new PlaceOrder(body.id ?? newId(), body, context));
  }

  @Get()
  @For(ORDER_READING)
  @ApiOperation({ summary: '订单台账 / The order ledger' })
  @ReadsFrom('order_ledger')
  list(@Query() query: OrderListQuery, @Asking() caller: Caller): Promise<ListAnswer<OrderItem>> {
    return this.queries.execute(new ListOrders(query, caller));
  }

  @Get(':id')
  @For(ORDER_READING)
  @ApiOperation({ summary: '一张订单 / One order' })
  @ReadsFrom()
  get(@Param('id') id: string): Promise<object> {
    return this.queries.execute(new GetOrder(id));
  }

  @Get(':id/history')
  @For(ORDER_READING)
  @ApiOperation({ summary: '订单的全部事件 / Every event of an order' })
  @ReadsFrom()
  history(@Param('id') id: string): Promise<{ items: HistoryItem[] }> {
    return this.queries.execute(new GetOrderHistory(id));
  }

  @Post(':id/payments')
  @For(ORDER_KEEPING)
  @BeforeLock(ORDER_ENTRY)
  @ApiOperation({ summary: '付款 / Pay' })
  @HttpCode(200)
  pay(@Param('id') id: string, @Body() body: PayOrderBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new PayOrder(id, body, context));
  }

  @Post(':id/contract')
  @For(ORDER_ENTRY)
  @ApiOperation({ summary: '签订合同 / Sign the contract' })
  @HttpCode(200)
  contract(@Param('id') id: string, @Body() body: PlainBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new SignContract(id, body, context));
  }

  @Post(':id/shipment')
  @For(ORDER_ENTRY)
  @ApiOperation({ summary: '发货 / Ship' })
  @HttpCode(200)
  ship(@Param('id') id: string, @Body() body: PlainBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new ShipOrder(id, body, context));
  }

  @Post(':id/acceptance')
  @For(ORDER_KEEPING)
  @BeforeLock(ORDER_ENTRY)
  @ApiOperation({ summary: '验收 / Accept goods' })
  @HttpCode(200)
  accept(@Param('id') id: string, @Body() body: AcceptOrderBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new AcceptOrder(id, body, context));
  }

  @Post(':id/rating')
  @For(ORDER_KEEPING)
  @BeforeLock(ORDER_ENTRY)
  @ApiOperation({ summary: '评价，验收计入完成的条件 / Rate the delivery' })
  @HttpCode(200)
  rate(@Param('id') id: string, @Body() body: RateOrderBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new RateOrder(id, body, context));
  }

  @Post(':id/payment-deferral')
  @For(ORDER_ENTRY)
  @ApiOperation({ summary: '延期付款 / Defer payment' })
  @HttpCode(200)
  defer(@Param('id') id: string, @Body() body: PlainBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new DeferPayment(id, body, context));
  }

  @Post(':id/refunds')
  @For(ORDER_KEEPING)
  @BeforeLock(ORDER_ENTRY)
  @ApiOperation({ summary: '退款 / Refund' })
  @HttpCode(200)
  refund(@Param('id') id: string, @Body() body: RefundOrderBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new RefundOrder(id, body, context));
  }

  @Post(':id/cancel')
  @For(ORDER_KEEPING)
  @BeforeLock(ORDER_ENTRY)
  @ApiOperation({ summary: '付款前取消 / Cancel before payment' })
  @HttpCode(200)
  cancel(@Param('id') id: string, @Body() body: ReasonBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new CancelOrder(id, body, context));
  }

  @Post(':id/void')
  @For(ORDER_MENDING)
  @ApiOperation({ summary: '作废并冲回 / Void and reverse' })
  @HttpCode(200)
  void(@Param('id') id: string, @Body() body: ReasonBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new VoidOrder(id, body, context));
  }

  @Post(':id/reattribution')
  @For(ORDER_MOVING)
  @ApiOperation({ summary: '改记到另一采购单位 / Re-attribute to another unit' })
  @HttpCode(200)
  reattribute(@Param('id') id: string, @Body() body: ReattributeOrderBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new ReattributeOrder(id, body, context));
  }

  @Post(':id/correction')
  @For(ORDER_MENDING)
  @ApiOperation({ summary: '更正 / Correct' })
  @HttpCode(200)
  correct(@Param('id') id: string, @Body() body: CorrectOrderBody, @Commanded() context: CommandContext): Promise<CommandResult> {
    return this.commands.execute(new CorrectOrder(id, body, context));
  }
}
