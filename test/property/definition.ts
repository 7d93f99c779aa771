/**
 * The figures by their definition (contract §4 and §9), as plain sums over what was acknowledged. It knows nothing of
 * postings, contributions or roll-ups, and asks each question anew from the list of what happened.
 */
export interface Window {
  /** Business days `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly to: string;
}

export interface OrderFilter {
  readonly unit?: string;
  readonly funding?: string;
  readonly channel?: string;
}

interface Dated {
  readonly day: string;
  readonly fen: number;
}

export class OrderSoFar {
  readonly payments: Dated[] = [];
  readonly acceptances: Dated[] = [];
  readonly refunds: (Dated & { readonly lowersAccepted: boolean })[] = [];
  readonly stays: { readonly day: string; readonly unit: string }[];
  ratedOn: string | undefined;
  gone = false;

  constructor(
    readonly id: string,
    readonly day: string,
    unit: string,
    readonly channel: string,
    public funding: string,
    public totalFen: number,
  ) {
    this.stays = [{ day, unit }];
  }

  paid(to = LAST): number {
    return sum(this.payments, to) - sum(this.refunds, to);
  }

  accepted(to = LAST): number {
    return (
      sum(this.acceptances, to) -
      sum(
        this.refunds.filter(({ lowersAccepted }) => lowersAccepted),
        to,
      )
    );
  }

  due(to = LAST): number {
    return this.totalFen - sum(this.refunds, to);
  }

  /** The four amounts up to a day: ordered, paid, accepted, completed. */
  four(to: string): Four {
    if (this.gone || to < this.day) return NOTHING;
    const rated = this.ratedOn !== undefined && this.ratedOn <= to;
    const inFull = rated && this.paid(to) >= this.due(to) && this.accepted(to) >= this.due(to);
    return [this.totalFen, this.paid(to), this.accepted(to), inFull ? this.due(to) : 0];
  }

  unitOn(day: string): string | undefined {
    return this.stays.findLast((stay) => stay.day <= day)?.unit;
  }

  /** What happens later must not lie before this day where its order matters to the definition. */
  get lastDay(): string {
    const days = [...this.payments, ...this.acceptances, ...this.refunds, ...this.stays].map(({ day }) => day);
    return [...days, this.ratedOn ?? this.day].reduce((latest, day) => (day > latest ? day : latest));
  }
}

export type Four = readonly [number, number, number, number];
const NOTHING: Four = [0, 0, 0, 0];
export const LAST = '9999-12-31';

function sum(entries: readonly Dated[], to: string): number {
  return entries.filter(({ day }) => day <= to).reduce((total, { fen }) => total + fen, 0);
}

export class ReserveSoFar {
  pending: { readonly canteenFen: number; readonly unionFen: number; submitted: boolean } | undefined;
  confirmed: { readonly canteenFen: number; readonly unionFen: number } | undefined;

  get filed(): boolean {
    return this.confirmed !== undefined || this.pending?.submitted === true;
  }
}

export interface SaleSoFar {
  readonly id: string;
  readonly day: string;
  grams: number;
  readonly fen: number;
  readonly household: string | null;
  readonly reached: number;
  readonly order: OrderSoFar | undefined;
}

export interface HouseholdSoFar {
  readonly id: string;
  readonly poor: boolean;
  exitedOn: string | undefined;
}

/** 期间锁定 of a month, for a unit or, by its top, for all of the history. */
export interface LockSoFar {
  readonly unit: string;
  readonly month: string;
}

/** What one history has come to. */
export class Definition {
  readonly locks: LockSoFar[] = [];
  readonly orders: OrderSoFar[] = [];
  readonly reserves = new Map<string, ReserveSoFar>();
  readonly sales: SaleSoFar[] = [];
  readonly households: HouseholdSoFar[] = [];
  readonly projects: { readonly id: string; readonly unit: string; readonly day: string }[] = [];
  readonly activities: { readonly kind: 'visit' | 'training' | 'donation'; readonly amount: number }[] = [];
  readonly stages: { readonly unit: string; readonly day: string; readonly by: 1 | -1 }[] = [];

  isLocked(units: readonly string[], day: string): boolean {
    return this.locks.some(({ unit, month }) => units.includes(unit) && day.startsWith(month));
  }

  four(window: Window, filter: OrderFilter): Four {
    const before = previous(window.from);
    return this.orders
      .filter((order) => (filter.funding ?? order.funding) === order.funding && (filter.channel ?? order.channel) === order.channel)
      .map((order) => minus(attributed(order, window.to, filter.unit), attributed(order, before, filter.unit)))
      .reduce(plus, NOTHING);
  }

  reserve(units: readonly string[]): { confirmed: number; canteen: number; union: number; filed: number; approved: number } {
    const found = units.map((unit) => this.reserves.get(unit)).filter((reserve) => reserve !== undefined);
    const canteen = found.reduce((total, { confirmed }) => total + (confirmed?.canteenFen ?? 0), 0);
    const union = found.reduce((total, { confirmed }) => total + (confirmed?.unionFen ?? 0), 0);
    const filed = found.filter((reserve) => reserve.filed).length;
    return { confirmed: canteen + union, canteen, union, filed, approved: found.filter(({ confirmed }) => confirmed !== undefined).length };
  }

  /** What linked sales up to a day share with their orders: an order is shared out once, to its earlier sales first. */
  private overlap(to: string): number {
    const left = new Map(this.orders.map((order) => [order, order.gone ? 0 : order.totalFen]));
    const linked = this.sales.filter(({ day }) => day <= to).sort((one, other) => (one.day < other.day ? -1 : 1));
    let shared = 0;
    for (const { order, fen } of linked) {
      if (order === undefined) continue;
      const open = left.get(order) ?? 0;
      left.set(order, open - Math.min(fen, open));
      shared += Math.min(fen, open);
    }
    return shared;
  }

  sold({ from, to }: Window): { weight: number; amount: number; reach: number; overlap: number } {
    const sales = this.sales.filter(({ day }) => from <= day && day <= to);
    const named = new Set(sales.map(({ household }) => household).filter((household) => household !== null));
    const unnamed = sales.filter(({ household }) => household === null).reduce((total, { reached }) => total + reached, 0);
    return {
      weight: sales.reduce((total, { grams }) => total + grams, 0),
      amount: sales.reduce((total, { fen }) => total + fen, 0),
      reach: named.size + unnamed,
      overlap: this.overlap(to) - this.overlap(previous(from)),
    };
  }
}

/** What of an order counts for a unit up to a day: all of it where the unit has it on that day. */
function attributed(order: OrderSoFar, to: string, unit: string | undefined): Four {
  return unit === undefined || order.unitOn(to) === unit ? order.four(to) : NOTHING;
}

function plus(one: Four, other: Four): Four {
  return [one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3]];
}

function minus(one: Four, other: Four): Four {
  return [one[0] - other[0], one[1] - other[1], one[2] - other[2], one[3] - other[3]];
}

function previous(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
