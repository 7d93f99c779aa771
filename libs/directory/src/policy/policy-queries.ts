import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { canonicalRegion, type PolicyRuleSet } from '#contracts';
import { Pattern } from '#contracts/commands';
import { DATABASE, type SqlValue } from '#event-log';
import type { Database } from '#persistence';
import { decodeCursor, type ListAnswer, ListQuery, pageOfRows, QueryYear } from '#platform';

/** Filters of the policy rules. */
export class PolicyRuleQuery extends ListQuery {
  @QueryYear({ optional: true })
  year?: number;

  @Pattern(/^(\d{6}|CN)$/, '六位行政区划代码 / a six-digit region code', { optional: true })
  regionCode?: string;
}

/** 政策规则, the withdrawn ones left out. */
export class ListPolicyRules {
  constructor(readonly query: PolicyRuleQuery) {}
}

const RULES = `FROM policy_ledger r LEFT JOIN policy_ledger_withdrawn w ON w.stream_id = r.stream_id
  WHERE (w.position IS NULL OR w.position < r.position)`;

@QueryHandler(ListPolicyRules)
export class ListPolicyRulesHandler implements IQueryHandler<ListPolicyRules, ListAnswer<PolicyRuleSet>> {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Set last, listed first. @throws ProblemError QUERY.INVALID for an unusable cursor */
  async execute({ query }: ListPolicyRules): Promise<ListAnswer<PolicyRuleSet>> {
    const regionCode = query.regionCode == null ? undefined : canonicalRegion(query.regionCode);
    const given = Object.entries({ year: query.year, region_code: regionCode }).filter(
      (entry): entry is [string, string | number] => entry[1] != null,
    );
    const rules = [RULES, ...given.map(([column]) => `r.${column} = ?`)].join(' AND ');
    const params: SqlValue[] = given.map(([, value]) => value);
    const after = query.cursor == null ? [] : decodeCursor(query.cursor, ['integer']);
    const page = after.length === 0 ? '' : ' AND r.position < ?';
    return this.database.snapshot(async (session) => {
      const [total] = await session.all<{ entries: SqlValue }>(`SELECT COUNT(*) AS entries ${rules}`, params);
      const rows = await session.all<{ rule: string; position: number }>(
        `SELECT r.rule, r.position ${rules}${page} ORDER BY r.position DESC LIMIT ${query.limit + 1}`,
        [...params, ...after],
      );
      const { shown, nextCursor } = pageOfRows(rows, query.limit, (last) => [last.position]);
      return {
        items: shown.map((row) => JSON.parse(row.rule) as PolicyRuleSet),
        nextCursor,
        count: Number(total?.entries ?? 0),
        sums: {},
      };
    });
  }
}
