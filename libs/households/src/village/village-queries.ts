import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type BusinessDay, type Caller, sightOf } from '#contracts';
import { Id } from '#contracts/commands';
import { DATABASE, type EventLog, type HistoryItem, logToken } from '#event-log';
import type { Database } from '#persistence';
import { type ListAnswer, ListQuery } from '#platform';
import { Filter, readPage } from '../record/list-page.js';
import { VILLAGE_READING } from '../record/support-access.js';
import { type Facts, historyOfRecord, markOf, notFound } from '../record/record-queries.js';
import { factsOf, villageStream } from './village.js';

/** Filters of the village list. */
export class VillageListQuery extends ListQuery {
  @Id({ optional: true, description: '县代码' })
  countyCode?: string;
}

/** A village as the list shows it. */
export interface VillageItem {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly countyCode: string;
  readonly township: string;
  readonly registeredOn: BusinessDay;
  readonly demo?: true;
}

interface VillageRow {
  readonly code: string;
  readonly name: string;
  readonly county_code: string;
  readonly township: string;
  readonly registered_on: string;
  readonly demo: number;
}

/** The villages in the caller's sight. */
export class ListVillages {
  constructor(
    readonly query: VillageListQuery,
    readonly caller: Caller,
  ) {}
}

/** One village as it is now. */
export class GetVillage {
  constructor(readonly code: string) {}
}

/** The events of one village, in order. */
export class GetVillageHistory {
  constructor(readonly code: string) {}
}

@QueryHandler(ListVillages)
export class ListVillagesHandler implements IQueryHandler<ListVillages, ListAnswer<VillageItem>> {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Those the caller sees. @throws ProblemError QUERY.INVALID for an unusable cursor */
  execute({ query, caller }: ListVillages): Promise<ListAnswer<VillageItem>> {
    const filter = new Filter().inReach('code', sightOf(caller, VILLAGE_READING)).and('county_code = ?', query.countyCode);
    const listing = { table: 'village_ledger', day: 'registered_on', id: 'code', sums: {} };
    return readPage<VillageRow, VillageItem>(this.database, listing, filter, query, (rows) => rows.map(itemOf));
  }
}

@QueryHandler(GetVillage)
export class GetVillageHandler implements IQueryHandler<GetVillage, Facts> {
  constructor(@Inject(logToken('households')) private readonly log: EventLog) {}

  /** @throws ProblemError RECORD.NOT_FOUND */
  async execute({ code }: GetVillage): Promise<Facts> {
    const { state, version } = await this.log.load(villageStream(code));
    if (state.state !== 'registered') throw notFound(code);
    return { id: code, code, ...factsOf(state), ...markOf(state.source, version) };
  }
}

@QueryHandler(GetVillageHistory)
export class GetVillageHistoryHandler implements IQueryHandler<GetVillageHistory, { items: HistoryItem[] }> {
  constructor(@Inject(logToken('households')) private readonly log: EventLog) {}

  execute({ code }: GetVillageHistory): Promise<{ items: HistoryItem[] }> {
    return historyOfRecord(this.log, code, villageStream(code), factsOf);
  }
}

function itemOf({ code, name, county_code: countyCode, township, registered_on: registeredOn, demo }: VillageRow): VillageItem {
  return { id: code, code, name, countyCode, township, registeredOn, ...(demo === 1 ? { demo: true as const } : {}) };
}
