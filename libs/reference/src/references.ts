import {
  type BusinessDay,
  type Caller,
  type Fen,
  type Grants,
  type KnownLocks,
  type LogName,
  type PeriodLock,
  type PolicyRuleSet,
  NO_LOCKS,
  sightOf,
  staysBelow,
  type UnitKind,
} from '#contracts';
import type { Ledger } from '#event-log';
import { placeholders, type Database } from '#persistence';
import { type Arrivals, CommittedArrivals, FedArrivals } from './arrivals.js';
import { anyLock, everyLock, type LockTables, locksOfSales, locksOver } from './period-locks.js';
import { LOGS_OF, lockTable, referenceTable, type ReferenceKind, unitParentTable } from './reference-copy.projection.js';
import { everBelow, wholeTree } from './unit-parents.js';
import { SharedAnswers } from './shared-answers.js';
import { UnitScope } from './unit-scope.js';

export interface UnitFacts {
  readonly unitId: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly parentId: string | null;
  readonly regionCode: string | null;
  readonly openedOn: BusinessDay;
  readonly closedOn: BusinessDay | null;
}

export interface VillageFacts {
  readonly code: string;
  readonly name: string;
  readonly countyCode: string;
  readonly township: string;
}

export interface ProjectFacts {
  readonly projectId: string;
  readonly name: string;
  readonly unitId: string;
}

export interface OrderFacts {
  readonly orderId: string;
  readonly unitId: string;
  readonly totalFen: Fen;
  readonly state: 'open' | 'ended';
}

interface CopiedRow {
  readonly id: string;
  readonly name: string | null;
  readonly parent_id: string | null;
  readonly opened_on: string | null;
  readonly closed_on: string | null;
  readonly amount_fen: number | null;
  readonly state: string | null;
  readonly facts: string | null;
}

/** Injection token of one service's {@link References}. */
export function referencesToken(owner: LogName): string {
  return `references:${owner}`;
}

/** What a service knows of other logs. A look-up that finds nothing waits for what may be on its way, and looks again. */
export class References {
  private readonly table: string;
  private readonly scopes = new SharedAnswers<UnitScope>();
  private readonly rows = new SharedAnswers<CopiedRow | undefined>();
  private readonly locks = new SharedAnswers<KnownLocks>();

  constructor(
    private readonly owner: LogName,
    private readonly database: Database,
    private readonly arrivals: Arrivals,
  ) {
    this.table = referenceTable(owner);
  }

  async unit(unitId: string): Promise<UnitFacts | undefined> {
    const row = await this.find('unit', unitId);
    return row === undefined ? undefined : unitOf(row);
  }

  /** Whether this service has heard of a unit; unlike {@link unit}, without waiting for what may be on its way. */
  async hasHeardOf(unitId: string): Promise<boolean> {
    return (await this.look('unit', unitId)) !== undefined;
  }

  /** The units above, nearest first. */
  async ancestorsOf(unitId: string): Promise<UnitFacts[]> {
    const above: UnitFacts[] = [];
    let unit = await this.unit(unitId);
    while (unit?.parentId != null && above.every((known) => known.unitId !== unit?.parentId)) {
      unit = await this.unit(unit.parentId);
      if (unit !== undefined) above.push(unit);
    }
    return above;
  }

  /** The units, and when, that a caller reaches under some grants: in the tree as far as this service has heard of it. */
  async scopeOf(caller: Pick<Caller, 'actor' | 'villageCode'>, grants: Grants): Promise<UnitScope> {
    const { everything, unit } = sightOf(caller, grants);
    if (everything) return UnitScope.EVERYTHING;
    if (unit === null) return UnitScope.NOTHING;
    return this.scopes.of(JSON.stringify(unit), () => this.scopeBelow(unit));
  }

  private async scopeBelow(unit: { readonly id: string; readonly own: boolean }): Promise<UnitScope> {
    const stays = new Map(staysBelow(await everBelow(this.database.read, unitParentTable(this.owner), unit.id), unit.id));
    if (!unit.own) stays.delete(unit.id);
    return new UnitScope(stays);
  }

  /** All rules of a year, of every region, without those that are withdrawn; set last, first in the list. */
  async policyRules(year: number): Promise<PolicyRuleSet[]> {
    const read = async (): Promise<PolicyRuleSet[]> => {
      const rows = await this.database.read.all<CopiedRow>(
        `SELECT r.* FROM ${this.table} r LEFT JOIN ${this.table} w ON w.kind = 'withdrawn-rules' AND w.id = r.parent_id
          WHERE r.kind = 'policy-rule' AND r.year = ? AND (w.position IS NULL OR w.position < r.position) ORDER BY r.position DESC`,
        [year],
      );
      return rows.map((row) => JSON.parse(row.facts ?? '{}') as PolicyRuleSet);
    };
    return this.awaited(read, (rules) => rules.length > 0);
  }

