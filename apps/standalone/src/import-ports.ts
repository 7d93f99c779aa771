import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { InsideDoor } from '#accounts';
import type { BusinessDay, Caller, LogName, PolicyRuleSet, Position, ProblemItem, UnitKind } from '#contracts';
import type { Ledger } from '#event-log';
import { type Directory, type ImportedCommand, ImportLedger, ImportSender, type LedgerPort, NOTHING_KNOWN, type Sent } from '#imports';
import { referenceTable } from '#reference';

interface CopiedRow {
  readonly kind: string;
  readonly id: string;
  readonly name: string | null;
  readonly closed_on: BusinessDay | null;
  readonly facts: string | null;
}

/** Units, villages and rules of this ledger; everything is in scope and nothing was imported before. */
export class CopiedLedger extends ImportLedger {
  constructor(private readonly ledger: Ledger) {
    super();
  }

  seenBy(): LedgerPort {
    return { directory: () => this.directory(), answer: () => Promise.resolve(NOTHING_KNOWN) };
  }

  private async directory(): Promise<Directory> {
    const rows = await this.ledger.database.read.all<CopiedRow>(
      `SELECT kind, id, name, closed_on, facts FROM ${referenceTable('households')} UNION ALL SELECT kind, id, name, closed_on, facts FROM ${referenceTable('purchases')}`,
    );
    const of = (kind: string): CopiedRow[] => [...new Map(rows.filter((row) => row.kind === kind).map((row) => [row.id, row])).values()];
    return {
      units: of('unit').map(({ id, name, closed_on: closedOn, facts }) => ({
        id,
        name: name ?? '',
        closedOn,
        ...(JSON.parse(facts ?? '{}') as { kind: UnitKind; regionCode: string | null }),
        inScope: true,
      })),
      villages: of('village').map(({ id, facts }) => ({
        code: id,
        name: (JSON.parse(facts ?? '{}') as { name: string }).name,
        inScope: true,
      })),
      policyRules: of('policy-rule').map(({ facts }) => JSON.parse(facts ?? '{}') as PolicyRuleSet),
    };
  }
}

/** Sends planned commands through the routes of this very process, over no network. */
export class InProcessSender extends ImportSender {
  readonly atOnce = 64;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly inside: InsideDoor,
  ) {
    super();
  }

  async send({ path, body, key, caller, importId, row }: ImportedCommand): Promise<Sent> {
    const marked: Caller = { ...caller, batchId: importId, row };
    const headers = { 'content-type': 'application/json', 'idempotency-key': key, ...this.inside.headersAs(marked) };
    const app = this.host.httpAdapter.getInstance<FastifyInstance>();
    const answer = await app.inject({ method: 'POST', url: path, payload: JSON.stringify(body), headers });
    const said = JSON.parse(answer.body) as { readonly log: LogName; readonly position: Position; readonly errors: readonly ProblemItem[] };
    if (answer.statusCode < 300) return { kind: 'entered', log: said.log, position: said.position };
    if (answer.statusCode >= 500) throw new Error(`${path} → ${answer.statusCode} ${answer.body}`);
    return { kind: 'refused', problems: said.errors.map(({ code, params, path: at }) => ({ code, params, path: at }) as ProblemItem) };
  }

  withdraw(): Promise<Sent> {
    return Promise.reject(new Error('withdrawal of imported records is not built yet'));
  }
}
