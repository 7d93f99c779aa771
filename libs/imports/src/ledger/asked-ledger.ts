import {
  type AnsweredList,
  type Caller,
  type EndingQuestions,
  type Grants,
  type HeldNumber,
  type LedgerQuestions,
  type PurchaseQuestions,
  type StandingEnding,
  type StandingOrder,
  type SupportQuestions,
} from '#contracts';
import { KIND_ENTRY } from '../job/import-access.js';
import { ImportLedger } from '../job/ports.js';
import type { ImportKind } from '../kind/column.js';
import { likenessIn, likenessKey, lineKey } from '../plan/identity.js';
import {
  type Answers,
  type Directory,
  type KnownNumber,
  type KnownOrder,
  type KnownRows,
  type LedgerPort,
  NOTHING_KNOWN,
  type Questions,
} from '../plan/known.js';
import { countEqual } from './equal-rows.js';

const NO_PURCHASES: Omit<PurchaseQuestions, 'caller'> = { numbers: [], orderIds: [], likenesses: [], products: [], reserves: [] };
const NO_SUPPORT: SupportQuestions = { householdIds: [], saleIds: [] };

/** The ledger as a sheet asks it: the features' answers, put as a plan needs them. */
export class AskedLedger extends ImportLedger {
  constructor(private readonly questions: LedgerQuestions) {
    super();
  }

  seenBy(caller: Caller, kind: ImportKind): LedgerPort {
    const isSupport = kind === 'sales' || kind === 'households';
    let known: Promise<Directory> | undefined;
    return {
      directory: () => (known ??= this.directory(caller, KIND_ENTRY[kind])),
      answer: (questions) => (isSupport ? this.support(kind, questions) : this.purchases(caller, questions)),
    };
  }

  endings(questions: EndingQuestions): Promise<readonly StandingEnding[]> {
    return this.questions.endings(questions);
  }

  private async directory(caller: Caller, grants: Grants): Promise<Directory> {
    const [{ units, withdrawnUnitIds, policyRules, locks }, villages] = await Promise.all([
      this.questions.directory(caller, grants),
      this.questions.villages(caller, grants),
    ]);
    const known = units.map((unit) => ({ ...unit, inScope: unit.stays.length > 0 }));
    return { units: known, withdrawnUnitIds, villages, policyRules, locks };
  }

  private async purchases(caller: Caller, { orderNumbers, rowKeys, likenessKeys, products, reserves }: Questions): Promise<Answers> {
    const none = { ...NO_PURCHASES, caller };
    const likenesses = [...new Set(likenessKeys.map(likenessIn))];
    const [said, rows] = await Promise.all([
      this.questions.purchases({ ...none, numbers: orderNumbers, likenesses, products, reserves }),
      countEqual(rowKeys, async (orderIds) => (await this.questions.purchases({ ...none, orderIds })).orders),
    ]);
    return {
      ...NOTHING_KNOWN,
      orderNumbers: new Map(said.numbers.map(([number, held]) => [number, knownNumber(held)])),
      rowKeys: rows,
      likenessKeys: alike(likenessKeys, said.likenesses),
      usualFenPerKg: new Map(said.usualFenPerKg),
      reserves: new Map(said.reserves),
    };
  }

  private async support(kind: 'sales' | 'households', { rowKeys, householdIds }: Questions): Promise<Answers> {
    const [{ households }, rows] = await Promise.all([
      this.questions.support({ ...NO_SUPPORT, householdIds }),
      this.equalRows(kind, rowKeys),
    ]);
    const standing = households.flatMap(([id, { standing: stands, ...household }]) => (stands ? [[id, household] as const] : []));
    return { ...NOTHING_KNOWN, households: new Map(standing), rowKeys: rows };
  }

  private equalRows(kind: 'sales' | 'households', keys: readonly string[]): Promise<ReadonlyMap<string, KnownRows>> {
    if (kind === 'sales') return countEqual(keys, async (saleIds) => (await this.questions.support({ ...NO_SUPPORT, saleIds })).sales);
    return countEqual(keys, async (householdIds) => {
      const { households } = await this.questions.support({ ...NO_SUPPORT, householdIds });
      return households.map(([id, { standing }]) => [id, standing]);
    });
  }
}

/** Of the orders that cost as much on that day, those that are the same in all that counts. */
function alike(keys: readonly string[], found: AnsweredList<readonly StandingOrder[]>): ReadonlyMap<string, readonly KnownOrder[]> {
  const asked = new Set(keys);
  const orders = new Map<string, KnownOrder[]>();
  for (const order of found.flatMap(([, some]) => some)) {
    const key = likenessKey(order);
    if (asked.has(key)) orders.set(key, [...(orders.get(key) ?? []), knownOrder(order)]);
  }
  return orders;
}

/** Who does not see the order learns that it is there, and not even its lines. */
function knownNumber({ ever, live }: HeldNumber): KnownNumber {
  if (live === undefined) return { ever };
  return { ever, live: live.seen ? knownOrder(live) : { ...knownOrder(live), isOfOthers: true, lines: [] } };
}

function knownOrder({ id, platformOrderNo, occurredOn, recordedBy, recordedAt, lines }: StandingOrder): KnownOrder {
  return { id, platformOrderNo, occurredOn, recordedBy, recordedAt, lines: lines.map(lineKey) };
}
