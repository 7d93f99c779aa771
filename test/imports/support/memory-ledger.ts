import type { EndedByHand, RecordedOrder } from '#contracts';
import {
  type Answers,
  type Directory,
  type KeptDecision,
  type KnownNumber,
  type KnownOrder,
  type KnownRows,
  type LedgerPort,
  likenessKey,
  lineKey,
  type OrderIdentity,
  type PlannedEntry,
  type Questions,
  recordId,
} from '#imports';

interface Kept {
  readonly entry: PlannedEntry;
  isLive: boolean;
  /** Where somebody has ended it by hand. */
  ended?: EndedByHand;
}

/** A ledger that takes entries as the real one does, one id and one live number once, and answers what an import asks. */
export class MemoryLedger implements LedgerPort {
  private readonly kept = new Map<string, Kept>();
  usualFenPerKg: ReadonlyMap<string, number> = new Map();
  /** What was decided in earlier imports, by `pairKey`. */
  readonly decided = new Map<string, KeptDecision>();

  constructor(private readonly known: Directory) {}

  /** The same ledger, seen with another directory. */
  seenIn(directory: Directory): MemoryLedger {
    const other = new MemoryLedger(directory);
    for (const [id, one] of this.kept) other.kept.set(id, one);
    for (const [key, decision] of this.decided) other.decided.set(key, decision);
    return other;
  }

  async directory(): Promise<Directory> {
    return this.known;
  }

  /** @returns how many were taken; one whose id is there, or whose number is held, is not */
  commit(entries: readonly PlannedEntry[]): number {
    const fresh = entries.filter((entry) => !this.kept.has(entry.id) && this.holderOf(numberOf(entry)) === undefined);
    for (const entry of fresh) this.kept.set(entry.id, { entry, isLive: true });
    return fresh.length;
  }

  /** Takes everything back, as the undoing of a batch does. */
  undo(): void {
    for (const one of this.kept.values()) one.isLive = false;
  }

  /** Somebody voids every order. */
  voidByHand(reason: string): void {
    for (const [id, one] of this.kept) {
      one.isLive = false;
      one.ended = { id, endedBy: 'demo-unit', endedAt: '2026-11-02T00:00:00.000Z', reason };
    }
  }

  get live(): readonly PlannedEntry[] {
    return [...this.kept.values()].filter(({ isLive }) => isLive).map(({ entry }) => entry);
  }

  async answer({ orderNumbers, rowKeys, likenesses }: Questions): Promise<Answers> {
    return {
      orderNumbers: new Map(orderNumbers.map((number) => [number, this.numberAnswer(number)])),
      rowKeys: new Map(rowKeys.map((key) => [key, this.rowsAnswer(key)])),
      likenessKeys: new Map(
        likenesses.map(({ key }) => [key, this.live.filter((entry) => likenessKey(identityOf(entry)) === key).map(knownOrder)]),
      ),
      decided: new Map(this.decided),
      usualFenPerKg: this.usualFenPerKg,
      households: new Map(),
      reserves: new Map(),
    };
  }

  private numberAnswer(number: string): KnownNumber {
    const live = this.holderOf(number);
    const held = [...this.kept.values()].filter(({ entry }) => numberOf(entry) === number);
    const ever = held.length;
    const ended = held.at(-1)?.ended;
    if (live === undefined && ended !== undefined) return { ever, ended };
    return live === undefined ? { ever } : { ever, live: { ...knownOrder(live), recorded: recordedOrder(live) } };
  }

  private holderOf(number: unknown): PlannedEntry | undefined {
    return number === undefined ? undefined : this.live.find((entry) => numberOf(entry) === number);
  }

  /** The records that equal rows become have known ids: they are counted by looking for them. */
  private rowsAnswer(key: string): KnownRows {
    let [live, ever] = [0, 0];
    const ended: EndedByHand[] = [];
    for (let one = this.kept.get(recordId(key, 0)); one !== undefined; one = this.kept.get(recordId(key, ever))) {
      ever += 1;
      if (one.isLive) live += 1;
      if (one.ended !== undefined) ended.push(one.ended);
    }
    return ended.length === 0 ? { live, ever } : { live, ever, ended };
  }
}

function bodyOf(entry: PlannedEntry): Readonly<Record<string, unknown>> {
  return entry.commands[0]?.body ?? {};
}

function numberOf(entry: PlannedEntry): unknown {
  return bodyOf(entry)['platformOrderNo'];
}

function identityOf(entry: PlannedEntry): OrderIdentity {
  const { freightFen = 0, discountFen = 0, lines = [], ...rest } = bodyOf(entry) as unknown as Partial<OrderIdentity>;
  return {
    ...rest,
    freightFen,
    discountFen,
    lines: lines.map((line) => ({ ...line, packGrams: line.packGrams ?? null })),
  } as OrderIdentity;
}

function knownOrder(entry: PlannedEntry): KnownOrder {
  const { occurredOn, lines } = identityOf(entry);
  const platformOrderNo = (numberOf(entry) as string | undefined) ?? null;
  return {
    id: entry.id,
    platformOrderNo,
    occurredOn,
    recordedBy: 'demo-unit',
    recordedAt: '2026-11-01T00:00:00.000Z',
    lines: lines.map(lineKey),
  };
}

/** As the real one tells of it: the facts of its first command, and what the steps behind it say. */
function recordedOrder({ commands: [placed, ...steps] }: PlannedEntry): RecordedOrder {
  const said = (placed?.body ?? {}) as unknown as Partial<RecordedOrder> &
    Pick<RecordedOrder, 'channel' | 'supplierName' | 'funding' | 'settlement'> & { readonly unitId: string };
  const { unitId, channel, supplierName, funding, settlement, originCountyCode = null, freightFen = 0, discountFen = 0 } = said;
  const stepsTo = (name: string): { readonly on: string; readonly amountFen: number; readonly stars: number }[] =>
    steps.filter(({ path }) => path.endsWith(`/${name}`)).map(({ body }) => ({ ...body, on: body['occurredOn'] }) as never);
  return {
    unitIds: [unitId],
    ...{ channel, supplierName, originCountyCode, funding, settlement, freightFen, discountFen },
    payments: stepsTo('payments').map(({ on, amountFen }) => ({ on, amountFen })),
    acceptedOn: stepsTo('acceptance').map(({ on }) => on),
    ratings: stepsTo('rating').map(({ on, stars }) => ({ on, stars })),
    refunds: stepsTo('refunds').map(({ on, amountFen }) => ({ on, amountFen })),
  };
}
