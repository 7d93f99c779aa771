import { type ToldLedger, tellEveryEvent } from '../contract/every-event-story.js';
import type { Answered, LivingLedger } from '../support/living-ledger.js';
import type { FrozenCommand, FrozenStory } from './frozen-release.js';

/** Under which whatever is sealed in a frozen release is sealed. */
export const RELEASE_KEY = Buffer.alloc(32, 7);
/** The unit that is still there at the end of the story, and whom to call at it. */
export const KEPT_UNIT = 'kept-unit';
export const CONTACT = { contactName: '𠮷田"小"三', contactPhone: '138 1234 1234' };
/** The household that is still there, and what is personal of it. */
export const KEPT_HOUSEHOLD = 'kept-household';
export const PERSONAL = { name: '王"小"𠮷', phone: '139 0000 1234' };
/** An order that is not paid yet, of this amount. */
export const OPEN_ORDER = 'open-order';
export const OPEN_FEN = 12_300;

const FIGURES = ['purchase.ordered', 'purchase.paid', 'purchase.completed', 'sales.amount', 'sales.weight'] as const;

/** Tells a release every type of event, and what an upgrade has to carry on with. @returns what was told and answered */
export async function tellRelease(ledger: LivingLedger): Promise<FrozenStory> {
  const commands: FrozenCommand[] = [];
  const post = async (path: string, body: object, key: string): Promise<Answered> => {
    const answered = await ledger.post(path, body, key);
    commands.push({ path, key, body, answer: answered.body });
    return answered;
  };
  const told: ToldLedger = {
    evidence: ledger.evidence,
    post,
    nextKey: () => ledger.nextKey(),
    postAsDemo: (path, body) => ledger.postAsDemo(path, body),
    postAsImport: (importId, path, body) => ledger.postAsImport(importId, path, body),
    clearDemo: () => ledger.clearDemo(),
  };
  await tellEveryEvent(told);
  for (const [path, body] of KEPT) {
    const { status, body: said } = await post(path, body, told.nextKey());
    if (status >= 300) throw new Error(`${path} → ${JSON.stringify(said)}`);
  }
  return { commands, figures: await figuresOf(ledger) };
}

/** What a ledger says to some figures of the year 2020. */
export async function figuresOf(ledger: LivingLedger): Promise<Record<string, unknown>> {
  const figures: Record<string, unknown> = {};
  for (const name of FIGURES) figures[name] = (await ledger.get(`/figures/${name}`, { year: '2020' }))['value'];
  return figures;
}

const KEPT: readonly (readonly [path: string, body: object])[] = [
  ['/units', { id: KEPT_UNIT, name: '示例单位', kind: 'budget-unit', occurredOn: '2019-01-01', ...CONTACT }],
  ['/villages', { code: 'kept-village', name: '示例村', countyCode: '610124', township: '示例镇', occurredOn: '2019-01-01' }],
  [
    '/households',
    {
      id: KEPT_HOUSEHOLD,
      villageCode: 'kept-village',
      category: 'registered-poor',
      members: 3,
      private: PERSONAL,
      occurredOn: '2020-01-01',
    },
  ],
  [
    '/orders',
    {
      id: OPEN_ORDER,
      unitId: KEPT_UNIT,
      channel: 'offline',
      supplierName: '示例合作社',
      funding: 'union',
      settlement: 'postpaid',
      lines: [{ product: '猕猴桃', category: 'fruit', quantity: 1, unit: '斤', amountFen: OPEN_FEN }],
      occurredOn: '2020-07-01',
    },
  ],
];
