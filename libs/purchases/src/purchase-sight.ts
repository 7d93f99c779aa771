import { Inject, Injectable } from '@nestjs/common';
import { type Caller, type Counted, type Envelope, type Grants, mayAtAll, type RecordWithdrawn } from '#contracts';
import { type EventLog, EventSight, logToken } from '#event-log';
import { type RecordPlaces, type References, referencesToken, seen } from '#reference';
import { ORDER_READING } from './order/order-access.js';
import { orderPlaces } from './order/order-places.js';
import { orderStream } from './order/order.js';
import { RESERVE_READING } from './reserve/reserve-access.js';

/** Who sees an event of the purchases log: who sees the order or the reserve it is of. */
@Injectable()
export class PurchaseSight extends EventSight {
  constructor(
    @Inject(logToken('purchases')) private readonly log: EventLog,
    @Inject(referencesToken('purchases')) private readonly references: References,
  ) {
    super();
  }

  async sees(caller: Caller, event: Envelope): Promise<boolean> {
    const { orderId, unitId, year } = event.data as { readonly orderId?: string; readonly unitId?: string; readonly year?: number };
    if (orderId !== undefined) return this.within(caller, ORDER_READING, () => this.placesOfOrder(orderId, event));
    if (event.type === 'RecordWithdrawn') return this.seesWithdrawal(caller, event);
    if (unitId === undefined || year === undefined) return false;
    return this.within(caller, RESERVE_READING, () => Promise.resolve(placesOfReserve(unitId, year)));
  }

  private seesWithdrawal(caller: Caller, event: Envelope): Promise<boolean> {
    const { streamId } = event.data as RecordWithdrawn;
    const [, unitId = '', year = ''] = /^reserve-(.+)-(\d{4})$/.exec(streamId) ?? [];
    if (unitId !== '') return this.within(caller, RESERVE_READING, () => Promise.resolve(placesOfReserve(unitId, Number(year))));
    const orderId = streamId.replace(/^order-/, '');
    return this.within(caller, ORDER_READING, () => this.placesOfOrder(orderId, event));
  }

  private async within(caller: Caller, grants: Grants, places: () => Promise<RecordPlaces | undefined>): Promise<boolean> {
    if (!mayAtAll(caller, grants)) return false;
    const scope = await this.references.scopeOf(caller, grants);
    if (scope.everything) return true;
    const found = await places();
    return found !== undefined && seen(scope, found);
  }

  /** What a figure of a unit is made of stays open to it, on the day it counts on. */
  private async placesOfOrder(orderId: string, event: Envelope): Promise<RecordPlaces | undefined> {
    const places = orderPlaces(await this.log.history(orderStream(orderId).id));
    const unit = (event.data as Counted).under?.unit;
    if (places === undefined || unit === undefined) return places;
    return { ...places, before: [...places.before, { unitId: unit, day: event.occurredOn }] };
  }
}

function placesOfReserve(unitId: string, year: number): RecordPlaces {
  return { charge: { unitId, day: `${year}-12-31` }, before: [] };
}
