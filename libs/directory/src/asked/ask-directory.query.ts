import { Inject } from '@nestjs/common';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { AskDirectory, type DirectoryAnswer, type PolicyRuleSet, type UnitKind, type UnitInScope } from '#contracts';
import { DATABASE } from '#event-log';
import type { Database } from '#persistence';
import { type References, referencesToken } from '#reference';

interface UnitRow {
  readonly unit_id: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly parent_id: string | null;
  readonly region_code: string | null;
  readonly closed_on: string | null;
}

const UNITS = 'SELECT unit_id, name, kind, parent_id, region_code, closed_on FROM unit_ledger WHERE withdrawn = 0 ORDER BY unit_id';
const WITHDRAWN = 'SELECT unit_id FROM unit_ledger WHERE withdrawn = 1 ORDER BY unit_id';
const FORMER = `SELECT DISTINCT n.unit_id, n.name FROM unit_ledger_name n JOIN unit_ledger u ON u.unit_id = n.unit_id
  WHERE u.withdrawn = 0 AND n.name <> u.name ORDER BY n.unit_id, n.name`;
const RULES = `SELECT r.rule FROM policy_ledger r LEFT JOIN policy_ledger_withdrawn w ON w.stream_id = r.stream_id
  WHERE w.position IS NULL OR w.position < r.position ORDER BY r.position DESC`;

/**
 * Every unit with its names and when the caller reaches it, every policy rule and every lock: what names, amounts and days of
 * a sheet are checked against.
 */
@QueryHandler(AskDirectory)
export class AskDirectoryHandler implements IQueryHandler<AskDirectory, DirectoryAnswer> {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(referencesToken('directory')) private readonly references: References,
  ) {}

  async execute({ caller, grants }: AskDirectory): Promise<DirectoryAnswer> {
    const scope = await this.references.scopeOf(caller, grants);
    const locks = await this.references.knownLocks();
    return this.database.snapshot(async (session) => {
      const rows = await session.all<UnitRow>(UNITS);
      const withdrawn = await session.all<Pick<UnitRow, 'unit_id'>>(WITHDRAWN);
      const former = await session.all<{ readonly unit_id: string; readonly name: string }>(FORMER);
      const rules = await session.all<{ readonly rule: string }>(RULES);
      const byId = new Map(rows.map((row) => [row.unit_id, row]));
      const names = grouped(former);
      return {
        units: rows.map((row): UnitInScope => ({
          id: row.unit_id,
          name: row.name,
          formerNames: names.get(row.unit_id) ?? [],
          kind: row.kind,
          parentId: row.parent_id,
          regionCode: regionOf(row, byId),
          closedOn: row.closed_on,
          stays: scope.staysOf(row.unit_id),
        })),
        withdrawnUnitIds: withdrawn.map((row) => row.unit_id),
        policyRules: rules.map(({ rule }) => JSON.parse(rule) as PolicyRuleSet),
        locks,
      };
    });
  }
}

function grouped(former: readonly { readonly unit_id: string; readonly name: string }[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const { unit_id: id, name } of former) names.set(id, [...(names.get(id) ?? []), name]);
  return names;
}

/** Its own region, or that of the nearest unit above, as for a declaration. */
function regionOf(row: UnitRow, byId: ReadonlyMap<string, UnitRow>): string | null {
  const seen = new Set<string>();
  let unit: UnitRow | undefined = row;
  while (unit?.region_code === null && unit.parent_id !== null && !seen.has(unit.unit_id)) {
    seen.add(unit.unit_id);
    unit = byId.get(unit.parent_id);
  }
  return unit?.region_code ?? null;
}
