import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { ACTIVITY_KINDS, sightOf, type ActivityKind, type BusinessDay, type Caller } from '#contracts';
import { Id, OneOf } from '#contracts/commands';
import { DATABASE, type EventLog, type HistoryItem, logToken } from '#event-log';
import type { Database } from '#persistence';
import type { ListAnswer } from '#platform';
import { Filter, PeriodQuery, readPage } from '../record/list-page.js';
import { ACTIVITY_READING } from '../record/support-access.js';
import { type Facts, historyOfRecord, markOf, notFound } from '../record/record-queries.js';
import { activityStream, factsOf, isKnown } from './activity.js';

/** 有效 · 已作废 */
const STATES = ['recorded', 'void'] as const;

/** Filters of the list of activities; the period is that of the day held. */
export class ActivityListQuery extends PeriodQuery {
  @OneOf(ACTIVITY_KINDS, { optional: true, description: '活动类型' })
  kind?: ActivityKind;

  @Id({ optional: true, description: '村代码' })
  villageCode?: string;

  @OneOf(STATES, { optional: true, description: '状态' })
  state?: (typeof STATES)[number];
}

/** One line of the list. */
export interface ActivityItem {
  readonly id: string;
  readonly state: (typeof STATES)[number];
  readonly occurredOn: BusinessDay;
  readonly kind: ActivityKind;
  readonly villageCode: string | null;
  readonly place: string | null;
  readonly topic: string | null;
  readonly sessions: number | null;
  readonly participants: number | null;
  readonly receivedFen: number;
  readonly pledgedFen: number;
  readonly approximate: boolean;
  readonly demo?: true;
}

/** The activities in the caller's sight. */
export class ListActivities {
  constructor(
    readonly query: ActivityListQuery,
    readonly caller: Caller,
  ) {}
}

/** One activity as it is now. */
export class GetActivity {
  constructor(readonly activityId: string) {}
}

/** The events of one activity, in order. */
export class GetActivityHistory {
  constructor(readonly activityId: string) {}
}

interface ActivityRow {
  readonly activity_id: string;
  readonly state: (typeof STATES)[number];
  readonly held_on: string;
  readonly kind: ActivityKind;
  readonly village_code: string | null;
  readonly place: string | null;
  readonly topic: string | null;
  readonly sessions: number | null;
  readonly participants: number | null;
  readonly received_fen: number;
  readonly pledged_fen: number;
  readonly approximate: number;
  readonly demo: number;
}

/** A void activity is listed but counts nowhere. */
const counted = (column: string): string => `CASE WHEN state = 'void' THEN 0 ELSE ${column} END`;

const LISTING = {
  table: 'activity_ledger',
  day: 'held_on',
  id: 'activity_id',
  sums: {
    sessions: counted('sessions'),
    participants: counted('participants'),
    receivedFen: counted('received_fen'),
    pledgedFen: counted('pledged_fen'),
  },
};

@QueryHandler(ListActivities)
export class ListActivitiesHandler implements IQueryHandler<ListActivities, ListAnswer<ActivityItem>> {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Those the caller sees. @throws ProblemError QUERY.INVALID for an unusable cursor */
  execute({ query, caller }: ListActivities): Promise<ListAnswer<ActivityItem>> {
    const filter = new Filter()
      .inReach('village_code', sightOf(caller, ACTIVITY_READING))
      .and('kind = ?', query.kind)
      .and('village_code = ?', query.villageCode)
      .and('state = ?', query.state)
      .within('held_on', query);
    return readPage<ActivityRow, ActivityItem>(this.database, LISTING, filter, query, (rows) => rows.map(itemOf));
  }
}

@QueryHandler(GetActivity)
export class GetActivityHandler implements IQueryHandler<GetActivity, Facts> {
  constructor(@Inject(logToken('households')) private readonly log: EventLog) {}

  /** @throws ProblemError RECORD.NOT_FOUND, also once it is withdrawn */
  async execute({ activityId }: GetActivity): Promise<Facts> {
    const { state, version } = await this.log.load(activityStream(activityId));
    if (!isKnown(state)) throw notFound(activityId);
    return { id: activityId, ...factsOf(state), ...markOf(state.source, version) };
  }
}

@QueryHandler(GetActivityHistory)
export class GetActivityHistoryHandler implements IQueryHandler<GetActivityHistory, { items: HistoryItem[] }> {
  constructor(@Inject(logToken('households')) private readonly log: EventLog) {}

  execute({ activityId }: GetActivityHistory): Promise<{ items: HistoryItem[] }> {
    return historyOfRecord(this.log, activityId, activityStream(activityId), factsOf);
  }
}

function itemOf(row: ActivityRow): ActivityItem {
  return {
    id: row.activity_id,
    state: row.state,
    occurredOn: row.held_on,
    kind: row.kind,
    villageCode: row.village_code,
    place: row.place,
    topic: row.topic,
    sessions: row.sessions,
    participants: row.participants,
    receivedFen: row.received_fen,
    pledgedFen: row.pledged_fen,
    approximate: row.approximate === 1,
    ...(row.demo === 1 ? { demo: true as const } : {}),
  };
}
