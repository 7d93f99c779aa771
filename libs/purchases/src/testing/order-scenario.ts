import { type Counted, type Envelope, isRefusal, type Measure, type NewEvent, type OrderFacts, type Refusal } from '#contracts';
import type { OrderLineBody } from '#contracts/commands';
import { lineOf, totalOfLines } from '../order/order-lines.js';
import { type OrderNumber, numberStream } from '../order/order-number.js';
import { evolve, isLive, type LiveOrder, type Order } from '../order/order.js';
import { placeOrder, type Placement } from '../order/placing.js';
import type { OrderStepInput } from '../order/order-step.js';

export const ORDER_ID = 'o-1';
/** Hostile on purpose: quotes, a character outside the basic plane, an emoji, a placeholder, a formula. */
export const SUPPLIER = `=周至"猕猴桃"合作社 '𠮷' 🥝 {id} ? %s`;
export const ORDERED_ON = '2020-03-01';

type Decide = (order: Order) => readonly NewEvent[] | Refusal;

/** Decides on the state that earlier decisions led to; events are numbered per stream, as the log would. */
export class Scenario {
  readonly events: Envelope[] = [];
  order: Order = { state: 'absent' };
  private readonly postings: ReadPosting[] = [];

  /** Runs a decision that must be accepted. @returns its events */
  do(decide: Decide): readonly NewEvent[] {
    const outcome = decide(this.order);
    if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome.problems)}`);
    for (const event of outcome) this.record(event);
    return outcome;
  }

  /** Runs a decision that must be refused. @returns its problems */
  refused(decide: Decide): Refusal['problems'] {
    const outcome = decide(this.order);
    if (!isRefusal(outcome)) throw new Error(`accepted: ${JSON.stringify(outcome)}`);
    return outcome.problems;
  }

  get live(): LiveOrder {
    if (!isLive(this.order)) throw new Error(`the order is ${this.order.state}`);
    return this.order;
  }

  record(event: NewEvent): void {
    const streamId = event.streamId ?? `order-${ORDER_ID}`;
    const position = this.events.length + 1;
    const envelope: Envelope = {
      id: `purchases-${position}`,
      log: 'purchases',
      position,
      schemaVersion: 1,
      streamVersion: this.stream(streamId).length + 1,
      recordedAt: '2020-12-31T08:00:00.000Z',
      hash: '',
      previousHash: '',
      ...event,
      streamId,
      meta: {
        commandId: 'c',
        correlationId: 'r',
        actor: { account: '示例"采购"', roles: ['purchaser'], unitId: null },
        source: 'manual',
      },
    };
    this.events.push(envelope);
    this.postings.push(...postingsOf([envelope]));
    if (streamId === `order-${ORDER_ID}`) this.order = evolve(this.order, envelope);
  }

  stream(streamId: string): Envelope[] {
    return this.events.filter((event) => event.streamId === streamId);
  }

  /** Who holds an 832 number after all that was recorded. */
  holder(platformOrderNo: string): OrderNumber {
    const { id, definition } = numberStream(platformOrderNo);
    return this.stream(id).reduce((number, event) => definition.evolve(number, event), definition.initial);
  }

  /** What figures read of all events: a sum of postings up to and including a day, under some dimensions. */
  total(measure: Measure, to = '9999-12-31', under: Readonly<Record<string, string>> = {}): number {
    return this.postings
      .filter((posting) => posting.measure === measure && posting.day <= to)
      .filter((posting) => Object.entries(under).every(([name, value]) => posting.under[name] === value))
      .reduce((sum, posting) => sum + posting.delta, 0);
  }

  /** The four amounts: ordered, paid, accepted, completed. */
  four(to?: string, under?: Readonly<Record<string, string>>): readonly [number, number, number, number] {
    return [
      this.total('purchase.ordered', to, under),
      this.total('purchase.paid', to, under),
      this.total('purchase.accepted', to, under),
      this.total('purchase.completed', to, under),
    ];
  }
}

/** A posting as a figure reads it: the event's day, dimensions and 约 filled in. */
export interface ReadPosting {
  readonly measure: Measure;
  readonly delta: number;
  readonly day: string;
  readonly under: Readonly<Record<string, unknown>>;
  readonly approximate: boolean;
}

/** Reads the postings of events the way the figures do, without any code of this feature. */
export function postingsOf(events: readonly Pick<NewEvent, 'data' | 'occurredOn'>[]): ReadPosting[] {
  return events.flatMap(({ data, occurredOn }) => {
    const { under, postings = [], approximate = false } = data as Counted;
    return postings.map((posting) => ({
      measure: posting.measure,
      delta: posting.delta,
      day: posting.day ?? occurredOn,
      under: { ...under, ...posting.under },
      approximate: posting.approximate ?? approximate,
    }));
  });
}

export function step(occurredOn: string, more: Partial<OrderStepInput> = {}): OrderStepInput {
  return { orderId: ORDER_ID, occurredOn, approximate: false, evidence: [], ...more };
}

export function line(amountFen: number, more: Partial<OrderLineBody> = {}): OrderLineBody {
  return { product: '猕猴桃"翠香"🥝', category: 'fruit', quantity: 4.7, unit: '万斤', amountFen, ...more };
}

/** The facts of an order of one unit, over the counter unless said otherwise. */
export function facts(bodies: readonly OrderLineBody[], more: Partial<OrderFacts> = {}): OrderFacts {
  const lines = bodies.map(lineOf);
  const { freightFen = 0, discountFen = 0 } = more;
  return {
    unitId: 'u-1',
    channel: 'offline',
    platformOrderNo: null,
    supplierName: SUPPLIER,
    supplierCountyCode: null,
    originCountyCode: '610124',
    funding: 'canteen',
    settlement: 'prepaid',
    projectId: null,
    lines,
    freightFen,
    discountFen,
    totalFen: totalOfLines(lines, freightFen, discountFen),
    ...more,
  };
}

export function placement(given: OrderFacts, more: Partial<Placement> = {}): Placement {
  return {
    ...step(ORDERED_ON),
    facts: given,
    recordedBy: '示例"采购"',
    recordedAt: '2020-03-01T02:00:00.000Z',
    unknown: [],
    ...more,
  };
}

/** An order of 2020-03-01. */
export function placed(given: OrderFacts = facts([line(10_000)]), more: Partial<Placement> = {}): Scenario {
  const scenario = new Scenario();
  const number = given.channel === '832' && given.platformOrderNo !== null ? numberStream(given.platformOrderNo) : undefined;
  const free = number === undefined ? undefined : { id: number.id, state: null };
  scenario.do((order) => placeOrder(order, free, placement(given, more)));
  return scenario;
}

/** An order on 832, which its number makes unique. */
export const ON_832 = facts([line(10_000)], { channel: '832', platformOrderNo: '83220200001' });
