import { type Caller, type EndingQuestions, mayAtAll, type Period, type ProblemItem, type StandingEnding } from '#contracts';
import { type Clock, ProblemError } from '#platform';
import type { ImportStore } from '../store/import-store.js';
import { asImport } from './as-import.js';
import { KIND_ENTRY } from './import-access.js';
import type { EnteredRecord, Import } from './import.js';
import type { ImportLedger } from './ports.js';

/** A record that an undo would take back, by the row of the sheet that has made it. */
export interface RowEnding {
  readonly id: string;
  readonly row: number;
  /** The locked period that would be adjusted; `null` where none is touched. */
  readonly period: Period | null;
  /** Why a lock forbids it to this caller, or what came since forbids it at all; `null` where nothing does. */
  readonly refusal: ProblemItem | null;
  /** Steps and corrections that somebody has entered for it since, and that would fall with it. */
  readonly stepsByHand?: number;
}

/** A reserve has no id of its own in its route. */
const RESERVE_PATH = /^\/api\/units\/(.*)\/reserves\/(\d{4})$/;

/** Records asked for in one question: a service's answer stays small, and nobody else waits long. */
const AT_ONCE = 500;

type Asked = Pick<EndingQuestions, 'reason' | 'withSteps'>;

/** Asks the ledger what taking an import back would come to, before any of it is taken back. */
export class UndoEndings {
  constructor(
    private readonly store: ImportStore,
    private readonly ledger: ImportLedger,
    private readonly clock: Clock,
  ) {}

  /**
   * The records of an import that stand, each once, in the order of their rows, with their steps by hand: what somebody has
   * voided meanwhile is none of them.
   */
  async of(one: Import, caller: Caller, reason: string): Promise<readonly RowEnding[]> {
    const endings: RowEnding[] = [];
    for await (const page of this.pages(one, caller, { reason, withSteps: true })) endings.push(...page);
    return endings.sort((left, right) => left.row - right.row);
  }

  /**
   * Refuses an undo as a whole where a lock, or what came since, forbids any of it, or where its caller only adjusts and nothing
   * is locked.
   * @throws ProblemError PERIOD.LOCKED, RESERVE.DECLARED_SINCE, RESERVE.STATE (409), PERIOD.NOT_LOCKED (403)
   */
  async mustBeAllowed(one: Import, caller: Caller, reason: string): Promise<void> {
    const endings: RowEnding[] = [];
    for await (const page of this.pages(one, caller, { reason })) {
      endings.push(...page);
      // What is behind the first lock that forbids it changes nothing.
      if (page.some(({ refusal }) => refusal?.code === 'PERIOD.LOCKED')) break;
    }
    const refusal = refusalOf(one, caller, endings);
    if (refusal !== null) throw new ProblemError([refusal]);
  }

  private async *pages(one: Import, caller: Caller, asked: Asked): AsyncGenerator<readonly RowEnding[]> {
    const records = await this.records(one);
    for (let from = 0; from < records.length; from += AT_ONCE) {
      const rowOf = new Map(records.slice(from, from + AT_ONCE).map((record) => [askedAs(record), record.row]));
      const endings = await this.ask(one, [...rowOf.keys()], asImport(caller), asked);
      yield endings.map((ending) => ({ ...ending, row: rowOf.get(ending.id) ?? 0 }));
    }
  }

  private ask({ kind, importId }: Import, ids: readonly string[], caller: Caller, asked: Asked): Promise<readonly StandingEnding[]> {
    return this.ledger.endings({ kind, ids, importId, caller, ...asked, today: this.clock.today() });
  }

  private async records({ importId }: Import): Promise<readonly EnteredRecord[]> {
    const records = new Map<string, EnteredRecord>();
    for (const page of await this.store.standingPages(importId)) {
      for (const record of (await this.store.enteredPage(importId, page)).records) records.set(askedAs(record), record);
    }
    return [...records.values()];
  }
}

/** Why an undo would be refused; `null` where it would be begun. */
export function refusalOf({ kind }: Import, caller: Caller, endings: readonly RowEnding[]): ProblemItem | null {
  const forbidden = endings.flatMap(({ refusal }) => refusal ?? []);
  // What is locked says who may; that the open rows are somebody else's says nothing of that.
  const [first] = [...forbidden.filter(({ code }) => code === 'PERIOD.LOCKED'), ...forbidden];
  if (first !== undefined) return first;
  const isAdjustment = endings.some(({ period }) => period !== null);
  return isAdjustment || mayAtAll(caller, KIND_ENTRY[kind]) ? null : { code: 'PERIOD.NOT_LOCKED' };
}

function askedAs({ id, path }: EnteredRecord): string {
  const reserve = RESERVE_PATH.exec(path);
  return reserve === null ? id : `${reserve[1]}:${reserve[2]}`;
}
