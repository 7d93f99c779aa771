import { OrderSoFar, ReserveSoFar } from './definition.js';
import { adjusting, dayOf, type Effect, later, lockable, type Of, orderAt, type Scene, step, type Tried, unitAt } from './attempt.js';
import { CHANNELS, FUNDINGS } from './moves.js';

export type PurchaseMove = Of<
  | 'place'
  | 'lock-period'
  | 'pay'
  | 'accept'
  | 'refund'
  | 'rate'
  | 'reattribute'
  | 'refund-too-much'
  | 'cancel'
  | 'void'
  | 'correct'
  | 'declare'
  | 'submit'
  | 'return'
  | 'confirm'
  | 'lock'
>;

/** The command by which a move on orders or reserves is tried. */
export function purchaseAttempt(scene: Scene, move: PurchaseMove): Tried {
  switch (move.kind) {
    case 'place':
      return place(scene, move);
    case 'lock-period':
      return lockPeriod(scene, move);
    case 'pay':
    case 'accept':
    case 'refund':
      return onOrder(scene, move.order, (order, index) => amountStep(scene, move, order, index));
    case 'rate':
      return onOrder(scene, move.order, (order, index) => {
        const day = later(dayOf(move.day), order.day);
        const body = { stars: 5, occurredOn: day, ...adjusting(move) };
        return step(`/orders/${order.id}/rating`, body, (known) => (orderAt(known, index).ratedOn = day));
      });
    case 'reattribute':
      return onOrder(scene, move.order, (order, index) => reattribute(scene, move, order, index));
    case 'refund-too-much':
      return onOrder(scene, move.order, (order) =>
        step(`/orders/${order.id}/refunds`, { amountFen: order.paid() + 1, reason: '退', occurredOn: order.lastDay }, () => {
          throw new Error('more was refunded than paid');
        }),
      );
    case 'cancel':
    case 'void':
      return onOrder(scene, move.order, (order, index) =>
        step(`/orders/${order.id}/${move.kind}`, { reason: '=1+1 误登', occurredOn: order.lastDay }, (known) => {
          orderAt(known, index).gone = true;
        }),
      );
    case 'correct':
      return onOrder(scene, move.order, (order, index) => correct(move, order, index));
    case 'declare':
      return declare(scene, move);
    case 'submit':
    case 'return':
    case 'confirm':
    case 'lock':
      return reserveStep(scene, move);
  }
}

function onOrder(scene: Scene, ordinal: number, then: (order: OrderSoFar, index: number) => Tried): Tried {
  const { orders } = scene.definition;
  if (orders.length === 0) return undefined;
  const index = ordinal % orders.length;
  return then(orderAt(scene.definition, index), index);
}

function place(scene: Scene, move: Of<'place'>): Tried {
  const unit = unitAt(scene, move.unit);
  const channel = CHANNELS[move.channel] ?? 'offline';
  const funding = FUNDINGS[move.funding] ?? 'canteen';
  const day = dayOf(move.day);
  const body = {
    unitId: unit,
    channel,
    ...(channel === '832' ? { platformOrderNo: scene.nextKey() } : {}),
    supplierName: "示例合作社'; --",
    funding,
    settlement: 'postpaid',
    lines: linesOf(move.fen),
    occurredOn: day,
    ...adjusting(move),
  };
  const effect =
    (id: string): Effect =>
    (known) =>
      known.orders.push(new OrderSoFar(id, day, unit, channel, funding, move.fen));
  return lockable({ path: '/orders', body, effect }, scene.definition.isLocked([unit, scene.top], day), move);
}

/** The unit of an ordinal, or the top above all. */
function lockPeriod(scene: Scene, move: Of<'lock-period'>): Tried {
  const unit = scene.units[move.unit] ?? scene.top;
  const month = `2020-0${move.month + 1}`;
  return step('/period-locks', { unitId: unit, period: month, reason: '月结' }, (known) => known.locks.push({ unit, month }));
}

