import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import {
  type AnsweredList,
  AskPurchases,
  type EndedByHand,
  type Fen,
  type HeldNumber,
  likenessAsked,
  likenessAt,
  MOST_ALIKE,
  type PurchaseAnswers,
  RECORD_WITHDRAWN,
  type StandingOrder,
  usualPrice,
} from '#contracts';
import { DATABASE, endedByHand, type EventLog, logToken, standingOf } from '#event-log';
import { type Database, placeholders } from '#persistence';
import { type RecordPlaces, type References, referencesToken, seen, type UnitScope } from '#reference';
import { ORDER_READING } from '../order/order-access.js';
import { orderStream } from '../order/order.js';
import { priceKey } from '../order/order-prices.js';
import { declaredReserves } from './declared-reserves.js';
import { type Held, heldNumbers } from './held-numbers.js';
import { SHEET_STEPS, recordedOrder } from './recorded-order.js';
import { type PlacedOrder, standingOrders } from './standing-orders.js';

/** Texts asked for in one statement. */
const AT_ONCE = 512;
const ENDED_BY_HAND = ['OrderCancelled', 'OrderVoided'];
const ENDED = { begin: 'OrderPlaced', end: [...ENDED_BY_HAND, RECORD_WITHDRAWN] };

/** What a sheet asks of orders and reserves: from the log where it asks for a record, from read models where it asks what is alike. */
@QueryHandler(AskPurchases)
export class AskPurchasesHandler implements IQueryHandler<AskPurchases, PurchaseAnswers> {
  constructor(
    @Inject(logToken('purchases')) private readonly log: EventLog,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(referencesToken('purchases')) private readonly references: References,
  ) {}

  async execute({ questions }: AskPurchases): Promise<PurchaseAnswers> {
    const { caller, numbers, orderIds, likenesses, products, reserves } = questions;
    const held = await heldNumbers(this.log, numbers);
    const holders = await standingOrders(this.log, lastOf(held, true), SHEET_STEPS);
    const alike = await this.alike(likenesses);
    // Mostly the same orders: a sheet that comes again finds each of its rows in both ways.
    const others = new Set(alike.map(({ order_id: id }) => id).filter((id) => !holders.has(id)));
    const orders = new Map([...holders, ...(await standingOrders(this.log, [...others]))]);
    const standing = await standingOf(this.log, orderIds, (id) => orderStream(id).id, ENDED);
    const fallen = [...standing].flatMap(([id, stands]) => (stands ? [] : [id]));
    const scope = await this.references.scopeOf(caller, ORDER_READING);
    const ended = await this.ended([...lastOf(held, false), ...fallen], scope);
    return {
      numbers: [...held].map(([number, one]) => [number, answerOf(one, { orders, ended, scope })]),
      orders: [...standing],
      ended: [...ended],
      likenesses: byLikeness(alike, orders),
      usualFenPerKg: await this.usual(products),
      reserves: await declaredReserves(this.log, reserves),
    };
  }

  /** Those that were ended by hand and are in sight. */
  private async ended(orderIds: readonly string[], scope: UnitScope): Promise<ReadonlyMap<string, EndedByHand>> {
    if (orderIds.length === 0) return new Map();
    const ended = await endedByHand(this.log, orderIds, (id) => orderStream(id).id, ENDED_BY_HAND);
    const orders = await standingOrders(this.log, [...ended.keys()]);
    const isSeen = (places?: RecordPlaces): boolean => places !== undefined && seen(scope, places);
    return new Map([...ended].filter(([id]) => isSeen(orders.get(id)?.places)));
  }

  /**
   * Orders that stand, by what they may have in common with a row. Of those of one unit no more than a row is compared with and
   * one: a thousand equal ones would all be read to say the same. Those without a number apart, as a row without one is not
   * compared with them.
   */
  private async alike(asked: readonly string[]): Promise<AlikeRow[]> {
    const likenesses = [...new Set(asked.map((one) => likenessAsked(one).likeness))];
    const found = await this.rows<AlikeRow>(
      likenesses,
      (list) => `SELECT order_id, likeness, unit_id FROM (
          SELECT order_id, likeness, unit_id, ROW_NUMBER() OVER (
            PARTITION BY likeness, unit_id, CASE WHEN platform_order_no IS NULL THEN 0 ELSE 1 END ORDER BY order_id
          ) AS place
          FROM order_ledger WHERE likeness IN ${list} AND state = 'open' AND withdrawn = 0
        ) placed WHERE place <= ${MOST_ALIKE + 1} ORDER BY order_id`,
    );
    const wanted = new Set(asked);
    return found.filter((row) => wanted.has(askedOf(row)));
  }

  /** What each product usually costs; a product that is rarely bought, or at all prices, has no usual one. */
  private async usual(products: readonly string[]): Promise<AnsweredList<Fen>> {
    const rows = await this.rows<{ readonly product: string; readonly fen_per_kg: number }>(
      products.map(priceKey),
      (list) => `SELECT p.product, p.fen_per_kg FROM order_ledger_price p JOIN order_ledger o ON o.order_id = p.order_id
        WHERE p.product IN ${list} AND o.state = 'open' AND o.withdrawn = 0`,
    );
    const prices = new Map<string, number[]>();
    for (const { product, fen_per_kg: fenPerKg } of rows) {
      const known = prices.get(product);
      if (known === undefined) prices.set(product, [fenPerKg]);
      else known.push(fenPerKg);
    }
    return products.flatMap((product): AnsweredList<Fen> => {
      const usual = usualPrice(prices.get(priceKey(product)) ?? []);
      return usual === undefined ? [] : [[product, usual]];
    });
  }

  private async rows<Row extends object>(asked: readonly string[], statement: (list: string) => string): Promise<Row[]> {
    const rows: Row[] = [];
    for (let from = 0; from < asked.length; from += AT_ONCE) {
      const list = placeholders(asked.slice(from, from + AT_ONCE));
      rows.push(...(await this.database.read.all<Row>(statement(list.sql), list.params)));
    }
    return rows;
  }
}

interface AlikeRow {
  readonly order_id: string;
  readonly likeness: string;
  readonly unit_id: string;
}

function askedOf({ likeness, unit_id: unitId }: AlikeRow): string {
  return likenessAt(unitId, likeness);
}

/** The last order of each number that is held now, or of each that is free. */
function lastOf(held: ReadonlyMap<string, Held>, areLive: boolean): readonly string[] {
  return [...held.values()].flatMap(({ lastId, isLive }) => (isLive === areLive ? [lastId] : []));
}

interface Ground {
  readonly orders: ReadonlyMap<string, PlacedOrder>;
  readonly ended: ReadonlyMap<string, EndedByHand>;
  readonly scope: UnitScope;
}

function answerOf({ ever, lastId, isLive }: Held, { orders, ended, scope }: Ground): HeldNumber {
  const live = isLive ? orders.get(lastId) : undefined;
  if (live !== undefined) return { ever, live: { ...live.order, seen: seen(scope, live.places), recorded: recordedOrder(live) } };
  const before = isLive ? undefined : ended.get(lastId);
  return before === undefined ? { ever } : { ever, ended: before };
}

function byLikeness(rows: readonly AlikeRow[], orders: ReadonlyMap<string, PlacedOrder>): AnsweredList<readonly StandingOrder[]> {
  const alike = new Map<string, StandingOrder[]>();
  for (const row of rows) {
    const order = orders.get(row.order_id)?.order;
    if (order === undefined) continue;
    const known = alike.get(askedOf(row));
    if (known === undefined) alike.set(askedOf(row), [order]);
    else known.push(order);
  }
  return [...alike];
}
