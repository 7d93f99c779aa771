import {
  type AnsweredList,
  type Caller,
  type EndingQuestions,
  type Grants,
  type HeldNumber,
  type LedgerQuestions,
  mayAtAll,
  type PurchaseQuestions,
  type StandingEnding,
  type StandingOrder,
  type SupportQuestions,
  type UnitInScope,
  type VillageInScope,
} from '#contracts';
import { KIND_ADJUSTING, KIND_ENTRY } from '../job/import-access.js';
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
/** Sales are of no unit: who adjusts them adjusts those of every village. */
const VILLAGES_ADJUSTING: Grants = { reviewer: 'everything' };
const NO_SUPPORT: Omit<SupportQuestions, 'caller'> = { householdIds: [], saleIds: [] };

/** The ledger as a sheet asks it: the features' answers, put as a plan needs them. */
export class AskedLedger extends ImportLedger {
  constructor(private readonly questions: LedgerQuestions) {
    super();
  }

  seenBy(caller: Caller, kind: ImportKind): LedgerPort {
    const isSupport = kind === 'sales' || kind === 'households';
    let known: Promise<Directory> | undefined;
    return {
      directory: () => (known ??= this.directory(caller, kind)),
      answer: (questions) => (isSupport ? this.support(caller, kind, questions) : this.purchases(caller, questions)),
    };
  }

  endings(questions: EndingQuestions): Promise<readonly StandingEnding[]> {
    return this.questions.endings(questions);
  }

  forgotten(): Promise<readonly string[]> {
    return this.questions.forgotten();
  }

  /** Asked a second time for whoever adjusts: what may be entered, and what only once it is locked. */
  private async directory(caller: Caller, kind: ImportKind): Promise<Directory> {
    const adjusting = KIND_ADJUSTING[kind];
    if (adjusting === undefined || !mayAtAll(caller, adjusting)) return this.entered(caller, KIND_ENTRY[kind]);
    const [entered, { units }, villages] = await Promise.all([
      this.entered(caller, KIND_ENTRY[kind]),
      this.questions.directory(caller, adjusting),
      kind === 'sales' ? this.questions.villages(caller, VILLAGES_ADJUSTING) : [],
    ]);
    return withAdjusted(entered, units, villages);
  }

  private async entered(caller: Caller, grants: Grants): Promise<Directory> {
    const [{ units, withdrawnUnitIds, policyRules, locks }, villages] = await Promise.all([
      this.questions.directory(caller, grants),
      this.questions.villages(caller, grants),
    ]);
    const known = units.map((unit) => ({ ...unit, inScope: unit.stays.length > 0 }));
    return { units: known, withdrawnUnitIds, villages, policyRules, locks };
  }

  private async purchases(caller: Caller, { orderNumbers, rowKeys: keys, likenesses, products, reserves }: Questions): Promise<Answers> {
    const none = { ...NO_PURCHASES, caller };
    const [said, rowKeys] = await Promise.all([
      this.questions.purchases({ ...none, numbers: orderNumbers, products, reserves }),
      countEqual(keys, async (orderIds) => {
        const { orders: standing, ended } = await this.questions.purchases({ ...none, orderIds });
        return { standing, ended };
      }),
    ]);
    // A sheet that comes again has every number recorded: to look for what is like its orders would double the time.
    const recorded = new Set(said.numbers.flatMap(([number, { live }]) => (live === undefined ? [] : [number])));
    const open = likenesses.flatMap(({ key, number }) => (number !== undefined && recorded.has(number) ? [] : [key]));
    return {
      ...NOTHING_KNOWN,
      orderNumbers: new Map(said.numbers.map(([number, held]) => [number, knownNumber(held)])),
      rowKeys,
      likenessKeys: await this.alike(none, open),
      usualFenPerKg: new Map(said.usualFenPerKg),
      reserves: new Map(said.reserves),
    };
  }

  private async alike(none: PurchaseQuestions, keys: readonly string[]): Promise<Answers['likenessKeys']> {
    if (keys.length === 0) return NOTHING_KNOWN.likenessKeys;
    const likenesses = [...new Set(keys.map(likenessIn))];
    return alike(keys, (await this.questions.purchases({ ...none, likenesses })).likenesses);
  }

  private async support(caller: Caller, kind: 'sales' | 'households', { rowKeys, householdIds }: Questions): Promise<Answers> {
    const [{ households }, rows] = await Promise.all([
      this.questions.support({ ...NO_SUPPORT, caller, householdIds }),
      kind === 'sales' ? this.equalSales(caller, rowKeys) : this.equalHouseholds(caller, rowKeys),
    ]);
    const standing = households.flatMap(([id, { standing: stands, ...household }]) => (stands ? [[id, household] as const] : []));
    return { ...NOTHING_KNOWN, households: new Map(standing), rowKeys: rows };
  }

  private equalSales(caller: Caller, keys: readonly string[]): Promise<ReadonlyMap<string, KnownRows>> {
    return countEqual(keys, async (saleIds) => {
      const { sales: standing, ended } = await this.questions.support({ ...NO_SUPPORT, caller, saleIds });
      return { standing, ended };
    });
  }

  private equalHouseholds(caller: Caller, keys: readonly string[]): Promise<ReadonlyMap<string, KnownRows>> {
    return countEqual(keys, async (householdIds) => {
      const { households } = await this.questions.support({ ...NO_SUPPORT, caller, householdIds });
      return { standing: households.map(([id, { standing }]) => [id, standing] as const) };
    });
  }
}

/** Adds what is in reach for adjusting; a unit that is no more when it is asked for the second time is in no reach. */
function withAdjusted(entered: Directory, units: readonly UnitInScope[], villages: readonly VillageInScope[]): Directory {
  const staysOf = new Map(units.map(({ id, stays }) => [id, stays]));
  const reached = new Set(villages.flatMap(({ code, inScope }) => (inScope ? [code] : [])));
  return {
    ...entered,
    units: entered.units.map((unit) => {
      const adjusted = staysOf.get(unit.id) ?? [];
      return adjusted.length === 0 ? unit : { ...unit, inScope: true, adjusted };
    }),
    villages: entered.villages.map((village) =>
      village.inScope || !reached.has(village.code) ? village : { ...village, inScope: true, onlyAdjusted: true as const },
    ),
  };
}

/** Of the orders that a ledger finds by their likeness, those that are the same in all that counts. */
function alike(keys: readonly string[], found: AnsweredList<readonly StandingOrder[]>): ReadonlyMap<string, readonly KnownOrder[]> {
  const asked = new Set(keys);
  const orders = new Map<string, KnownOrder[]>();
  for (const order of found.flatMap(([, some]) => some)) {
    const key = likenessKey(order);
    if (!asked.has(key)) continue;
    const known = orders.get(key);
    if (known === undefined) orders.set(key, [knownOrder(order)]);
    else known.push(knownOrder(order));
  }
  return orders;
}

/** Who does not see the order learns that it is there, and not even its lines. */
function knownNumber({ ever, live, ended }: HeldNumber): KnownNumber {
  if (live === undefined) return ended === undefined ? { ever } : { ever, ended };
  return {
    ever,
    live: live.seen ? { ...knownOrder(live), recorded: live.recorded } : { ...knownOrder(live), isOfOthers: true, lines: [] },
  };
}

function knownOrder({ id, platformOrderNo, occurredOn, recordedBy, recordedAt, lines }: StandingOrder): KnownOrder {
  return { id, platformOrderNo, occurredOn, recordedBy, recordedAt, lines: lines.map(lineKey) };
}
