import { Inject, Injectable } from '@nestjs/common';
import { callerIn, type Grants, mayAtAll } from '#contracts';
import type { CommandBody } from '#contracts/commands';
import { type EventLog, logToken } from '#event-log';
import { type References, referencesToken } from '#reference';
import { ORDER_ADJUSTING } from './order-access.js';
import type { OrderCommand } from './order-command.js';
import type { OrderLocks, Touched } from './order-locks.js';
import { isLive, type LiveOrder, orderStream, unitOf } from './order.js';

/** Finds out which periods are locked for the units of an order, and what the giver of a command may do about it. */
@Injectable()
export class OrderLockBook {
  constructor(
    @Inject(logToken('purchases')) private readonly log: EventLog,
    @Inject(referencesToken('purchases')) private readonly references: References,
  ) {}

  /** For an order that is about to begin. */
  ofUnit(command: OrderCommand<CommandBody>, unitId: string, grants: Grants): Promise<OrderLocks> {
    return this.lookUp(command, grants, { units: [unitId], version: 0, places: [{ unitId, day: command.step.occurredOn }] });
  }

  /**
   * For a step on an order that is there. @param grants what the step is allowed by before a lock
   * @param alsoUnits units that the step names
   */
  async ofOrder(command: OrderCommand<CommandBody>, grants: Grants, alsoUnits: readonly string[] = []): Promise<OrderLocks> {
    const { state, version } = await this.log.load(orderStream(command.orderId));
    if (!isLive(state)) return this.lookUp(command, grants, { units: alsoUnits, version, places: [] });
    const units = [...unitsOf(state), ...alsoUnits];
    const places = [state.orderedOn, command.step.occurredOn].map((day): Touched => ({ unitId: unitOf(state), day }));
    return this.lookUp(command, grants, { units, version, places });
  }

  private async lookUp(
    { context, adjusting }: OrderCommand<CommandBody>,
    grants: Grants,
    seen: Pick<OrderLocks, 'units' | 'version' | 'places'>,
  ): Promise<OrderLocks> {
    const caller = callerIn(context);
    const [known, entering, reviewed] = await Promise.all([
      this.references.locksOver(seen.units),
      this.references.scopeOf(caller, grants),
      this.references.scopeOf(caller, ORDER_ADJUSTING),
    ]);
    const [charge] = seen.places;
    const mayEnter = charge !== undefined && entering.covers(charge.unitId, charge.day);
    return { known, ...seen, mayEnter, onlyAdjusts: !mayAtAll(caller, grants), reviewed, ...adjusting };
  }
}

/** Every unit an order has counted for. */
function unitsOf(order: LiveOrder): string[] {
  return [order.facts.unitId, ...order.steps.flatMap((step) => (step.kind === 'reattribution' ? [step.toUnitId] : []))];
}