function amountStep(scene: Scene, move: Of<'pay' | 'accept' | 'refund'>, order: OrderSoFar, index: number): Tried {
  const day = later(dayOf(move.day), move.kind === 'refund' ? order.lastDay : (order.refunds.at(-1)?.day ?? order.day));
  if (move.kind === 'pay') {
    const fen = Math.max(1, Math.ceil((order.totalFen * move.part) / 4));
    const paid = step(`/orders/${order.id}/payments`, { amountFen: fen, occurredOn: day, ...adjusting(move) }, (known) =>
      orderAt(known, index).payments.push({ day, fen }),
    );
    return lockable(paid, isLockedFor(scene, order, day), move);
  }
  const held = order.accepted();
  if (move.kind === 'accept') {
    const open = order.due() - held;
    const fen = move.part === 4 ? open : Math.floor((open * move.part) / 4);
    if (fen <= 0) return undefined;
    const body = { ...(move.part === 4 ? {} : { amountFen: fen }), occurredOn: day, ...adjusting(move) };
    const accepted = step(`/orders/${order.id}/acceptance`, body, (known) => orderAt(known, index).acceptances.push({ day, fen }));
    return lockable(accepted, isLockedFor(scene, order, day), move);
  }
  // What a refund takes from a partial acceptance is a reading of its own, held by the specs beside the order.
  const inFull = held === order.due();
  const fen = Math.min(Math.ceil((order.paid() * move.part) / 4), inFull && held > 0 ? held : order.paid());
  if (fen <= 0 || (held > 0 && !inFull)) return undefined;
  return step(`/orders/${order.id}/refunds`, { amountFen: fen, reason: '退"款"', occurredOn: day }, (known) =>
    orderAt(known, index).refunds.push({ day, fen, lowersAccepted: held > 0 }),
  );
}

/** Whether a day is locked for the unit that an order counts for on it. */
function isLockedFor(scene: Scene, order: OrderSoFar, day: string): boolean {
  return scene.definition.isLocked([order.unitOn(day) ?? scene.top, scene.top], day);
}

function reattribute(scene: Scene, move: Of<'reattribute'>, order: OrderSoFar, index: number): Tried {
  const day = later(dayOf(move.day), order.stays.at(-1)?.day ?? order.day);
  const unit = unitAt(scene, move.unit);
  const body = { toUnitId: unit, reason: '划转', evidence: [scene.evidence], occurredOn: day };
  return step(`/orders/${order.id}/reattribution`, body, (known) => orderAt(known, index).stays.push({ day, unit }));
}

function correct(move: Of<'correct'>, order: OrderSoFar, index: number): Tried {
  const funding = FUNDINGS[move.funding] ?? 'canteen';
  const refunded = order.totalFen - order.due();
  if (move.fen - refunded < order.accepted()) return undefined;
  // Another total would make a refund after full acceptance one after a partial acceptance.
  if (move.fen !== order.totalFen && order.refunds.some(({ lowersAccepted }) => lowersAccepted)) return undefined;
  const body = { reason: '误录', changes: { funding, lines: linesOf(move.fen) } };
  return step(`/orders/${order.id}/correction`, body, (known) => {
    Object.assign(orderAt(known, index), { funding, totalFen: move.fen });
  });
}

function declare(scene: Scene, { unit: ordinal, canteenFen, unionFen }: Of<'declare'>): Tried {
  const unit = unitAt(scene, ordinal);
  const adjusting = scene.definition.reserves.get(unit)?.confirmed !== undefined;
  const amounts = { canteenSpendFen: 10_000_000, canteenReserveFen: canteenFen, unionSpendFen: 10_000_000, unionReserveFen: unionFen };
  const body = { canteen: 'own', ...amounts, ...(adjusting ? { reason: '追加' } : {}) };
  return step(`/units/${unit}/reserves/2020${adjusting ? '/adjust' : ''}`, body, (known) => {
    const reserve = known.reserves.get(unit) ?? new ReserveSoFar();
    reserve.pending = { canteenFen, unionFen, submitted: false };
    known.reserves.set(unit, reserve);
  });
}

function reserveStep(scene: Scene, { kind, unit: ordinal }: Of<'submit' | 'return' | 'confirm' | 'lock'>): Tried {
  const unit = unitAt(scene, ordinal);
  return step(`/units/${unit}/reserves/2020/${kind}`, kind === 'return' ? { reason: '补附件' } : {}, (known) => {
    const reserve = known.reserves.get(unit);
    if (reserve === undefined) throw new Error(`${kind} of a reserve that was never declared`);
    if (kind === 'confirm') {
      reserve.confirmed = reserve.pending;
      reserve.pending = undefined;
    } else if (reserve.pending !== undefined) reserve.pending.submitted = kind === 'submit';
  });
}

function linesOf(amountFen: number): object[] {
  return [{ product: '猕猴桃', category: 'fruit', quantity: 1, unit: '公斤', amountFen }];
}