  /** The locks that may bind some units: theirs and those of every unit that was ever above them. */
  locksOver(unitIds: readonly string[]): Promise<KnownLocks> {
    return this.settled(() => this.locks.of(unitIds.join(' '), () => locksOver(this.database.read, this.lockTables, unitIds)));
  }

  /** The locks that bind 帮助销售. */
  locksOfSales(): Promise<PeriodLock[]> {
    return this.settled(() => locksOfSales(this.database.read, this.lockTables));
  }

  /** Every lock there is, first one first. */
  everyLock(): Promise<PeriodLock[]> {
    return this.settled(() => everyLock(this.database.read, this.lockTables));
  }

  /** Every lock there is, with the whole tree of units. */
  knownLocks(): Promise<KnownLocks> {
    return this.settled(async () => {
      const locks = await everyLock(this.database.read, this.lockTables);
      return locks.length === 0 ? NO_LOCKS : { locks, parents: await wholeTree(this.database.read, unitParentTable(this.owner)) };
    });
  }

  anythingLocked(): Promise<boolean> {
    return this.settled(() => anyLock(this.database.read, this.lockTables));
  }

  async village(code: string): Promise<VillageFacts | undefined> {
    const row = await this.find('village', code);
    return row === undefined ? undefined : (JSON.parse(row.facts ?? '{}') as VillageFacts);
  }

  async project(projectId: string): Promise<ProjectFacts | undefined> {
    const row = await this.find('project', projectId);
    return row === undefined ? undefined : { projectId, name: row.name ?? '', unitId: row.parent_id ?? '' };
  }

  async order(orderId: string): Promise<OrderFacts | undefined> {
    const row = await this.find('order', orderId);
    if (row === undefined) return undefined;
    return { orderId, unitId: row.parent_id ?? '', totalFen: row.amount_fen ?? 0, state: row.state === 'ended' ? 'ended' : 'open' };
  }

  /** Those of the ids that no stored file has. */
  async missingFiles(fileIds: readonly string[]): Promise<string[]> {
    if (fileIds.length === 0) return [];
    const missing = async (): Promise<string[]> => {
      const list = placeholders(fileIds);
      const rows = await this.database.read.all<CopiedRow>(
        `SELECT id, state FROM ${this.table} WHERE kind = 'file' AND id IN ${list.sql}`,
        list.params,
      );
      const known = new Set(rows.filter((row) => row.state !== 'withdrawn').map((row) => row.id));
      return fileIds.filter((fileId) => !known.has(fileId));
    };
    return this.awaited(missing, (ids) => ids.length === 0);
  }

  private get lockTables(): LockTables {
    return { locks: lockTable(this.owner), units: this.table, parents: unitParentTable(this.owner) };
  }

  /** A lock that is not there cannot be waited for, only what may still bring it. */
  private async settled<Found>(look: () => Promise<Found>): Promise<Found> {
    await this.arrivals.settle();
    return look();
  }

  private async find(kind: ReferenceKind, id: string): Promise<CopiedRow | undefined> {
    return this.awaited(
      () => this.look(kind, id),
      (row) => row !== undefined,
    );
  }

  private look(kind: ReferenceKind, id: string): Promise<CopiedRow | undefined> {
    return this.rows.of(`${kind} ${id}`, () => this.read(kind, id));
  }

  private async read(kind: ReferenceKind, id: string): Promise<CopiedRow | undefined> {
    const [row] = await this.database.read.all<CopiedRow>(`SELECT * FROM ${this.table} WHERE kind = ? AND id = ?`, [kind, id]);
    return row?.state === 'withdrawn' ? undefined : row;
  }

  private async awaited<Found>(look: () => Promise<Found>, isThere: (found: Found) => boolean): Promise<Found> {
    let found = await look();
    if (isThere(found)) return found;
    await this.arrivals.await(async () => {
      found = await look();
      return isThere(found);
    });
    return found;
  }
}

function unitOf(row: CopiedRow): UnitFacts {
  const facts = JSON.parse(row.facts ?? '{}') as { kind: UnitKind; regionCode: string | null };
  return {
    unitId: row.id,
    name: row.name ?? '',
    kind: facts.kind,
    parentId: row.parent_id,
    regionCode: facts.regionCode,
    openedOn: row.opened_on ?? '',
    closedOn: row.closed_on,
  };
}

/** The references of a service whose process owns every log. */
export function committedReferences(owner: LogName, ledger: Pick<Ledger, 'database' | 'host' | 'sources'>): References {
  const sources = [...ledger.sources.values()].filter(({ log }) => LOGS_OF[owner].includes(log));
  return new References(owner, ledger.database, new CommittedArrivals(referenceTable(owner), () => ledger.host, sources));
}

/** The references of a service whose copy is fed from the topics of other processes. */
export function fedReferences(owner: LogName, ledger: Pick<Ledger, 'database' | 'host'>): References {
  return new References(owner, ledger.database, new FedArrivals(referenceTable(owner), () => ledger.host));
}
