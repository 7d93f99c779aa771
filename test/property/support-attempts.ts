import type { Definition } from './definition.js';
import { adjusting, dayOf, type Effect, later, lockable, type Of, orderAt, type Scene, step, type Tried, unitAt } from './attempt.js';
import type { PurchaseMove } from './purchase-attempts.js';
import type { Move } from './moves.js';

const STAGES = ['surveyed', 'agreed', 'signed', 'established'];
const GRAMS_PER_JIN = 500;

export type SupportMove = Exclude<Move, PurchaseMove | Of<'again'>>;

const SUPPORT: ReadonlySet<string> = new Set<SupportMove['kind']>([
  'household',
  'exit',
  'sale',
  'correct-sale',
  'void-sale',
  'project',
  'reach',
  'reopen',
  'visit',
  'training',
  'donation',
]);

export function isSupport(move: PurchaseMove | SupportMove): move is SupportMove {
  return SUPPORT.has(move.kind);
}

/** The command by which a move on households, sales, projects or activities is tried. */
export function supportAttempt(scene: Scene, move: SupportMove): Tried {
  switch (move.kind) {
    case 'household':
      return household(scene, move);
    case 'exit':
      return exit(scene, move);
    case 'sale':
      return sale(scene, move);
    case 'correct-sale':
    case 'void-sale':
      return changeSale(scene, move);
    case 'project':
      return project(scene, move);
    case 'reach':
    case 'reopen':
      return stage(scene, move);
    case 'visit':
    case 'training':
    case 'donation':
      return activity(move);
  }
}

function household(scene: Scene, { poor }: Of<'household'>): Tried {
  const body = { villageCode: scene.village, category: poor ? 'registered-poor' : 'unstable', members: 4, occurredOn: dayOf(0) };
  return { path: '/households', body, effect: (id) => (known) => known.households.push({ id, poor, exitedOn: undefined }) };
}

function exit(scene: Scene, move: Of<'exit'>): Tried {
  const index = move.household % Math.max(1, scene.definition.households.length);
  const household = scene.definition.households[index];
  if (household?.poor !== true) return undefined;
  const steps = ['appraisal', 'verification', 'consent', 'notice', 'announcement', 'deregistration'];
  const dates = Object.fromEntries(steps.map((name, ordinal) => [name, dayOf(move.day + ordinal)]));
  const occurredOn = dayOf(move.day + steps.length - 1);
  return step(`/households/${household.id}/exit`, { steps: dates, occurredOn }, (known) => {
    const exiting = known.households[index];
    if (exiting !== undefined) exiting.exitedOn = occurredOn;
  });
}

function sale(scene: Scene, move: Of<'sale'>): Tried {
  const { households, orders } = scene.definition;
  const household = move.who === 0 ? undefined : households[(move.who - 1) % Math.max(1, households.length)];
  const orderIndex = move.order % (orders.length + 1);
  const order = orders[orderIndex];
  const day = dayOf(move.day);
  const body = {
    villageCode: scene.village,
    product: '猕猴桃',
    category: 'fruit',
    quantity: move.jin,
    unit: '斤',
    amountFen: move.fen,
    ...(household === undefined ? { householdsReached: move.reached } : { householdId: household.id }),
    ...(order === undefined ? {} : { buyer: { kind: 'order', orderId: order.id } }),
    occurredOn: day,
    ...adjusting(move),
  };
  const facts = { day, grams: move.jin * GRAMS_PER_JIN, fen: move.fen, household: household?.id ?? null, reached: move.reached };
  const effect =
    (id: string): Effect =>
    (known) =>
      known.sales.push({ id, ...facts, order: order === undefined ? undefined : orderAt(known, orderIndex) });
  // Sales are of the whole office: the lock of the top binds them.
  return lockable({ path: '/sales', body, effect }, scene.definition.isLocked([scene.top], day), move);
}

function changeSale(scene: Scene, move: Of<'correct-sale' | 'void-sale'>): Tried {
  const sale = scene.definition.sales[move.sale % Math.max(1, scene.definition.sales.length)];
  if (sale === undefined) return undefined;
  const index = (known: Definition): number => known.sales.findIndex(({ id }) => id === sale.id);
  if (move.kind === 'void-sale') {
    return step(`/sales/${sale.id}/void`, { reason: '重复' }, (known) => void known.sales.splice(index(known), 1));
  }
  return step(`/sales/${sale.id}/correction`, { reason: '误录', changes: { quantity: move.jin, unit: '斤' } }, (known) => {
    const corrected = known.sales[index(known)];
    if (corrected !== undefined) corrected.grams = move.jin * GRAMS_PER_JIN;
  });
}

function project(scene: Scene, move: Of<'project'>): Tried {
  const unit = unitAt(scene, move.unit);
  const day = dayOf(move.day);
  const body = { name: '示例基地', template: 'purchase-base', unitId: unit, occurredOn: day };
  return { path: '/projects', body, effect: (id) => (known) => known.projects.push({ id, unit, day }) };
}

function stage(scene: Scene, move: Of<'reach' | 'reopen'>): Tried {
  const project = scene.definition.projects[move.project % Math.max(1, scene.definition.projects.length)];
  if (project === undefined) return undefined;
  const day = later(dayOf(move.day), project.day);
  const body = move.kind === 'reach' ? { evidence: [scene.evidence] } : { reason: '材料不全' };
  const path = `/projects/${project.id}/stages/${STAGES[move.stage] ?? ''}/${move.kind}`;
  const by = move.kind === 'reach' ? 1 : -1;
  return step(path, { ...body, occurredOn: day }, (known) => known.stages.push({ unit: project.unit, day, by }));
}

function activity({ kind, day, amount }: Of<'visit' | 'training' | 'donation'>): Tried {
  const more = { visit: {}, training: { sessions: 1, participants: amount }, donation: { cashFen: amount } }[kind];
  return step('/activities', { kind, ...more, occurredOn: dayOf(day) }, (known) => known.activities.push({ kind, amount }));
}
