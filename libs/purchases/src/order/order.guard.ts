import { Inject, Injectable } from '@nestjs/common';
import { type EventLog, logToken } from '#event-log';
import { AdjustingGuard, type RecordPlaces, type References, referencesToken, UnitRecordGuard } from '#reference';
import { ORDER_READING } from './order-access.js';
import { orderPlaces } from './order-places.js';
import { orderStream } from './order.js';

/** Keeps reviewers out of the purchasers' routes until a period is locked. */
@Injectable()
export class OrderAdjustingGuard extends AdjustingGuard {
  constructor(@Inject(referencesToken('purchases')) references: References) {
    super(references);
  }
}

/** Keeps a caller to the orders of its own part of the tree. */
@Injectable()
export class OrderGuard extends UnitRecordGuard {
  constructor(
    @Inject(referencesToken('purchases')) references: References,
    @Inject(logToken('purchases')) private readonly log: EventLog,
  ) {
    super(references, ORDER_READING);
  }

  protected idIn({ id }: Readonly<Record<string, string>>): string | undefined {
    return id;
  }

  protected async placesOf({ id = '' }: Readonly<Record<string, string>>): Promise<RecordPlaces | undefined> {
    return orderPlaces(await this.log.history(orderStream(id).id));
  }
}
