import { ACCESS_KINDS, type AccessKind } from '#contracts';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsOptional, Matches } from 'class-validator';
import { OneOf, Secret } from '#contracts/commands';
import { EVENT_COLUMNS, eventTable, type StoredEvent } from '#event-log';
import type { Database, SqlValue } from '#persistence';
import { decodeCursor, type ListAnswer, ListQuery, pageOfRows } from '#platform';
import { type AccessEntry, entryOf } from './access-entry.js';

const BOUND = 'YYYY-MM-DD 或时刻 / YYYY-MM-DD or an instant';
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** An instant, or a day of Asia/Shanghai that counts whole. @param edge where such a day begins or ends */
function Bound(edge: string): PropertyDecorator {
  const instantOf = ({ value }: { value: unknown }): unknown => {
    if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}(T|$)/.test(value)) return value;
    const ms = Date.parse(value.includes('T') ? value : `${value}${edge}`);
    return Number.isNaN(ms) ? value : new Date(ms).toISOString();
  };
  return applyDecorators(
    ApiProperty({ required: false, type: String, description: BOUND }),
    IsOptional(),
    Transform(instantOf),
    Matches(INSTANT, { message: BOUND, context: { code: 'QUERY.INVALID', params: { expected: BOUND } } }),
  );
}

/** Which entries of the access log. */
export class AccessFilter {
  @Secret({ most: 190, optional: true, description: '账号' })
  account?: string;

  @OneOf(ACCESS_KINDS, { optional: true, description: '种类' })
  kind?: AccessKind;

  @Bound('T00:00:00.000+08:00')
  from?: string;

  @Bound('T23:59:59.999+08:00')
  to?: string;
}

/** A page of them. */
export class AccessQuery extends IntersectionType(ListQuery, AccessFilter) {}

const PAGE = 500;
const TABLE = eventTable('access');
const COLUMNS = EVENT_COLUMNS.join(', ');

interface Where {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

/** Reads the access log for auditors, last entry first. */
export class AccessReader {
  constructor(private readonly database: Database) {}

  /** @throws ProblemError QUERY.INVALID for an unusable cursor */
  async list({ limit, cursor, ...filter }: AccessQuery): Promise<ListAnswer<AccessEntry>> {
    const where = whereOf(filter);
    const before = cursor == null ? undefined : decodeCursor(cursor, ['integer'])[0];
    return this.database.snapshot(async (session) => {
      const [total] = await session.all<{ entries: number }>(`SELECT COUNT(*) AS entries FROM ${TABLE} WHERE ${where.sql}`, where.params);
      const page = behind(where, before);
      const rows = await session.all<StoredEvent>(pageSql(page, limit + 1), page.params);
      const { shown, nextCursor } = pageOfRows(rows, limit, (last) => [last.position]);
      return { items: shown.map(entryOf), nextCursor, count: total?.entries ?? 0, sums: {} };
    });
  }

  /** All of them, page by page: an export of years does not have to fit into memory. */
  async *all(filter: AccessFilter): AsyncGenerator<AccessEntry> {
    const where = whereOf(filter);
    for (let before: number | undefined; ;) {
      const page = behind(where, before);
      const rows = await this.database.read.all<StoredEvent>(pageSql(page, PAGE), page.params);
      yield* rows.map(entryOf);
      before = rows.at(-1)?.position;
      if (rows.length < PAGE) return;
    }
  }
}

function whereOf({ account, kind, from, to }: AccessFilter): Where {
  const given: (readonly [string, SqlValue | undefined])[] = [
    ['stream_id = ?', account],
    ['type = ?', kind],
    ['recorded_at >= ?', from],
    ['recorded_at <= ?', to],
  ];
  const set = given.filter((one): one is readonly [string, SqlValue] => one[1] != null);
  return { sql: ['1 = 1', ...set.map(([sql]) => sql)].join(' AND '), params: set.map(([, value]) => value) };
}

function behind({ sql, params }: Where, before: number | undefined): Where {
  return before === undefined ? { sql, params } : { sql: `${sql} AND position < ?`, params: [...params, before] };
}

function pageSql({ sql }: Where, limit: number): string {
  return `SELECT ${COLUMNS} FROM ${TABLE} WHERE ${sql} ORDER BY position DESC LIMIT ${limit}`;
}
