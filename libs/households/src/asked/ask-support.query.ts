import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import {
  type AnsweredList,
  AskSupport,
  AskVillages,
  type Caller,
  type EndedByHand,
  type HouseholdRegistered,
  reachesVillage,
  RECORD_WITHDRAWN,
  sightOf,
  type SupportAnswers,
  type VillageInScope,
} from '#contracts';
import { DATABASE, endedByHand, type EventLog, logToken, standingOf } from '#event-log';
import type { Database } from '#persistence';
import { householdStream } from '../household/household.js';
import { SaleSight } from '../sale/sale-sight.js';
import { saleStream } from '../sale/sale.js';

const VOIDED = 'SaleVoided';
const SALE = { begin: 'SaleRecorded', end: [VOIDED, RECORD_WITHDRAWN] };

/** What a sheet asks of households and sales, from the log itself: a read model may be a moment behind. */
@QueryHandler(AskSupport)
export class AskSupportHandler implements IQueryHandler<AskSupport, SupportAnswers> {
  constructor(
    @Inject(logToken('households')) private readonly log: EventLog,
    private readonly sight: SaleSight,
  ) {}

  async execute({ questions: { caller, householdIds, saleIds } }: AskSupport): Promise<SupportAnswers> {
    const sales = await standingOf(this.log, saleIds, (id) => saleStream(id).id, SALE);
    const fallen = [...sales].flatMap(([id, stands]) => (stands ? [] : [id]));
    return {
      households: await this.households(householdIds),
      sales: [...sales],
      ended: await this.ended(caller, fallen),
    };
  }

  /** Those that were voided by hand and are in sight. */
  private async ended(caller: Caller, saleIds: readonly string[]): Promise<AnsweredList<EndedByHand>> {
    if (saleIds.length === 0) return [];
    const ended = await endedByHand(this.log, saleIds, (id) => saleStream(id).id, [VOIDED]);
    const sees = await this.sight.ofSales(caller);
    const inSight = await Promise.all([...ended.keys()].map(async (id) => sees((await this.log.load(saleStream(id))).state)));
    return [...ended].filter((_, at) => inSight[at]);
  }

  private async households(ids: readonly string[]): Promise<SupportAnswers['households']> {
    const found = new Map<string, SupportAnswers['households'][number][1]>();
    const idOf = new Map(ids.map((id) => [householdStream(id).id, id]));
    for (const event of await this.log.find([...idOf.keys()], ['HouseholdRegistered', RECORD_WITHDRAWN])) {
      const id = idOf.get(event.streamId) ?? '';
      const before = found.get(id);
      if (event.type === 'HouseholdRegistered') {
        const { villageCode, category, members } = event.envelope().data as HouseholdRegistered;
        found.set(id, { villageCode, category, members, standing: true });
      } else if (before !== undefined) found.set(id, { ...before, standing: false });
    }
    return [...found];
  }
}

/** Every village, by name. */
@QueryHandler(AskVillages)
export class AskVillagesHandler implements IQueryHandler<AskVillages, readonly VillageInScope[]> {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async execute({ caller, grants }: AskVillages): Promise<readonly VillageInScope[]> {
    const sight = sightOf(caller, grants);
    const rows = await this.database.read.all<Omit<VillageInScope, 'inScope'>>(
      'SELECT code, name FROM village_ledger WHERE withdrawn = 0 ORDER BY name, code',
    );
    return rows.map(({ code, name }) => ({ code, name, inScope: reachesVillage(sight, code) }));
  }
}
