import type { NewEvent, Posting } from '#contracts';

const CHANNELS = ['832', 'other-platform', 'offline'];
const FUNDINGS = ['canteen', 'union', 'personal', 'contractor', 'other'];
const CATEGORIES = ['grain-oil', 'meat-egg-dairy', 'vegetable', 'fruit', 'mushroom-dry', 'tea-drink', 'processed', 'craft-service'];
const COUNTIES = Array.from({ length: 50 }, (_, index) => String(610_100 + index));

export const UNITS = 100;
const HABITS = 15;
const MONTHS = 24;

/** A number that looks random and is the same in every run. */
function mixed(seed: number): number {
  let value = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  value ^= value >>> 13;
  value = Math.imul(value, 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

function pick<Item>(list: readonly Item[], seed: number): Item {
  const item = list[mixed(seed) % list.length];
  if (item === undefined) throw new RangeError('an empty list has nothing to pick');
  return item;
}

export function unitOf(order: number): number {
  return mixed(order) % UNITS;
}

/** Four events of one order: placed, paid, accepted, rated. A unit buys under about fifteen combinations. */
export function eventsOfOrder(order: number): { readonly streamId: string; readonly events: readonly NewEvent[] } {
  const unit = unitOf(order);
  const habit = unit * HABITS + (mixed(order + 7) % HABITS);
  const orderId = `bench-${order}`;
  const under = {
    unit: `unit-${unit}`,
    channel: pick(CHANNELS, habit),
    funding: pick(FUNDINGS, habit + 1),
    county: pick(COUNTIES, habit + 2),
  };
  const category = pick(CATEGORIES, habit + 3);
  const month = mixed(order + 11) % MONTHS;
  const day = `${2019 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-${String((mixed(order + 13) % 28) + 1).padStart(2, '0')}`;
  const amountFen = 1_000 + (mixed(order + 17) % 900_000);
  const posting = (measure: Posting['measure']): readonly Posting[] => [{ measure, delta: amountFen, under: { category } }];
  const facts = {
    orderId,
    unitId: under.unit,
    channel: under.channel,
    platformOrderNo: null,
    supplierName: '示例合作社',
    supplierCountyCode: under.county,
    originCountyCode: under.county,
    funding: under.funding,
    settlement: 'postpaid',
    projectId: null,
    freightFen: 0,
    discountFen: 0,
    totalFen: amountFen,
    lines: [{ product: '猕猴桃', category, recognised: true, quantity: 10, unit: '公斤', packGrams: null, grams: 10_000, amountFen }],
  };
  const event = (type: string, data: object, measure: Posting['measure']): NewEvent => ({
    type,
    occurredOn: day,
    data: { orderId, ...data, under, postings: posting(measure) },
  });
  return {
    streamId: `order-${orderId}`,
    events: [
      event('OrderPlaced', facts, 'purchase.ordered'),
      event('OrderPaid', { amountFen }, 'purchase.paid'),
      event('OrderAccepted', { amountFen }, 'purchase.accepted'),
      event('OrderRated', { stars: 5 }, 'purchase.completed'),
    ],
  };
}

export function amountOf(order: number): number {
  return 1_000 + (mixed(order + 17) % 900_000);
}
