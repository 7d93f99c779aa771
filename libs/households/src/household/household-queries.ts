import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import {
  HOUSEHOLD_CATEGORIES,
  isFew,
  reachesVillage,
  type Instant,
  sightOf,
  type BusinessDay,
  type Caller,
  type HouseholdCategory,
} from '#contracts';
import { Id, OneOf } from '#contracts/commands';
import { DATABASE, type EventLog, type HistoryItem, logToken } from '#event-log';
import type { Database } from '#persistence';
import { Clock, type ListAnswer } from '#platform';
import { WITHHELD, type WithheldList, withholdsFew } from '../record/few-households.js';
import { Filter, PeriodQuery, readPage } from '../record/list-page.js';
import { SUPPORT_ENTRY, SUPPORT_READING } from '../record/support-access.js';
import { type Facts, historyOfRecord, markOf, notFound } from '../record/record-queries.js';
import { HouseholdSeals, type Person } from '../sealed/household-seals.js';
import { masked } from '../sealed/masked-person.js';
import { StoredReveals } from '../sealed/stored-reveals.js';
import { factsOf, householdStream } from './household.js';

/** 在册 · 已退出 */
const STATES = ['registered', 'exited'] as const;

/** Filters of the household list; the period is that of registration. */
export class HouseholdListQuery extends PeriodQuery {
  @Id({ optional: true, description: '村代码' })
  villageCode?: string;

  @OneOf(HOUSEHOLD_CATEGORIES, { optional: true, description: '户类别' })
  category?: HouseholdCategory;

  @OneOf(STATES, { optional: true, description: '状态' })
  state?: (typeof STATES)[number];
}

/** One line of the list. Personal data is masked; `null` where none was given or it was destroyed. */
export interface HouseholdItem {
  readonly id: string;
  readonly villageCode: string;
  readonly category: HouseholdCategory;
  readonly members: number;
  readonly state: (typeof STATES)[number];
  readonly registeredOn: BusinessDay;
  readonly exitedOn: BusinessDay | null;
  readonly forgottenOn: BusinessDay | null;
  readonly private: Person | null;
  readonly approximate: boolean;
  readonly demo?: true;
}

/** The households in the caller's sight. */
export class ListHouseholds {
  constructor(
    readonly query: HouseholdListQuery,
    readonly caller: Caller,
  ) {}
}

/** One household as it is now; its people are masked unless the caller has revealed them. */
export class GetHousehold {
  constructor(
    readonly householdId: string,
    readonly caller: Caller,
  ) {}
}

/** The events of one household, in order. */
export class GetHouseholdHistory {
  constructor(readonly householdId: string) {}
}

interface HouseholdRow {
  readonly household_id: string;
  readonly village_code: string;
  readonly category: HouseholdCategory;
  readonly members: number;
  readonly registered_on: string;
  readonly exited_on: string | null;
  readonly forgotten_on: string | null;
  readonly seal_id: string | null;
  readonly approximate: number;
  readonly demo: number;
}

const LISTING = { table: 'household_ledger', day: 'registered_on', id: 'household_id', sums: { members: 'members' } };

@QueryHandler(ListHouseholds)
export class ListHouseholdsHandler implements IQueryHandler<ListHouseholds, ListAnswer<HouseholdItem> | WithheldList> {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly seals: HouseholdSeals,
  ) {}

  /**
   * Those the caller sees. Who works with no single household is not shown a list of fewer than five, whatever narrows it:
   * the whole list, masked, is open to a leader, so this hinders singling out by filter, not by hand.
   * @throws ProblemError QUERY.INVALID for an unusable cursor
   */
  async execute({ query, caller }: ListHouseholds): Promise<ListAnswer<HouseholdItem> | WithheldList> {
    const sight = sightOf(caller, SUPPORT_READING);
    const filter = new Filter()
      .inReach('village_code', sight)
      .and('village_code = ?', query.villageCode)
      .and('category = ?', query.category)
      .when(query.state === 'registered', 'exited_on IS NULL')
      .when(query.state === 'exited', 'exited_on IS NOT NULL')
      .within('registered_on', query);
    const page = await readPage<HouseholdRow, HouseholdItem>(this.database, LISTING, filter, query, async (rows) => {
      const sealed = rows.flatMap((row): [string, string][] => (row.seal_id === null ? [] : [[row.household_id, row.seal_id]]));
      const persons = await this.seals.open(new Map(sealed));
      return rows.map((row) => itemOf(row, persons.get(row.household_id)));
    });
    return isFew(page.count) && withholdsFew(caller, sight, query.villageCode) ? WITHHELD : page;
  }
}

@QueryHandler(GetHousehold)
export class GetHouseholdHandler implements IQueryHandler<GetHousehold, Facts> {
  constructor(
    @Inject(logToken('households')) private readonly log: EventLog,
    private readonly seals: HouseholdSeals,
    private readonly reveals: StoredReveals,
    private readonly clock: Clock,
  ) {}

  /** Masked, but for an account that has just had it revealed. @throws ProblemError RECORD.NOT_FOUND, also once it is withdrawn */
  async execute({ householdId, caller }: GetHousehold): Promise<Facts> {
    const { state, version } = await this.log.load(householdStream(householdId));
    if (state.state !== 'registered') throw notFound(householdId);
    const persons = state.sealId === null ? undefined : await this.seals.open(new Map([[householdId, state.sealId]]));
    const person = persons?.get(householdId);
    const until = await this.openUntil(caller, householdId, state.villageCode);
    const shown = until === undefined ? { private: masked(person) } : { private: person ?? null, revealedUntil: until };
    return { id: householdId, ...factsOf(state), ...shown, ...markOf(state.source, version) };
  }

  private async openUntil(caller: Caller, householdId: string, villageCode: string): Promise<Instant | undefined> {
    if (!reachesVillage(sightOf(caller, SUPPORT_ENTRY), villageCode)) return undefined;
    return this.reveals.openUntil(caller.actor.account, householdId, this.clock.now());
  }
}

@QueryHandler(GetHouseholdHistory)
export class GetHouseholdHistoryHandler implements IQueryHandler<GetHouseholdHistory, { items: HistoryItem[] }> {
  constructor(@Inject(logToken('households')) private readonly log: EventLog) {}

  execute({ householdId }: GetHouseholdHistory): Promise<{ items: HistoryItem[] }> {
    return historyOfRecord(this.log, householdId, householdStream(householdId), factsOf);
  }
}

function itemOf(row: HouseholdRow, person: Person | undefined): HouseholdItem {
  return {
    id: row.household_id,
    villageCode: row.village_code,
    category: row.category,
    members: row.members,
    state: row.exited_on === null ? 'registered' : 'exited',
    registeredOn: row.registered_on,
    exitedOn: row.exited_on,
    forgottenOn: row.forgotten_on,
    private: masked(person),
    approximate: row.approximate === 1,
    ...(row.demo === 1 ? { demo: true as const } : {}),
  };
}
