import { Inject, Injectable } from '@nestjs/common';
import { type BusinessDay, type Caller, callerIn, type Grants, type LockRights, mayAtAll } from '#contracts';
import type { CommandBody } from '#contracts/commands';
import { type EventLog, type Loaded, logToken } from '#event-log';
import { type References, referencesToken, type UnitScope } from '#reference';
import { ORDER_ADJUSTING } from './order-access.js';
import type { OrderCommand } from './order-command.js';
import type { OrderLocks, Touched } from './order-locks.js';
import { isLive, type LiveOrder, type Order, orderStream, unitOf } from './order.js';

/** Who would give a command on many orders, on which day and why. */
export interface ManyOrdersStep {
  readonly caller: Caller;
  readonly reason: string;
  readonly day: BusinessDay;
  /** What the step is allowed by before a lock. */
  readonly grants: Grants;
}

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
    return this.lookUp(command, grants, { units, version, places: placesOf(state, command.step.occurredOn) });
  }

  /** The same for one step on many orders as they were loaded: everything is looked up once for all of them. */
  async ofOrders(orders: readonly Loaded<Order>[], step: ManyOrdersStep): Promise<(order: Loaded<Order>) => OrderLocks> {
    const units = [...new Set(orders.flatMap(({ state }) => (isLive(state) ? unitsOf(state) : [])))];
    const lockedFor = await this.known(step.caller, step.grants, units);
    return ({ state, version }) => {
      const places = isLive(state) ? placesOf(state, step.day) : [];
      return lockedFor({ units, version, places }, { reason: step.reason, reasonPath: 'reason' });
    };
  }

  private async lookUp({ context, adjusting }: OrderCommand<CommandBody>, grants: Grants, seen: Seen): Promise<OrderLocks> {
    return (await this.known(callerIn(context), grants, seen.units))(seen, adjusting);
  }

  /**
   * The plan of a sheet gives its reason to the open days of an order only where another day of it is locked: they go along
   * with the adjustment (ADR 10).
   */
  private async known(caller: Caller, grants: Grants, units: readonly string[]): Promise<(seen: Seen, why: Why) => OrderLocks> {
    const [known, entering, reviewed] = await Promise.all([
      this.references.locksOver(units),
      this.references.scopeOf(caller, grants),
      this.references.scopeOf(caller, ORDER_ADJUSTING),
    ]);
    const isEntrants = mayAtAll(caller, grants);
    return (seen, why) => {
      const [charge] = seen.places;
      const isWithin = (scope: UnitScope): boolean => charge !== undefined && scope.covers(charge.unitId, charge.day);
      const goesAlong = caller.source === 'import' && why.reason !== undefined && isWithin(reviewed);
      return { known, ...seen, mayEnter: goesAlong || isWithin(entering), onlyAdjusts: !goesAlong && !isEntrants, reviewed, ...why };
    };
  }
}

type Seen = Pick<OrderLocks, 'units' | 'version' | 'places'>;
type Why = Pick<LockRights, 'reason' | 'reasonPath'>;

/** Its unit on its own day and on that of a step. */
function placesOf(order: LiveOrder, day: BusinessDay): Touched[] {
  return [order.orderedOn, day].map((on) => ({ unitId: unitOf(order), day: on }));
}

/** Every unit an order has counted for. */
function unitsOf(order: LiveOrder): string[] {
  return [order.facts.unitId, ...order.steps.flatMap((step) => (step.kind === 'reattribution' ? [step.toUnitId] : []))];
}
